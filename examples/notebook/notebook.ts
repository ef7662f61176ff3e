/**
 * The notebook of "Build a large language model from scratch", chapter 2, cell by cell: text to words, words
 * to ids, byte pairs, windows, batches, embeddings. Each cell prints what the one in Python prints, to the
 * letter (../test/notebook.test.ts).
 *
 * Usage: notebook [FILE], a text of at least 801 byte pair tokens
 */
import { createDataLoader, SlidingWindowDataset, visualizeWindows } from "@windrow/dataset";
import { Embedding } from "@windrow/embeddings";
import type { Batch, FloatTensor, IdTensor } from "@windrow/interfaces";
import { Generator } from "@windrow/random";
import { getEncoding, listEncodingNames } from "@windrow/tokenizer-bpe";
import { SimpleTokenizer, splitText } from "@windrow/tokenizer-simple";
import { displayDict, displayList, formatPython } from "./print-python.ts";
import { formatShape, formatTensor } from "./print-tensor.ts";
import { readText } from "./read-text.ts";

const print = console.log;
const cell = (name: string): void => print(`\n# ${name}`);
const ids1d = (data: Int32Array): IdTensor => ({ type: "int32", data, dims: [data.length] });
const EMBEDDED = "grad_fn=<EmbeddingBackward0>";
const ADDED = "grad_fn=<AddBackward0>";

cell("1 raw_text");
const rawText = readText(process.argv[2]);

cell("1.1 split");
const split = splitText(rawText);
print(formatPython(split));

cell("1.1 tokens");
const wordsOnly = new SimpleTokenizer(rawText, { whitespace: "drop" });
const tokens = wordsOnly.tokenize(rawText);
print(formatPython(tokens));

cell("1.2 vocab");
// The last two are <|endoftext|> and <|unk|>, which the notebook has from 1.5 on.
const vocab = wordsOnly.vocab.slice(0, -2);
print(vocab.length);

cell("1.2 encoder");
print(formatPython(new Map(vocab.map((word, id) => [word, id]))));

cell("1.3 sample");
print(formatPython(tokens.slice(0, 500)));

cell("1.3 encoded");
const encodedSample = wordsOnly.encode(rawText);
print(formatPython(encodedSample));

cell("1.4 decoder");
print(formatPython(new Map(vocab.entries())));

cell("1.4 decoded");
print(formatPython(Array.from(encodedSample, (id) => wordsOnly.vocab[id]!)));

cell("1.5 unk encode");
// White space kept: the notebook's class.
const simpleTokenizer = new SimpleTokenizer(rawText);
const unkTokens = simpleTokenizer.encode("Say hello to academic speculations!");
print(formatPython(unkTokens));

cell("1.5 unk decode");
print(simpleTokenizer.decode(unkTokens));

cell("1.6 names");
print(displayList(listEncodingNames().map(formatPython)));

cell("1.6 bpe");
const bpeTokenizer = await getEncoding("gpt2");

cell("1.6 unknown word");
const textWithUnknownWord = "Here is an unknown word: Alvazska";
const simpleIds = simpleTokenizer.encode(textWithUnknownWord);
const bpeIds = bpeTokenizer.encode(textWithUnknownWord);
print(`Original text: ${textWithUnknownWord}`);
print(`Simple encoding: ${formatPython(simpleIds)}`);
print(`Simple decoding: ${simpleTokenizer.decode(simpleIds)}`);
print(`BPE encoding: ${formatPython(bpeIds)}`);
print(`BPE decoding: ${bpeTokenizer.decode(bpeIds)}`);

cell("1.6 counts");
print(`Simple: ${simpleTokenizer.encode(rawText).length}, BPE: ${bpeTokenizer.encode(rawText).length}`);

cell("1.6 first tokens");
print(formatPython(new Map(simpleTokenizer.tokenize(rawText).slice(0, 9).entries())));
const firstBpeTokens = Array.from(bpeTokenizer.encode(rawText).subarray(0, 9), (id) => bpeTokenizer.decode([id]));
print(formatPython(new Map(firstBpeTokens.entries())));

cell("2 windows ids");
const corpus = bpeTokenizer.encode(rawText).subarray(0, 15);
const contexts = Array.from({ length: corpus.length - 1 }, (_, i) => ({
  context: corpus.subarray(Math.max(0, i + 1 - 10), i + 1),
  next: corpus[i + 1]!,
}));
print(`Corpus:${formatPython(corpus)}`);
for (const { context, next } of contexts) print(formatPython(context), "--->", next);

cell("2 windows text");
print(`Corpus:${bpeTokenizer.decode(corpus)}`);
for (const { context, next } of contexts) print(bpeTokenizer.decode(context), "--->", bpeTokenizer.decode([next]));

cell("2.1 GPTDataset");
// The notebook writes this class here; its windows are copies, these are views of the one array of ids.
const windowsOf = (text: string, tokenizer: SimpleTokenizer, maxLength: number, stride: number): SlidingWindowDataset =>
  SlidingWindowDataset.fromText(text, { tokenizer, maxLength, stride });

