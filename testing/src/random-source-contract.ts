/** What every implementation of RandomSource keeps. */
import type { RandomSource } from "@windrow/interfaces";
import { describe, expect, test } from "vitest";

export function describeRandomSourceContract(name: string, create: (seed: number) => RandomSource): void {
  describe(`${name}: RandomSource contract`, () => {
    test("the same seed gives the same stream, another seed another", () => {
      const draw = (seed: number): unknown[] => {
        const source = create(seed);
        return [source.random32(), source.random64(), source.randn(20), source.randperm(20), source.random32()];
      };
      expect(draw(1)).toEqual(draw(1));
      expect(draw(1)).not.toEqual(draw(2));
    });

    test("random32 and random64 stay in range and use the upper half", () => {
      const source = create(3);
      const words = Array.from({ length: 64 }, () => source.random32());
      const wide = Array.from({ length: 64 }, () => source.random64());
      expect(words.every((word) => Number.isInteger(word) && word >= 0 && word < 2 ** 32)).toBe(true);
      expect(words.some((word) => word >= 2 ** 31)).toBe(true);
      expect(wide.every((word) => word >= 0n && word < 2n ** 64n)).toBe(true);
      expect(wide.some((word) => word >= 2n ** 63n)).toBe(true);
    });

    test.each([0, 1, 2, 15, 16, 17, 1000])("randperm(%i) has every index once", (n) => {
      const order = create(4).randperm(n);
      expect(order).toBeInstanceOf(Int32Array);
      expect([...order].toSorted((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
    });

    test("randn is standard normal: mean, spread and tails of 100,000 values", () => {
      const values = create(5).randn(100_000);
      const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
      const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length;
      const beyondTwo = values.filter((x) => Math.abs(x) > 2).length / values.length;
      expect(Math.abs(mean)).toBeLessThan(0.02);
      expect(Math.abs(variance - 1)).toBeLessThan(0.03);
      expect(Math.abs(beyondTwo - 0.0455)).toBeLessThan(0.004);
    });
  });
}
