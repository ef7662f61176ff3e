/** As at-once.test.ts, with more pairs, in one process and in two. WINDROW_PAIRS sets how many. */
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { prepare, type PrepareJob } from "@windrow/prepare";
import { mulberry32 } from "@windrow/testing";
import { expect, test } from "vitest";
import { expectOneJob, outcomeOf } from "../support/at-once.ts";
import { runJob } from "../support/processes.ts";
import { scratchFolder } from "../support/scratch.ts";
import { filesOf } from "../support/sequential.ts";
import { makeSmallJob } from "../support/small-job.ts";

const SEED = Number(process.env["WINDROW_SEED"] ?? 20_261_202);
/** 200 as it was shown once; fewer in a run of all tests. */
const PAIRS = Number(process.env["WINDROW_PAIRS"] ?? 60);
const LIMIT_MS = 1_800_000;
const HEAD_START_MS = 500;
const executor = { kind: "threads", threads: 1 } as const;

test.each(["in one process", "in two processes"])(
  `${PAIRS} pairs %s (seed ${SEED})`,
  async (where) => {
    const folder = scratchFolder();
    const small = await makeSmallJob(folder, SEED, 8);
    const first = small.job("a");
    // Each with one that differs in another of its fields.
    const others: PrepareJob[] = [
      { ...first, shardTokens: 999 },
      { ...first, tokenizer: { encoding: "r50k_base" } },
      { ...first, removeDuplicates: true },
      { ...first, unitBytes: 700 },
      first,
    ];
    const jobs = [first, ...others];
    const wholes: Record<string, string>[] = [];
    for (const [i, job] of jobs.entries()) {
      const output = join(folder, `whole-${i}`);
      await prepare({ ...job, output }, { executor });
      wholes.push(filesOf(output, { withJob: true }));
    }
    const run = async (job: PrepareJob): Promise<string> => {
      if (where === "in one process") return outcomeOf(prepare(job, { executor }));
      const { ended, output } = runJob(["prepare", JSON.stringify(job), "1"]);
      return (await ended) === 0 ? "done" : (/code: '(\w+)'/.exec(output())?.[1] ?? output());
    };
    const random = mulberry32(SEED);
    const wins = [0, 0];
    for (let pair = 0; pair < PAIRS; pair++) {
      const output = join(mkdtempSync(join(folder, "pair-")), "out");
      const other = pair % others.length;
      const delays = [random() * 15, random() * 15];
      // On a busy machine one of two processes may be first in all; each has a start in some.
      if (pair % 6 === 0) delays[(pair / 6) % 2]! += HEAD_START_MS;
      const outcomes = await Promise.all(
        [first, others[other]!].map(async (job, i) => {
          await sleep(delays[i]!);
          return run({ ...job, output });
        }),
      );
      expectOneJob(output, outcomes, [wholes[0]!, wholes[other + 1]!], others[other] === first);
      wins[outcomes.indexOf("done")]!++;
      rmSync(output, { recursive: true });
    }
    // That each came first in some is what makes them races.
    expect(Math.min(...wins)).toBeGreaterThan(0);
  },
  LIMIT_MS,
);
