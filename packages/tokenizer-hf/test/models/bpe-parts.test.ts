/** BPE over characters against a slow twin, with vocabularies whose merges cross spaces, and texts in the worst case. */
import { mulberry32 } from "@windrow/testing";
import { SlowBpe } from "@windrow/testing/hugging-face";
import { describe, expect, test } from "vitest";
import { Fields } from "../../src/fields/fields.ts";
import { HfTokenizer } from "../../src/index.ts";
import { readModel } from "../../src/read/read-model.ts";

const SEED = Number(process.env["WINDROW_SEED"] ?? 20_261_203);
const COUNT = Number(process.env["WINDROW_RANDOM_TEXTS"] ?? 1000);
const TEXTS_EACH = 10;

/** What vocabularies are made of: letters, the space before a word, what looks like bytes and the unknown token. */
const LETTERS = ["a", "b", "c", "d", "e", "\u2581", "\u00e9", "\u4e2d", "\u{1f600}", "<", ">", "0", "x", "4", "1", "#"];
/** What texts have besides, and few vocabularies. */
const RARE = [" ", "\u{1f601}", "\u00ea", "A", "z", "<unk>", "<0x41>", "\n"];

interface RandomModel extends Record<string, unknown> {
  readonly vocab: Readonly<Record<string, number>>;
  readonly merges: readonly (readonly [string, string])[];
}

/** Merges of what the ones before have made, in an order that need not be that of a training. */
function randomModel(random: () => number): RandomModel {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const isAffixed = random() < 0.15;
  const continuingPrefix = isAffixed ? pick(["", "#", "##"]) : "";
  const endSuffix = isAffixed ? pick(["", ">", "</w>"]) : "";
  const letters = LETTERS.filter(() => random() < 0.8);
  const tokens = new Set(["<unk>", ...letters]);
  if (isAffixed) for (const one of letters) tokens.add(continuingPrefix + one).add(one + endSuffix);
  if (random() < 0.5)
    for (const byte of ["41", "C3", "A9", "AA", "F0", "9F", "98", "81", "0A"]) tokens.add(`<0x${byte}>`);
  const merges: [string, string][] = [];
  for (let left = Math.floor(random() * 60); left > 0; left--) {
    const [one, other] = [pick([...tokens]), pick([...tokens])];
    if (continuingPrefix !== "" && !other.startsWith(continuingPrefix)) continue;
    merges.push([one, other]);
    tokens.add(one + other.slice(continuingPrefix.length));
  }
  const shuffled = random() < 0.3 ? merges.toSorted(() => random() - 0.5) : merges;
  const ids = [...tokens].toSorted(() => random() - 0.5);
  return {
    type: "BPE",
    vocab: Object.fromEntries(ids.map((token, id) => [token, id])),
    merges: shuffled,
    unk_token: random() < 0.7 ? "<unk>" : null,
    fuse_unk: random() < 0.5,
    byte_fallback: random() < 0.5,
    ignore_merges: random() < 0.2,
    continuing_subword_prefix: continuingPrefix === "" ? null : continuingPrefix,
    end_of_word_suffix: endSuffix === "" ? null : endSuffix,
  };
}

function randomText(random: () => number, words: readonly string[]): string {
  let text = "";
  for (let left = Math.floor(random() * 30); left > 0; left--) {
    const from = random() < 0.2 ? RARE : random() < 0.4 ? words : LETTERS;
    text += from[Math.floor(random() * from.length)]!;
  }
  return text;
}

test(`random vocabularies have the ids of the slow twin (${COUNT} texts, seed ${SEED})`, () => {
  const random = mulberry32(SEED);
  let cut = 0;
  for (let index = 0; index * TEXTS_EACH < COUNT; index++) {
    const model = randomModel(random);
    const slow = new SlowBpe(model);
    const spaces = { type: "Replace", pattern: { String: " " }, content: "\u2581" };
    const plain = HfTokenizer.fromJson({ version: "1.0", model });
    const spaced = HfTokenizer.fromJson({ version: "1.0", normalizer: spaces, model });
    if (readModel(Fields.of(model, "model")).parts !== undefined) cut++;
    for (let left = TEXTS_EACH; left > 0; left--) {
      const text = randomText(random, Object.keys(model.vocab));
      const expected = slow.encode(text);
      const replaced = slow.encode(text.replaceAll(" ", "\u2581"));
      for (const time of ["first", "again"]) {
        expect([model, text, time, ...plain.encode(text)]).toEqual([model, text, time, ...expected]);
        expect([model, text, time, ...spaced.encode(text)]).toEqual([model, text, time, ...replaced]);
      }
      expect([...plain.encodeWithOffsets(text).ids]).toEqual(expected);
      expect([...spaced.encodeWithOffsets(text).ids]).toEqual(replaced);
      expect(spaced.countTokens(text)).toBe(replaced.length);
    }
  }
  expect(cut).toBeGreaterThan(COUNT / TEXTS_EACH / 3);
});

describe("10^6 characters", () => {
  const LENGTH = 1_000_000;
  const merges = [
    ["\u2581", "a"],
    ["a", "a"],
    ["aa", "aa"],
    ["\u2581", "\u2581"],
    ["b", "\u2581a"],
  ];
  const tokens = ["<unk>", "a", "b", "c", "\u2581", ...merges.map(([left, right]) => left! + right!)];
  const vocab = Object.fromEntries(tokens.map((token, id) => [token, id]));
  const open = (fuse_unk: boolean): HfTokenizer =>
    HfTokenizer.fromJson({
      version: "1.0",
      normalizer: { type: "Replace", pattern: { String: " " }, content: "\u2581" },
      model: { type: "BPE", vocab, merges, unk_token: "<unk>", fuse_unk },
    });

  test.each<[string, string, boolean, number]>([
    ["a", "of one letter", false, LENGTH / 4],
    [" ", "of spaces", false, LENGTH / 2],
    ["c", "that no merge joins", false, LENGTH],
    ["z", "that are not known", false, LENGTH],
    ["z", "that are not known and one token", true, 1],
    ["ba", "without a merge in two", false, LENGTH],
    ["b a", "in threes", false, LENGTH / 3 + 1],
    ["a ", "after spaces", false, LENGTH / 2 + 1],
  ])(
    "%j %s, one token %s",
    (unit, _, isFused, count) => {
      const text = unit.repeat(Math.ceil(LENGTH / unit.length)).slice(0, LENGTH);
      const tokenizer = open(isFused);
      expect(Math.abs(tokenizer.encode(text).length - count)).toBeLessThanOrEqual(2);
      expect(tokenizer.encodeWithOffsets(text).ids.length).toBe(tokenizer.countTokens(text));
    },
    60_000,
  );
});
