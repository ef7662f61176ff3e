import { describeDatasetContract } from "@windrow/testing";
import { describe, expect, test } from "vitest";
import { SlidingWindowDataset } from "../src/index.ts";

const upTo = (n: number): Int32Array => Int32Array.from({ length: n }, (_, i) => i);

describeDatasetContract("SlidingWindowDataset", () => new SlidingWindowDataset(upTo(50), { maxLength: 7, stride: 5 }));

describe("windows", () => {
  test("every small case is the notebook's loop", () => {
    for (let n = 0; n <= 14; n++) {
      for (let maxLength = 1; maxLength <= 6; maxLength++) {
        for (let stride = 1; stride <= 6; stride++) {
          const dataset = new SlidingWindowDataset(upTo(n), { maxLength, stride });
          const expected = [];
          for (let i = 0; i < n - maxLength; i += stride) {
            expected.push({
              inputIds: upTo(n).slice(i, i + maxLength),
              targetIds: upTo(n).slice(i + 1, i + maxLength + 1),
            });
          }
          expect(Array.from({ length: dataset.length }, (_, i) => dataset.get(i))).toEqual(expected);
        }
      }
    }
  });

  test("are views on the tokens, not copies", () => {
    const tokens = upTo(10);
    const { inputIds, targetIds } = new SlidingWindowDataset(tokens, { maxLength: 4, stride: 2 }).get(1);
    expect([inputIds.buffer, targetIds.buffer]).toEqual([tokens.buffer, tokens.buffer]);
    tokens[3] = 99;
    expect([...inputIds]).toEqual([2, 99, 4, 5]);
    expect([...targetIds]).toEqual([99, 4, 5, 6]);
  });

  test.each([0, 1, 4])("%i tokens with maxLength 4 give no window, and one more than maxLength gives one", (n) => {
    expect(new SlidingWindowDataset(upTo(n), { maxLength: 4, stride: 1 }).length).toBe(0);
    expect(new SlidingWindowDataset(upTo(5), { maxLength: 4, stride: 1 }).length).toBe(1);
  });
});

describe("fromText", () => {
  const letters = {
    encode: (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0) - 96),
    eotToken: 0,
  };
  const windows = { maxLength: 2, stride: 1 };

  test("encodes one text", () => {
    expect([...SlidingWindowDataset.fromText("abc", { tokenizer: letters, ...windows }).tokens]).toEqual([1, 2, 3]);
  });

  test("puts eotToken between several texts, from any iterable", () => {
    const tokensOf = (texts: Iterable<string>): number[] => [
      ...SlidingWindowDataset.fromText(texts, { tokenizer: letters, ...windows }).tokens,
    ];
    expect(tokensOf(["ab", "c", "", "d"])).toEqual([1, 2, 0, 3, 0, 0, 4]);
    expect(tokensOf(new Set(["ab"]))).toEqual([1, 2]);
    expect(tokensOf([])).toEqual([]);
  });

  test("several texts need an eotToken, the tokenizer's or an option", () => {
    const tokenizer = { encode: letters.encode };
    const tokensOf = (texts: string[], eotToken?: number): number[] => [
      ...SlidingWindowDataset.fromText(texts, { tokenizer, eotToken, ...windows }).tokens,
    ];
    for (const eotToken of [undefined, -1, 1.5, 2 ** 31]) {
      expect(() => tokensOf(["a", "b"], eotToken)).toThrow(
        expect.objectContaining({
          code: "DATASET_INVALID_OPTION",
          message: expect.stringMatching(/^eotToken is .*; expected the id to put between 2 texts/),
        }),
      );
    }
    expect(tokensOf(["ab"])).toEqual([1, 2]);
    expect(tokensOf(["a", "b"], 7)).toEqual([1, 7, 2]);
  });

  test.each([[5], [{ ids: [1] }], [Promise.resolve([1])], ["ab"], [undefined]])(
    "ids that are no array (%#) are refused",
    (ids) => {
      const tokenizer = { encode: () => ids as never };
      expect(() => SlidingWindowDataset.fromText("x", { tokenizer, ...windows })).toThrow(
        expect.objectContaining({
          code: "DATASET_INVALID_TOKENS",
          message: expect.stringMatching(/^the tokenizer gave .*expected an array of ids/),
        }),
      );
    },
  );

  test.each([[5], [null], [[1]], [["a", 2]]])("text that is %j is refused", (text) => {
    expect(() => SlidingWindowDataset.fromText(text as never, { tokenizer: letters, ...windows })).toThrow(
      expect.objectContaining({
        code: "DATASET_INVALID_OPTION",
        message: expect.stringMatching(/^text is .*expected a string/),
      }),
    );
  });

  test("documents that are not concatenated are refused, not joined in silence", () => {
    const options = { tokenizer: letters, ...windows, documents: "separate" as "concatenate" };
    expect(() => SlidingWindowDataset.fromText(["a", "b"], options)).toThrow(
      expect.objectContaining({
        code: "DATASET_INVALID_OPTION",
        message: expect.stringMatching(/^documents is "separate"; expected "concatenate"/),
      }),
    );
  });

  test("a tokenizer's own Int32Array is checked as well", () => {
    const tokenizer = { encode: () => Int32Array.of(1, -2) };
    expect(() => SlidingWindowDataset.fromText("x", { tokenizer, ...windows })).toThrow(/gave -2 at index 1/);
  });

  test.each([[1.5], [-1], [2 ** 31], [Number.NaN]])("an id of %s is refused", (id) => {
    const tokenizer = { encode: () => [7, id] };
    expect(() => SlidingWindowDataset.fromText("x", { tokenizer, ...windows })).toThrow(
      expect.objectContaining({ code: "DATASET_INVALID_TOKENS", message: expect.stringContaining(`${id} at index 1`) }),
    );
  });
});

describe("bad input", () => {
  test.each(["maxLength", "stride"] as const)("%s must be a positive integer", (name) => {
    for (const value of [0, -1, 1.5, Number.NaN, undefined, "4"]) {
      const options = { maxLength: 4, stride: 4, [name]: value };
      expect(() => new SlidingWindowDataset(upTo(9), options)).toThrow(
        expect.objectContaining({
          code: "DATASET_INVALID_OPTION",
          message: expect.stringMatching(`^${name} is .*expected an integer of at least 1`),
        }),
      );
    }
  });

  test.each([undefined, null, {}, "gpt2"])("a tokenizer of %j has no encode", (tokenizer) => {
    expect(() =>
      SlidingWindowDataset.fromText("a", { tokenizer: tokenizer as never, maxLength: 1, stride: 1 }),
    ).toThrow(
      expect.objectContaining({
        code: "DATASET_INVALID_OPTION",
        message: expect.stringMatching(/^tokenizer is .*expected an object with a method encode/),
      }),
    );
  });

  test("tokens must be an Int32Array", () => {
    expect(() => new SlidingWindowDataset([1, 2] as unknown as Int32Array, { maxLength: 1, stride: 1 })).toThrow(
      expect.objectContaining({
        code: "DATASET_INVALID_TOKENS",
        message: expect.stringContaining("Int32Array.from(tokens)"),
      }),
    );
  });
});
