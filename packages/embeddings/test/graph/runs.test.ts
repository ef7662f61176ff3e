import { expect, test } from "vitest";
import { runsOf } from "../../src/graph/runs.ts";

test("every id is in one run, in order, with its place in the sequence", () => {
  for (const width of [1, 768, 4096, 100_000, 300_000]) {
    for (const [batch, sequence] of [
      [0, 5],
      [5, 0],
      [1, 1],
      [3, 7],
      [64, 1024],
      [1, 5000],
      [200, 3],
      [2, 1_000],
    ] as const) {
      let next = 0;
      let wrong = 0;
      for (const run of runsOf(batch, sequence, width)) {
        const ids = run.batch * run.sequence;
        const isInPlace = run.start === next && run.column === (sequence === 0 ? 0 : next % sequence);
        const isPartOfOne = run.batch === 1 || (run.column === 0 && run.sequence === sequence);
        // About 1 MB at most, or one id.
        const isSmall = ids * width * 4 <= 1 << 20 || ids === 1;
        if (!isInPlace || !isPartOfOne || !isSmall) wrong++;
        next += ids;
      }
      expect(wrong).toBe(0);
      expect(next).toBe(batch * sequence);
    }
  }
});
