/**
 * Fuzz target: byte-level tokenizer.json that stay what they are, with tokens, ids, merges, added tokens and patterns
 * changed, against a slow reader that follows Hugging Face's library step by step.
 */
import { fuzzTarget, type FuzzTarget, mustHold, shownText } from "@windrow/testing/fuzz";
import { readSlowly, type SlowTokenizer, unicode16, Unknown } from "@windrow/testing/hugging-face";
import { trainBpe } from "@windrow/tokenizer-bpe/train";
import { type HfError, HfTokenizer } from "../../src/index.ts";
import { mutateTokenizerJson } from "./mutate-tokenizer-json.ts";

const SPECIAL = "<|endoftext|>";

/** A file of some merges. */
async function trained(pattern: string): Promise<string> {
  const texts = ["the hay is in the rows, the hay is dry", "rows and rows of windrows; 12 345 67"];
  const options = { vocabSize: 290, pattern, specialTokens: [SPECIAL], threads: 1 };
  return (await trainBpe(texts, options)).toTokenizerJson();
}

export const byteLevelTarget: FuzzTarget = fuzzTarget<string>({
  name: "byte-level tokenizer.json",
  codes: ["HF_"],
  seeds: () => Promise.all(["gpt2", "cl100k_base", String.raw`\p{L}+|[^\p{L}]`].map(trained)),
  mutate: mutateTokenizerJson,
  attempt: (file) => compare(HfTokenizer.fromJson(file), file),
  show: shownText,
});

/** Short: the slow reader takes exponential time with some patterns. */
const TEXTS = [
  "",
  "the hay, their rows",
  ` the${SPECIAL}  s<|endh`,
  "m\u00b2 \u2167 A7\ua7ce's\n12 345\n",
  "\u00e9\u4e2d\u{1f600}",
];

/** What was taken has the ids and texts of the slow reader. */
function compare(tokenizer: HfTokenizer, file: string): void {
  const slow = slowly(file);
  if (slow === undefined) return;
  mustHold(tokenizer.vocabSize === slow.size, `${tokenizer.vocabSize} tokens, and ${slow.size} read slowly`);
  for (const text of TEXTS) {
    const theirs = slow.encode(text).join();
    const ours = tokenizer.encode(text, { allowedSpecial: "all" });
    mustHold(ours.join() === theirs, `${JSON.stringify(text)} is ${ours.join()}, and read slowly ${theirs}`);
    const { ids } = tokenizer.encodeWithOffsets(text, { allowedSpecial: "all" });
    mustHold(ids.join() === theirs, `${JSON.stringify(text)} is ${ids.join()} with spans, and read slowly ${theirs}`);
    mustHold(tokenizer.decode(ours) === slow.decode([...ours]), `the text of ${theirs} is that read slowly`);
  }
  for (let id = Math.max(0, slow.size - 40); id < slow.size; id++) {
    const text = slow.decode([id]);
    if (text !== "") mustHold(decoded(tokenizer, id) === text, `the text of ${id} is ${JSON.stringify(text)}`);
  }
}

/** Undefined where the slow reader does not know the file. What it refuses is to be refused, so that is a finding. */
function slowly(file: string): SlowTokenizer | undefined {
  try {
    return readSlowly(file, unicode16);
  } catch (error) {
    if (error instanceof Unknown) return undefined;
    throw error;
  }
}

function decoded(tokenizer: HfTokenizer, id: number): string {
  try {
    return tokenizer.decode([id]);
  } catch (error) {
    return (error as HfError).code;
  }
}
