import { describe, expect, test } from "vitest";
import { sinusoidalTable } from "../../src/weights/sinusoidal.ts";
import { expected } from "./fixtures.ts";

describe("sinusoidalTable", () => {
  test.each([
    [5, 4],
    [4, 7],
    [3, 1],
  ])("%i positions of %i numbers are numpy's", (rows, width) => {
    expect([...sinusoidalTable(rows, width)]).toEqual(expected.sinusoidal[`${rows}x${width}` as "5x4"]);
  });

  test("numbers here and there in a table of 4096 x 768 are numpy's", () => {
    const table = sinusoidalTable(4096, 768);
    const got = expected.sinusoidal["4096x768"].map(([row, column]) => [row, column, table[row * 768 + column]]);
    expect(got).toEqual(expected.sinusoidal["4096x768"]);
  });

  test("position 0 is 0, 1, 0, 1 and every pair lies on the unit circle", () => {
    const table = sinusoidalTable(600, 64);
    expect([...table.subarray(0, 4)]).toEqual([0, 1, 0, 1]);
    for (let at = 0; at < table.length; at += 2) {
      expect(Math.hypot(table[at]!, table[at + 1]!)).toBeCloseTo(1, 6);
    }
  });

  test("a pair of a later position is the earlier one's, turned by a fixed angle (section 3.5)", () => {
    const [width, step] = [16, 9];
    const table = sinusoidalTable(200, width);
    for (let pair = 0; pair < width; pair += 2) {
      const angle = step / 10000 ** (pair / width);
      for (let position = 0; position < 200 - step; position++) {
        const [sine, cosine] = table.subarray(position * width + pair);
        const later = table[(position + step) * width + pair]!;
        expect(later).toBeCloseTo(sine! * Math.cos(angle) + cosine! * Math.sin(angle), 5);
      }
    }
  });
});
