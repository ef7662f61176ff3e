/** Fuzz targets: every file that a BpeTokenizer is read from. */
import { type FuzzTarget, fuzzTarget, mustHold, mutateJson, mutateText, shownText } from "@windrow/testing/fuzz";
import { BpeTokenizer } from "../../src/index.ts";
import { trainBpe } from "../../src/train/index.ts";

const SPECIAL = "<|endoftext|>";
const TEXTS = [
  "the hay, the rows",
  " windrow 12 345\n\n",
  "h\u00e9\u4e2d\u{1f600}\ud800",
  `a${SPECIAL}b`,
  "\u0000\u00ff'S",
];

/** A vocabulary of some merges. */
function trained(pattern = "gpt2"): Promise<BpeTokenizer> {
  const texts = ["the hay is in the rows, the hay is dry", "rows and rows of windrows; 12 345 67"];
  return trainBpe(texts, { vocabSize: 290, pattern, specialTokens: [SPECIAL], threads: 1 });
}

/** What has to hold of whatever was read: ids in range, and texts that come back. */
function use(tokenizer: BpeTokenizer): void {
  const { vocabSize } = tokenizer;
  for (const text of TEXTS) {
    const ids = encoded(tokenizer, text);
    mustHold(
      ids.every((id) => id >= 0 && id < vocabSize),
      `ids below ${vocabSize}: ${ids.join()}`,
    );
    mustHold(
      tokenizer.decode(ids) === Buffer.from(text).toString(),
      `${JSON.stringify(text)} comes back from ${ids.join()}`,
    );
    mustHold(tokenizer.countTokens(text) === tokenizer.encodeOrdinary(text).length, "as many as are counted");
  }
  mustHold(/^[0-9a-f]{64}$/.test(tokenizer.fingerprint), "a fingerprint");
  for (const write of ["toTiktoken", "toTokenizerJson", "toMinbpe", "toVocabAndMerges"] as const) {
    try {
      tokenizer[write]();
    } catch (error) {
      if ((error as { code?: string }).code !== "BPE_NOT_EXPORTABLE") throw error;
    }
  }
}

/** What was read encodes every text: a pattern that leaves text unmatched is refused with the file. */
function encoded(tokenizer: BpeTokenizer, text: string): Int32Array {
  try {
    return tokenizer.encode(text, { allowedSpecial: "all" });
  } catch (error) {
    throw new Error(`${JSON.stringify(text)} can't be encoded: ${(error as Error).message}`, { cause: error });
  }
}

const codes = ["BPE_"];

const tiktoken = fuzzTarget<string>({
  name: "tiktoken",
  codes,
  seeds: async () => [(await trained()).toTiktoken(), (await trained("cl100k_base")).toTiktoken()],
  mutate: (file, draw) => mutateText(file, draw, ["AAAA", "//8= 300", "YWI= 290\nYWI= 291", "=", "+/", "\r\n"]),
  attempt: (file) => use(BpeTokenizer.fromTiktoken(file, { name: "fuzz", pattern: "gpt2" })),
  show: shownText,
});

interface TwoFiles {
  readonly vocab: string;
  readonly merges: string;
}

const vocabAndMerges = fuzzTarget<TwoFiles>({
  name: "vocab.json and merges.txt",
  codes,
  seeds: async () => [(await trained()).toVocabAndMerges()],
  mutate: ({ vocab, merges }, draw) =>
    draw.chance(0.5)
      ? { vocab: mutateJson(vocab, draw), merges }
      : { vocab, merges: mutateText(merges, draw, ["h e", "\u0120 t", "#version: 9", "a a a"]) },
  attempt: (files) => use(BpeTokenizer.fromVocabAndMerges(files, { name: "fuzz", pattern: "gpt2" })),
  show: ({ vocab, merges }) => `${shownText(vocab)} ${shownText(merges)}`,
});

const minbpe = fuzzTarget<string>({
  name: "minbpe",
  codes,
  seeds: async () => [
    `minbpe v1\n${String.raw`'s|\p{L}+|[^\p{L}]`}\n1\n${SPECIAL} 300\n104 101\n116 256\n32 257\n`,
    `minbpe v1\n\n0\n${Array.from({ length: 9 }, (_, i) => `${i + 60} ${i + 61}\n`).join("")}`,
  ],
  mutate: (file, draw) =>
    draw.chance(0.01)
      ? `minbpe v1\n\n0\n97 97\n${Array.from({ length: 40 }, (_, i) => `${256 + i} ${256 + i}\n`).join("")}`
      : mutateText(file, draw, ["97 97", "256 256", "\n257 257\n258 258\n", "((", "(?i:'S)", String.raw`\p{L}++`]),
  attempt: (file) => use(BpeTokenizer.fromMinbpe(file)),
  show: shownText,
});

/** Each parser of a vocabulary. */
export const vocabularies: readonly FuzzTarget[] = [tiktoken, vocabAndMerges, minbpe];
