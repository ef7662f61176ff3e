/** As faults.test.ts, of every call that an undisturbed run makes. */
import { FAULT_KINDS } from "@windrow/testing/disk";
import { expect, test, vi } from "vitest";
import { scratchFolder } from "../support/scratch.ts";
import { countCalls, inWords, runWithFaults, undisturbed } from "./fault-runs.ts";
import { makeTinyJob } from "./tiny-job.ts";

vi.mock("../../src/run/task-pool.ts", () => import("./in-process-pool.ts"));

test.each(FAULT_KINDS)(
  "%s at every call",
  async (kind) => {
    const tiny = makeTinyJob(scratchFolder());
    const expected = await undisturbed(tiny);
    const count = await countCalls(tiny, kind);
    const calls = Array.from({ length: count }, (_, i) => i + 1);
    const figures = await runWithFaults(tiny, expected, kind, calls);
    console.log(inWords(`prepare, ${kind}, ${count} calls`, figures));
    expect(figures.lost).toEqual([]);
    // Where things run side by side the number of calls is not the same each time.
    expect(figures.injected).toBeGreaterThan(0.8 * count);
  },
  1_800_000,
);
