/** The numbers of a report: against the embeddings package, and plain statistics. */
import { InputEmbedding } from "@windrow/embeddings";
import { gpt2 as encoding } from "@windrow/tokenizer-bpe/gpt2";
import { Generator } from "@windrow/random";
import { describe, expect, test } from "vitest";
import { embeddingFigures } from "../../../src/commands/report/embedding-figures.ts";
import { principalPlane } from "../../../src/commands/report/principal-components.ts";
import { labelOfBytes, labelOfText } from "../../../src/commands/report/token-label.ts";
import { bpeTextTokenizer } from "../../../src/tokens/bpe-text-tokenizer.ts";

const gpt2 = bpeTextTokenizer(encoding);
const SETTINGS = { embeddingDim: 8, maxLength: 4, seed: 69 };

describe("embedding figures", () => {
  test("are what the graph computes for these tokens", async () => {
    const figures = await embeddingFigures(gpt2.encode("Rake the hay, turn the hay."), gpt2, SETTINGS);
    const ids = figures.tokens.map(({ id }) => id);
    await using embedding = await InputEmbedding.create({
      vocabSize: gpt2.vocabSize,
      contextLength: 64,
      embeddingDim: 8,
      seed: 69,
    });
    const { data } = await embedding.forward(ids);
    expect(figures.sum.flat()).toEqual(Array.from(data, (value) => Math.round(value * 1e4) / 1e4));
    const [a, b] = figures.same;
    expect(figures.isOfText).toBe(true);
    expect(ids[a]).toBe(ids[b]);
    expect(gpt2.decode([ids[a]!])).toBe(" the");
    expect(figures.token[a]).toEqual(figures.token[b]);
    expect(figures.sum[a]).not.toEqual(figures.sum[b]);
    expect(figures.learned.length).toBe(64);
    expect(figures.sinusoidal[0]).toEqual([0, 1, 0, 1, 0, 1, 0, 1]);
    expect(figures.sinusoidal[1]!.slice(0, 2)).toEqual([0.8415, 0.5403]);
  });

  test("a text in which no word comes twice has the notebook's example", async () => {
    const figures = await embeddingFigures(gpt2.encode("one two three"), gpt2, SETTINGS);
    expect([figures.isOfText, figures.tokens.map(({ label }) => label)]).toEqual([false, ["abc", "abc", "abc"]]);
  });

  test("a word that comes back farther away than a stretch reaches does not count", async () => {
    const figures = (distance: number): ReturnType<typeof embeddingFigures> =>
      embeddingFigures(
        Int32Array.from({ length: distance + 1 }, (_, i) => 1000 + (i % distance)),
        gpt2,
        SETTINGS,
      );
    const { isOfText, reach, same } = await figures(13);
    expect([isOfText, reach, same]).toEqual([true, 14, [0, 13]]);
    expect((await figures(14)).isOfText).toBe(false);
  });

  test("the stretch shown is the first in which a word's token comes back, or else any token: by looking at all", async () => {
    const generator = new Generator(11);
    for (let round = 0; round < 60; round++) {
      // Few or many distinct ids, of letters or of digits alone, so that stretches with and without a word come up.
      const from = round % 2 === 0 ? 1000 : 15;
      const ids = generator.randint(from, from + [4, 30, 400][round % 3]!, 1 + (round % 40)).map(Number);
      const tokens = Int32Array.from(from === 15 ? ids.map((id) => Math.min(id, 24)) : ids);
      const {
        isOfText,
        reach,
        same,
        tokens: shown,
      } = await embeddingFigures(tokens, gpt2, { ...SETTINGS, embeddingDim: 1 });
      const isWord = (id: number): boolean => /\p{L}/u.test(gpt2.decode([id]));
      const repeats = (stretch: Int32Array, counts: (id: number) => boolean): boolean =>
        stretch.some((id, at) => counts(id) && stretch.indexOf(id) < at);
      const starts = Array.from(tokens, (_, start) => tokens.slice(start, start + reach));
      const expected = starts.find((one) => repeats(one, isWord)) ?? starts.find((one) => repeats(one, () => true));
      expect([round, isOfText]).toEqual([round, expected !== undefined]);
      if (expected === undefined) continue;
      expect([round, shown.map(({ id }) => id)]).toEqual([round, [...expected]]);
      expect(shown[same[0]]!.id).toBe(shown[same[1]]!.id);
      expect(same[0]).toBeLessThan(same[1]);
    }
  });
});

