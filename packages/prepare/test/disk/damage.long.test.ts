/** As damage.test.ts, with every file and every kind of damage. */
import { join } from "node:path";
import { mulberry32 } from "@windrow/testing";
import { onQuickDisk } from "@windrow/testing/disk";
import { expect, test, vi } from "vitest";
import { scratchFolder } from "../support/scratch.ts";
import { inWordsOfDamage, noDamages, tryDamage } from "./damage-runs.ts";
import { damagesOf } from "./damages.ts";
import { makeJobStates } from "./job-states.ts";
import { makeTinyJob } from "./tiny-job.ts";

vi.mock("../../src/run/task-pool.ts", () => import("./in-process-pool.ts"));

const SEED = Number(process.env["WINDROW_SEED"] ?? 20_261_202);

test(`every file damaged in every way after each step (seed ${SEED})`, async () => {
  const tiny = makeTinyJob(scratchFolder());
  const { states, shards } = await makeJobStates(tiny);
  const random = mulberry32(SEED);
  const output = join(tiny.folder, "output");
  for (const [state, files] of states) {
    const figures = noDamages();
    for (const damage of damagesOf(files, random))
      await onQuickDisk([tiny.folder], () => tryDamage(output, damage, shards, state === "done", figures));
    console.log(inWordsOfDamage(state, figures));
    expect(figures.lost, state).toEqual([]);
    expect(figures.damaged).toBeGreaterThan(50);
  }
}, 1_800_000);
