/**
 * Whole processes, worker threads included, on a disk of which one call goes wrong below everything that Node does
 * itself: by a preloaded library. Calls are drawn from a seed; each process takes a second.
 */
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { resume, prepare } from "@windrow/prepare";
import { mulberry32, skipNote } from "@windrow/testing";
import { buildPreload, noPreload, preloadEnvironment } from "@windrow/testing/disk";
import { expect, test } from "vitest";
import { runJob } from "../support/processes.ts";
import { scratchFolder } from "../support/scratch.ts";
import { filesOf } from "../support/sequential.ts";
import { makeTinyJob } from "./tiny-job.ts";

const SEED = Number(process.env["WINDROW_SEED"] ?? 20_261_201);
const CALLS = Number(process.env["WINDROW_CALLS"] ?? 15);
const executor = { kind: "threads", threads: 1 } as const;

test.skipIf(noPreload !== undefined).each(["short", "EIO", "ENOSPC", "EINTR"] as const)(
  `%s below a whole process (${CALLS} calls, seed ${SEED})${skipNote(noPreload)}`,
  async (kind) => {
    const tiny = makeTinyJob(scratchFolder());
    const job = tiny.job("output");
    await prepare(job, { executor });
    const expected = filesOf(job.output, { withJob: true });
    rmSync(job.output, { recursive: true });

    const beside = scratchFolder();
    const [library, countFile] = [buildPreload(beside), join(beside, "count")];
    const run = async (call: number): Promise<{ ended: number | string; said: string; calls: number }> => {
      const environment = preloadEnvironment(library, { kind, call }, tiny.folder, countFile);
      const { ended, output } = runJob(["prepare", JSON.stringify(job), "1"], environment);
      return { ended: await ended, said: output(), calls: Number(readFileSync(countFile, "utf8")) };
    };
    const { calls } = await run(0);
    expect(filesOf(job.output, { withJob: true })).toEqual(expected);
    const random = mulberry32(SEED);
    const count = { survived: 0, refused: 0 };
    for (let i = 0; i < CALLS; i++) {
      rmSync(job.output, { recursive: true });
      const call = 1 + Math.floor(random() * calls);
      const { ended, said } = await run(call);
      const what = `${kind}, call ${call} of ${calls}: ${said}`;
      if (ended === 0) {
        count.survived++;
        expect(filesOf(job.output, { withJob: true }), what).toEqual(expected);
      } else {
        count.refused++;
        expect(ended, what).toBe(1);
        expect(said).toContain("PrepareError: ");
        expect(said.slice(said.indexOf("PrepareError: ")), what).toContain(tiny.folder);
      }
      await prepare(job, { executor });
      await resume(job.output, { executor });
      expect(filesOf(job.output, { withJob: true }), what).toEqual(expected);
    }
    const { survived, refused } = count;
    console.log(
      `preloaded, ${kind}, ${calls} calls: ${CALLS} faults injected, ${survived} survived, ${refused} refused, 0 lost`,
    );
    if (kind === "short") expect(refused).toBe(0);
  },
  1_800_000,
);
