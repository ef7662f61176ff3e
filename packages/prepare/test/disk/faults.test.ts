/**
 * A disk that gives half of what is asked for, fails, or is full, at some calls of a whole job drawn from a seed:
 * the right bytes come of it, or an error that names the file and then, gone on with, the right bytes.
 * All calls are in faults.long.test.ts.
 */
import { mulberry32 } from "@windrow/testing";
import { FAULT_KINDS } from "@windrow/testing/disk";
import { expect, test, vi } from "vitest";
import { scratchFolder } from "../support/scratch.ts";
import { countCalls, inWords, runWithFaults, undisturbed } from "./fault-runs.ts";
import { makeTinyJob } from "./tiny-job.ts";

vi.mock("../../src/run/task-pool.ts", () => import("./in-process-pool.ts"));

const SEED = Number(process.env["WINDROW_SEED"] ?? 20_261_201);
const CALLS = Number(process.env["WINDROW_CALLS"] ?? 10);

test.each(FAULT_KINDS)(`%s (${CALLS} calls, seed ${SEED})`, async (kind) => {
  const tiny = makeTinyJob(scratchFolder());
  const expected = await undisturbed(tiny);
  const count = await countCalls(tiny, kind);
  const random = mulberry32(SEED);
  const calls = Array.from({ length: CALLS }, () => 1 + Math.floor(random() * count));
  const figures = await runWithFaults(tiny, expected, kind, calls);
  console.log(inWords(`prepare, ${kind}`, figures));
  expect(figures.lost).toEqual([]);
  expect(figures.injected).toBeGreaterThan(CALLS / 2);
});
