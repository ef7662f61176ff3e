import { expect, test } from "vitest";
import { checkJob } from "../../src/job/check-job.ts";
import type { PrepareJob } from "../../src/index.ts";

const job: PrepareJob = { inputs: ["texts"], output: "output", tokenizer: { encoding: "gpt2" } };

/** A numeric field with the least and the greatest that it may be, and what lies just beyond. */
test.each<[keyof PrepareJob, number, number, number, number]>([
  ["maxExpansion", 1, 1e9, 0.999, 1e9 + 1],
  ["unitBytes", 1, 2 ** 40, 0, 2 ** 40 + 1],
])("%s from %d to %d", (field, min, max, below, above) => {
  for (const value of [min, max])
    expect(checkJob({ ...job, [field]: value }).options).toMatchObject({ [field]: value });
  for (const value of [below, above, Number.NaN, String(min)])
    expect(() => checkJob({ ...job, [field]: value }), String(value)).toThrow(
      expect.objectContaining({ code: "PREPARE_INVALID_OPTION", message: expect.stringContaining(`${field} is`) }),
    );
});