describe("principal components", () => {
  test("find the directions that rows were spread along", () => {
    const generator = new Generator(7);
    const [long, short] = [generator.randn(400), generator.randn(400)];
    const noise = generator.randn(1200);
    // 3 along (1, 1, 0) / sqrt 2, 1 along (0, 0, 1), some noise.
    const rows = Array.from({ length: 400 }, (_, i) => [
      5 + (3 * long[i]!) / Math.SQRT2 + 0.05 * noise[3 * i]!,
      (3 * long[i]!) / Math.SQRT2 + 0.05 * noise[3 * i + 1]!,
      short[i]! + 0.05 * noise[3 * i + 2]!,
    ]);
    const { places, explained } = principalPlane(rows);
    expect(explained[0]).toBeCloseTo(0.9, 1);
    expect(explained[0] + explained[1]).toBeGreaterThan(0.998);
    expect(
      Math.abs(
        correlation(
          places.map(([x]) => x),
          [...long],
        ),
      ),
    ).toBeGreaterThan(0.999);
    expect(
      Math.abs(
        correlation(
          places.map(([, y]) => y),
          [...short],
        ),
      ),
    ).toBeGreaterThan(0.99);
    expect(
      Math.abs(
        correlation(
          places.map(([x]) => x),
          places.map(([, y]) => y),
        ),
      ),
    ).toBeLessThan(1e-5);
  });

  test("rows that are equal, and one row alone, lie in the middle", () => {
    expect(
      principalPlane([
        [1, 2],
        [1, 2],
      ]),
    ).toEqual({
      places: [
        [0, 0],
        [0, 0],
      ],
      explained: [0, 0],
    });
    expect(principalPlane([[3]])).toEqual({ places: [[0, 0]], explained: [0, 0] });
  });
});

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [ma, mb] = [mean(a), mean(b)];
  const product = (f: (i: number) => number): number => a.reduce((sum, _, i) => sum + f(i), 0);
  const covariance = product((i) => (a[i]! - ma) * (b[i]! - mb));
  return covariance / Math.sqrt(product((i) => (a[i]! - ma) ** 2) * product((i) => (b[i]! - mb) ** 2));
}

test.each([
  ["plain", [0x20, 0x68, 0x61, 0x79], " hay"],
  ["a beginning of a character", [0x20, 0xe8], " <0xE8>"],
  ["an end of one", [0x8d, 0x61], "<0x8D>a"],
  ["whole and cut", [0xc3, 0xa9, 0xf0, 0x9f], "\u00e9<0xF0><0x9F>"],
  ["over-long, a surrogate", [0xc0, 0x80, 0xed, 0xa0, 0x80], "<0xC0><0x80><0xED><0xA0><0x80>"],
  ["a joiner alone", [0xe2, 0x80, 0x8d], "<U+200D>"],
  ["what turns the text around", [0xe2, 0x80, 0xae, 0x61], "<U+202E>a"],
  ["control characters but line ends and tabs", [0x07, 0x0a, 0x09, 0x1b], "<U+0007>\n\t<U+001B>"],
  ["a mark alone", [0xcc, 0x81], "\u25cc\u0301"],
])("label of %s", (_, bytes, label) => expect(labelOfBytes(Uint8Array.from(bytes))).toBe(label));

test("a long token is cut between characters", () => {
  expect(labelOfText("\u{1f33e}".repeat(100_000))).toBe(`${"\u{1f33e}".repeat(80)}\u2026`);
});
