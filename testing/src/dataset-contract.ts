/** What every implementation of Dataset keeps. */
import type { Dataset } from "@windrow/interfaces";
import { describe, expect, test } from "vitest";

export function describeDatasetContract<Sample>(name: string, create: () => Dataset<Sample>): void {
  describe(`${name}: Dataset contract`, () => {
    test("length is a whole number of samples, each of which can be read", () => {
      const dataset = create();
      expect(Number.isInteger(dataset.length) && dataset.length >= 1).toBe(true);
      for (let index = 0; index < dataset.length; index++) expect(dataset.get(index)).toBeDefined();
    });

    test("the same index gives the same sample", () => {
      const dataset = create();
      const last = dataset.length - 1;
      const sample = structuredClone(dataset.get(last));
      dataset.get(0);
      expect(dataset.get(last)).toEqual(sample);
    });

    test.each(["-1", "length", "0.5", "NaN"])("an index of %s is refused with the range", (which) => {
      const dataset = create();
      const index = which === "length" ? dataset.length : Number(which);
      expect(() => dataset.get(index)).toThrow(new RegExp(`${index}.*0 to ${dataset.length - 1}`));
    });
  });
}
