/** Ranks as schedulers say them. */
import { rankFromEnvironment } from "@windrow/prepare";
import { expect, test } from "vitest";

test.each([
  [{ SLURM_ARRAY_TASK_ID: "3", SLURM_ARRAY_TASK_COUNT: "2" }, 3],
  [{ JOB_COMPLETION_INDEX: "0" }, 0],
  [{ AWS_BATCH_JOB_ARRAY_INDEX: "15" }, 15],
  [{ SLURM_ARRAY_TASK_ID: "", JOB_COMPLETION_INDEX: "5" }, 5],
])("%j", (environment, rank) => {
  expect(rankFromEnvironment({ worldSize: 16 }, environment)).toEqual({ rank, worldSize: 16 });
});

test("a rank that is given comes before the environment's", () => {
  const environment = { SLURM_ARRAY_TASK_ID: "3" };
  expect(rankFromEnvironment({ rank: 1, worldSize: 2 }, environment)).toEqual({ rank: 1, worldSize: 2 });
});

test.each([
  [{ worldSize: 4 }, {}, /no rank is given, and none of SLURM_ARRAY_TASK_ID/],
  [{ rank: 4, worldSize: 4 }, {}, /rank is 4; expected an integer from 0 to 3, below the world size of 4/],
  [{ rank: -1, worldSize: 4 }, {}, /rank is -1/],
  [{ rank: 0.5, worldSize: 4 }, {}, /rank is 0.5/],
  [{ rank: 0, worldSize: 0 }, {}, /world size is 0; expected an integer of at least 1/],
  [{ rank: 2 }, {}, /rank is 2, but no world size is given/],
  [{}, { SLURM_ARRAY_TASK_ID: "2", SLURM_ARRAY_TASK_COUNT: "8" }, /SLURM_ARRAY_TASK_ID is 2, but no world size/],
  [{ worldSize: 2 }, { JOB_COMPLETION_INDEX: "2" }, /JOB_COMPLETION_INDEX is 2; expected an integer from 0 to 1/],
  [{ worldSize: 2 }, { JOB_COMPLETION_INDEX: "one" }, /JOB_COMPLETION_INDEX is NaN/],
])("%j with %j is refused", (given, environment, message) => {
  expect(() => rankFromEnvironment(given, environment)).toThrow(message);
});
