/** Side by side with js-tiktoken 1.0.21 itself: what a call gives, whatever it is called with. */
import { seededTexts } from "@windrow/testing";
import * as original from "js-tiktoken";
import { describe, expect, test } from "vitest";
import * as ours from "../src/index.ts";

const SPECIAL = ["<|endoftext|>", "<|fim_prefix|>", "<|endofprompt|>", "<|endof", "|>"];
/** White space that JavaScript's patterns see otherwise: see differences.test.ts. */
const texts = seededTexts(7, 150, { words: SPECIAL }).map((text) => text.replaceAll(/[\u0085\ufeff\u017f]/g, "."));
const trimmed = texts.map((text) => text.trimEnd());

/** What a call returns, or the kind and message of its error. */
function outcome(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
}

type Selection = string[] | "all" | undefined;
const SELECTIONS: [Selection, Selection][] = [
  [undefined, undefined],
  ["all", undefined],
  [[], []],
  [["<|endoftext|>"], undefined],
  [["<|endoftext|>"], []],
  [["<|endoftext|>"], ["<|endoftext|>"]],
  [[], ["<|fim_prefix|>"]],
  [[], ["hay"]],
  [["no such token"], "all"],
];

const names = ["r50k_base", "p50k_edit", "cl100k_base", "o200k_base"] as const;

describe.each(names)("%s", (name) => {
  const ADDED = { "<|im_start|>": 300_000, "<|endoftext|>": 300_001 };
  const pairs = [
    [original.getEncoding(name), ours.getEncoding(name)],
    [original.getEncoding(name, ADDED), ours.getEncoding(name, ADDED)],
  ] as const;

  test.each(SELECTIONS)("encode with allowed %j and disallowed %j", (allowed, disallowed) => {
    const all = [...trimmed, "", "a <|endoftext|> hay", "<|im_start|>user<|endoftext|>", "hay"];
    for (const [theirs, our] of pairs) {
      for (const text of all) {
        const expected = outcome(() => theirs.encode(text, allowed, disallowed));
        expect(
          outcome(() => our.encode(text, allowed, disallowed)),
          JSON.stringify(text),
        ).toEqual(expected);
      }
    }
  });

  test("decode: special tokens, ids that are not tokens, halves of characters", () => {
    for (const [theirs, our] of pairs) {
      for (const ids of [
        [],
        [0, 5, 220],
        [50256],
        [300_000, 1, 300_001],
        [50257, 64, -1, 64, 1e9, 0.5, Number.NaN],
        [160, 160],
      ]) {
        expect(our.decode(ids)).toBe(theirs.decode(ids));
      }
      for (const text of texts.filter((one) => !one.startsWith("\ufeff"))) {
        const ids = theirs.encode(text, [], []);
        expect(our.decode(ids)).toBe(theirs.decode(ids));
      }
      const strings = ["64", "65"] as unknown as number[];
      expect(our.decode(strings)).toBe(theirs.decode(strings));
    }
  });

  test("an array of plain numbers, its own", () => {
    const [ids, again] = [pairs[0][1].encode("rows of hay"), pairs[0][1].encode("rows of hay")];
    expect(Array.isArray(ids)).toBe(true);
    ids.push(1);
    expect(again).toEqual(pairs[0][0].encode("rows of hay"));
    expect(JSON.stringify(again)).toBe(JSON.stringify(pairs[0][0].encode("rows of hay")));
  });
});

test("arguments of another type are the same kind of error", () => {
  const kinds = ({ getEncoding }: typeof original | typeof ours): unknown[] => {
    const encoding = getEncoding("gpt2") as unknown as Record<"encode" | "decode", (...args: unknown[]) => unknown>;
    const calls = [
      () => encoding.encode(undefined),
      () => encoding.encode(7),
      () => encoding.encode("a", 7),
      () => encoding.encode("a", [], 7),
      () => encoding.decode(undefined),
      () => encoding.decode(null),
    ];
    return calls.map((call) => String(outcome(call)).split(":")[0]);
  };
  expect(kinds(ours)).toEqual(Array.from({ length: 6 }, () => "TypeError"));
  expect(kinds(ours)).toEqual(kinds(original));
});

test("null selects no special token, as in the original", () => {
  const encode = ({ getEncoding }: typeof ours | typeof original) => {
    const encoding = getEncoding("gpt2") as unknown as { encode(...given: unknown[]): number[] };
    return [
      outcome(() => encoding.encode("hay", null)),
      outcome(() => encoding.encode("hay<|endoftext|>", null)),
      outcome(() => encoding.encode("hay<|endoftext|>", [], null)),
      outcome(() => encoding.encode("hay<|endoftext|>", "all", null)),
    ];
  };
  expect(encode(ours)).toEqual(encode(original));
});

test("unknown names are the same kind of error, in words that begin the same", () => {
  const getEncoding = (name: string) => () => ours.getEncoding(name as "gpt2");
  const forModel = (name: string) => () => ours.getEncodingNameForModel(name as "gpt2");
  expect(getEncoding("gpt3")).toThrow(
    new Error('Unknown encoding: "gpt3". Known: gpt2, r50k_base, p50k_base, p50k_edit, cl100k_base, o200k_base.'),
  );
  expect(getEncoding("toString")).toThrow("Unknown encoding");
  expect(() => original.getEncoding("gpt3" as "gpt2")).toThrow("Unknown encoding");
  expect(forModel("gpt-nine")).toThrow(new Error('Unknown model: "gpt-nine"'));
  expect(() => ours.encodingForModel("gpt-nine" as "gpt2")).toThrow(new Error('Unknown model: "gpt-nine"'));
  expect(() => original.getEncodingNameForModel("gpt-nine" as "gpt2")).toThrow("Unknown model");
});