cell("2.1 visualize");
const pairs = visualizeWindows(windowsOf(rawText, simpleTokenizer, 10, 1), simpleTokenizer, { maxPairs: 5 });
for (const [i, { input, target }] of pairs.entries()) print(`i=${i}`, input, "---->", target);

cell("2.1 create_dataloader");
const createLoader = (batchSize: number, maxLength: number, stride: number): Iterator<Batch> =>
  createDataLoader(rawText, { tokenizer: bpeTokenizer, batchSize, maxLength, stride, shuffle: false })[
    Symbol.iterator
  ]();
const nextBatch = (batches: Iterator<Batch>): Batch => {
  const { value, done } = batches.next();
  if (done) throw new Error("the text is too short: got no batch, expected 801 tokens or more; give a longer FILE");
  return value;
};

cell("2.1 first batch");
const batches = createLoader(2, 3, 1);
const firstBatch = nextBatch(batches);
print(displayList([formatTensor(firstBatch.inputIds), formatTensor(firstBatch.targetIds)]));

cell("2.1 second batch");
const secondBatch = nextBatch(batches);
print(displayList([formatTensor(secondBatch.inputIds), formatTensor(secondBatch.targetIds)]));

cell("3.1 small vocab");
const smallCorpus = "We are so screwed when AI gets pissed";
const smallTokenizer = new SimpleTokenizer(smallCorpus);
print(displayDict(new Map(smallTokenizer.vocab.map((token, id) => [token, id]))));
print();
print(`Vocab size:${smallTokenizer.vocabSize}`);

cell("3.1 embedding seed 69");
print(formatTensor(ids1d(smallTokenizer.encode(smallCorpus))));
// torch.manual_seed(69): all tables below are drawn from this one, in the notebook's order.
const generator = new Generator(69);
const layer = await Embedding.create({ numEmbeddings: smallTokenizer.vocabSize, embeddingDim: 4, generator });
const weight = { type: "float32", data: layer.weight, dims: [layer.numEmbeddings, layer.embeddingDim] } as const;
print();
print(`Parameter containing:\n${formatTensor(weight, "requires_grad=True")}`);

cell("3.1 lookups");
print(formatTensor(await layer.forward([0]), EMBEDDED));
print(formatTensor(await layer.forward([1]), EMBEDDED));

cell("3.1 abcabcabc");
const abcIds = bpeTokenizer.encode("abcabcabc");
print(formatTensor(ids1d(abcIds)));
const abcLayer = await Embedding.create({ numEmbeddings: bpeTokenizer.vocabSize, embeddingDim: 4, generator });
print(formatTensor(await abcLayer.forward(abcIds), EMBEDDED));

/** Token rows plus position rows, which all sequences of a batch share. */
function add(token: FloatTensor, position: FloatTensor): FloatTensor {
  const data = token.data.map((value, i) => value + position.data[i % position.data.length]!);
  return { type: "float32", data, dims: token.dims };
}

cell("3.2 token emb");
print(`Vocab size:${bpeTokenizer.vocabSize}, n_dim: 4`);
const tokenLayer = await Embedding.create({ numEmbeddings: bpeTokenizer.vocabSize, embeddingDim: 4, generator });
const tokenEmbeddings = await tokenLayer.forward(new Int32Array(10).fill(2));
print(formatTensor(tokenEmbeddings, EMBEDDED));
print(formatShape(tokenEmbeddings));

cell("3.2 pos layer");
const positionLayer = await Embedding.create({ numEmbeddings: 10, embeddingDim: 4, generator });

cell("3.2 arange");
const arange = (length: number): Int32Array => Int32Array.from({ length }, (_, i) => i);
print(formatTensor(ids1d(arange(10))));

cell("3.2 pos emb");
const positionEmbeddings = await positionLayer.forward(arange(10));
print(formatTensor(positionEmbeddings, EMBEDDED));
print(formatShape(positionEmbeddings));

cell("3.2 sum");
// InputEmbedding is both tables and their sum in one ONNX graph.
print(formatTensor(add(tokenEmbeddings, positionEmbeddings), ADDED));

cell("3.2 256 layers");
print(`Vocab size:${bpeTokenizer.vocabSize}, n_dim: 256`);
const wideTokens = await Embedding.create({ numEmbeddings: bpeTokenizer.vocabSize, embeddingDim: 256, generator });
const widePositions = await Embedding.create({ numEmbeddings: 100, embeddingDim: 256, generator });

cell("3.2 batch 8x100");
const { inputIds, targetIds } = nextBatch(createLoader(8, 100, 100));
print(formatTensor(inputIds));
print();
print(formatTensor(targetIds));

cell("3.2 final");
const token = await wideTokens.forward(inputIds);
print(formatTensor(token, EMBEDDED), formatShape(token));
print();
const position = await widePositions.forward(arange(100));
print(formatTensor(position, EMBEDDED), formatShape(position));
print();
const sum = add(token, position);
print(formatTensor(sum, ADDED), formatShape(sum));

for (const each of [layer, abcLayer, tokenLayer, positionLayer, wideTokens, widePositions]) await each.dispose();
