// What a stranger's program might be in a package that does not say "type": "module".
import { createDataLoader } from "@windrow/dataset";

import { Embedding } from "@windrow/embeddings";
import type { Batch, Tokenizer } from "@windrow/interfaces";
import { Generator } from "@windrow/random";
import { openTokenShards } from "@windrow/shards";
import { getEncoding } from "@windrow/tokenizer-bpe";
import { cl100kBase } from "@windrow/tokenizer-bpe/cl100k_base";
import { gpt2 } from "@windrow/tokenizer-bpe/gpt2";
import { o200kBase } from "@windrow/tokenizer-bpe/o200k_base";
import { o200kHarmony } from "@windrow/tokenizer-bpe/o200k_harmony";
import { p50kBase } from "@windrow/tokenizer-bpe/p50k_base";
import { p50kEdit } from "@windrow/tokenizer-bpe/p50k_edit";
import { r50kBase } from "@windrow/tokenizer-bpe/r50k_base";
import { trainBpe } from "@windrow/tokenizer-bpe/train";
import { HfTokenizer } from "@windrow/tokenizer-hf";
import { SimpleTokenizer } from "@windrow/tokenizer-simple";

async function main(): Promise<void> {
  const all: Tokenizer[] = [gpt2, r50kBase, p50kBase, p50kEdit, cl100kBase, o200kBase, o200kHarmony];
  all.push(await getEncoding("gpt2"), new SimpleTokenizer("The hay is in."));
  all.push(HfTokenizer.fromJson(gpt2.toTokenizerJson()));
  all.push(await trainBpe(["the hay is in the hay "], { vocabSize: 258, pattern: "gpt2", threads: 1 }));
  for (const tokenizer of all) if (tokenizer.decode(tokenizer.encode("The hay")) !== "The hay") throw new Error();
  const bytes: Uint8Array = gpt2.decodeBytes(gpt2.encode("The hay"));
  const loader = createDataLoader("The hay is in. ".repeat(9), { tokenizer: gpt2, maxLength: 4, stride: 4, seed: 0 });
  const layer = await Embedding.create({ numEmbeddings: gpt2.vocabSize, embeddingDim: 2, generator: new Generator(0) });
  for (const { inputIds } of loader as Iterable<Batch>)
    console.log(bytes.length, (await layer.forward(inputIds)).dims.join(" "), typeof openTokenShards);
}
void main();
