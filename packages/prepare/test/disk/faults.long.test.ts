/**
 * As faults.test.ts, at every third call that an undisturbed run makes, beginning with another one each day (UTC).
 * WINDROW_EVERY=1 takes every call, in ten minutes.
 */
import { FAULT_KINDS } from "@windrow/testing/disk";
import { expect, test, vi } from "vitest";
import { scratchFolder } from "../support/scratch.ts";
import { countCalls, inWords, runWithFaults, undisturbed } from "./fault-runs.ts";
import { makeTinyJob } from "./tiny-job.ts";

vi.mock("../../src/threads/task-pool.ts", () => import("./in-process-pool.ts"));

const EVERY = Number(process.env["WINDROW_EVERY"] ?? 3);
const FIRST = 1 + (Math.floor(Date.now() / 86_400_000) % EVERY);

test.each(FAULT_KINDS)(
  `%s at call ${FIRST} and every ${EVERY} from there`,
  async (kind) => {
    const tiny = makeTinyJob(scratchFolder());
    const expected = await undisturbed(tiny);
    const count = await countCalls(tiny, kind);
    const calls = Array.from({ length: Math.ceil((count - FIRST + 1) / EVERY) }, (_, i) => FIRST + EVERY * i);
    const figures = await runWithFaults(tiny, expected, kind, calls);
    console.log(inWords(`prepare, ${kind}, ${count} calls`, figures));
    expect(figures.lost).toEqual([]);
    // Where things run side by side the number of calls is not the same each time.
    expect(figures.injected).toBeGreaterThan(0.8 * calls.length);
  },
  1_800_000,
);
