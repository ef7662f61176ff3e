import { Generator } from "@windrow/random";
import { describeDatasetContract } from "@windrow/testing";
import { describe, expect, test } from "vitest";
import { SlidingWindowDataset, type Tokens } from "../../src/index.ts";

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

  test("are views of the tokens, not copies", () => {
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

/** Tokens that are read by position, with a count of the reads. */
function sourceOf(tokens: Int32Array): { length: number; reads: number; read(start: number, out: Int32Array): void } {
  return {
    length: tokens.length,
    reads: 0,
    read(start, out) {
      if (start < 0 || start + out.length > tokens.length) throw new RangeError(`read of ${start}`);
      this.reads++;
      out.set(tokens.subarray(start, start + out.length));
    },
  };
}

const kinds: readonly [string, (tokens: Int32Array) => Tokens][] = [
  ["Int32Array", (tokens) => tokens],
  ["Uint16Array", (tokens) => Uint16Array.from(tokens)],
  ["TokenSource", sourceOf],
];

describe.each(kinds)("over a %s", (_, tokensOf) => {
  describeDatasetContract("SlidingWindowDataset", () => {
    return new SlidingWindowDataset(tokensOf(upTo(50)), { maxLength: 7, stride: 5 });
  });

  test("token = position, in samples and in batches, of short windows and of long ones", () => {
    for (const maxLength of [1, 5, 64, 65, 200]) {
      const dataset = new SlidingWindowDataset(tokensOf(upTo(1000)), { maxLength, stride: 7 });
      const indices = [dataset.length - 1, 0, 3, 3];
      const inputs = new Int32Array(indices.length * maxLength);
      const targets = inputs.slice();
      dataset.copyWindows(indices, inputs, targets);
      for (const [row, index] of indices.entries()) {
        const input = upTo(maxLength).map((i) => i + index * 7);
        const { inputIds, targetIds } = dataset.get(index);
        expect(inputIds).toEqual(input);
        expect(targetIds).toEqual(input.map((id) => id + 1));
        expect(inputs.slice(row * maxLength, (row + 1) * maxLength)).toEqual(input);
        expect(targets.slice(row * maxLength, (row + 1) * maxLength)).toEqual(targetIds);
      }
    }
  });

  test("samples that were given stay as they are", () => {
    const dataset = new SlidingWindowDataset(tokensOf(upTo(20)), { maxLength: 3, stride: 3 });
    const first = dataset.get(0);
    dataset.get(1);
    expect([...first.inputIds, ...first.targetIds]).toEqual([0, 1, 2, 1, 2, 3]);
  });

  test("batches have indices of the dataset only", () => {
    const dataset = new SlidingWindowDataset(tokensOf(upTo(20)), { maxLength: 3, stride: 3 });
    for (const index of [-1, 6, 0.5, Number.NaN]) {
      expect(() => dataset.copyWindows([0, index], new Int32Array(6), new Int32Array(6))).toThrow(
        expect.objectContaining({
          code: "DATASET_INDEX_OUT_OF_RANGE",
          message: `index is ${index}; expected an integer from 0 to 5.`,
        }),
      );
    }
  });
});

test("a window of a source is one read", () => {
  const source = sourceOf(upTo(100));
  const dataset = new SlidingWindowDataset(source, { maxLength: 10, stride: 10 });
  dataset.get(2);
  dataset.copyWindows([1, 5, 3], new Int32Array(30), new Int32Array(30));
  expect(source.reads).toBe(4);
});

describe("separate documents", () => {
  test("every small case is the notebook's loop over each document", () => {
    const random = new Generator(11);
    for (let round = 0; round < 300; round++) {
      const lengths = [...random.randint(0, 9, 1 + (round % 6))];
      const [maxLength, stride] = [...random.randint(1, 5, 2)] as [number, number];
      let end = 0;
      const documentEnds = lengths.map((length) => (end += length));
      const expected: number[][] = [];
      for (const [i, documentEnd] of documentEnds.entries()) {
        const start = documentEnd - lengths[i]!;
        for (let at = start; at < documentEnd - maxLength; at += stride) {
          expected.push([...upTo(maxLength + 1)].map((k) => at + k));
        }
      }
      const dataset = new SlidingWindowDataset(upTo(end), { maxLength, stride, documentEnds });
      const found = Array.from({ length: dataset.length }, (_, i) => {
        const { inputIds, targetIds } = dataset.get(i);
        return [inputIds[0]!, ...targetIds];
      });
      expect(found).toEqual(expected);
    }
  });
});

describe("fingerprint", () => {
  const options = { maxLength: 4, stride: 2 };
  const of = (tokens: Tokens, more: object = {}): string =>
    new SlidingWindowDataset(tokens, { ...options, ...more }).fingerprint;

  test("is that of the content, whatever array holds it", () => {
    expect(of(upTo(99))).toBe(of(Uint16Array.from(upTo(99))));
    expect(of(upTo(99))).toBe(of(new Int32Array([7, ...upTo(99)]).subarray(1)));
    expect(of(sourceOf(upTo(99)))).toBe(of(sourceOf(upTo(99))));
    expect(of({ ...sourceOf(upTo(99)), fingerprint: "abc" })).toContain("abc");
  });

  test("differs with each token, their order and number, and with the options", () => {
    const changed = [...upTo(99)].map((i) => upTo(99).fill(5, i, i + 1)).filter((tokens) => tokens[5] === 5);
    const swapped = upTo(99);
    swapped.reverse();
    const all = [
      ...changed.map((tokens) => of(tokens)),
      of(swapped),
      of(upTo(98)),
      of(upTo(99), { stride: 1 }),
      of(upTo(99), { maxLength: 3 }),
      of(upTo(99), { documentEnds: [50, 99] }),
      of(upTo(99), { documentEnds: [52, 99] }),
      of(sourceOf(upTo(5000))),
      of(sourceOf(upTo(5000).fill(1, 4999))),
    ];
    // Token 5 is 5 already, so one of the changed is as it was.
    expect(new Set(all).size).toBe(all.length);
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
          message: expect.stringMatching(/^eotToken is .*; expected the id to put between (2 )?texts/),
        }),
      );
    }
    expect(tokensOf(["ab"])).toEqual([1, 2]);
    expect(tokensOf(["a", "b"], 7)).toEqual([1, 7, 2]);
  });

  test.each([[5], [{ ids: [1] }], [Promise.resolve([1])], ["ab"], [undefined]])(
    "ids that are not an array (%#) are refused",
    (ids) => {
      const tokenizer = { encode: () => ids as never };
      expect(() => SlidingWindowDataset.fromText("x", { tokenizer, ...windows })).toThrow(
        expect.objectContaining({
          code: "DATASET_INVALID_TOKENS",
          message: expect.stringMatching(/^the tokenizer returned .*expected an array of ids/),
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

  test("separate documents have nothing between them, and no window crosses from one to the next", () => {
    const dataset = SlidingWindowDataset.fromText(["abc", "", "de", "fgh"], {
      tokenizer: { encode: letters.encode },
      ...windows,
      documents: "separate",
    });
    expect([...dataset.tokens]).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect([...(dataset.documentEnds as Float64Array)]).toEqual([3, 3, 5, 8]);
    expect(Array.from({ length: dataset.length }, (_, i) => [...dataset.get(i).targetIds])).toEqual([
      [2, 3],
      [7, 8],
    ]);
  });

  test("documents of another kind are refused", () => {
    const options = { tokenizer: letters, ...windows, documents: "packed" as "separate" };
    expect(() => SlidingWindowDataset.fromText(["a", "b"], options)).toThrow(
      expect.objectContaining({
        code: "DATASET_INVALID_OPTION",
        message: 'documents is "packed"; expected "concatenate" or "separate".',
      }),
    );
  });

  test("a tokenizer's own Int32Array is checked as well", () => {
    const tokenizer = { encode: () => Int32Array.of(1, -2) };
    expect(() => SlidingWindowDataset.fromText("x", { tokenizer, ...windows })).toThrow(/returned -2 at index 1/);
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

  test.each([[[1, 2]], [undefined], [null], [new Float64Array(3)], [{ length: 3 }], [{ length: -1, read: () => {} }]])(
    "tokens of %j are refused",
    (tokens) => {
      expect(() => new SlidingWindowDataset(tokens as unknown as Int32Array, { maxLength: 1, stride: 1 })).toThrow(
        expect.objectContaining({
          code: "DATASET_INVALID_TOKENS",
          message: expect.stringMatching(
            /^tokens is .*expected an Int32Array, a Uint16Array or an object.*Int32Array.from/,
          ),
        }),
      );
    },
  );

  test.each([
    [[2, 1, 9], "documentEnds[1] is 1, after 2"],
    [[2.5, 9], "documentEnds[0] is 2.5, after 0"],
    [[2, 8], "documentEnds ends with 8, but there are 9 tokens"],
    [[], "documentEnds ends with 0, but there are 9 tokens"],
    [7, "documentEnds is 7"],
  ])("documentEnds of %j", (documentEnds, message) => {
    expect(
      () => new SlidingWindowDataset(upTo(9), { maxLength: 1, stride: 1, documentEnds: documentEnds as number[] }),
    ).toThrow(
      expect.objectContaining({ code: "DATASET_INVALID_DOCUMENTS", message: expect.stringContaining(message) }),
    );
  });
});
