/**
 * Jobs stopped after each of their steps, and a finished one, with one file damaged: never other shards without an
 * error, and `verify` names what was changed. Here damages drawn from a seed; damage.long.test.ts has all.
 */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { mulberry32 } from "@windrow/testing";
import { readFolder } from "@windrow/testing/fuzz";
import { expect, test, vi } from "vitest";
import { scratchFolder } from "../support/scratch.ts";
import { resume } from "../../src/prepare.ts";
import { inWordsOfDamage, noDamages, tryDamage, writeFolder } from "./damage-runs.ts";
import { damagesOf } from "./damages.ts";
import { makeJobStates, withoutJob } from "./job-states.ts";
import { makeTinyJob } from "./tiny-job.ts";

vi.mock("../../src/run/task-pool.ts", () => import("./in-process-pool.ts"));

const SEED = Number(process.env["WINDROW_SEED"] ?? 20_261_201);
const DAMAGES = Number(process.env["WINDROW_DAMAGES"] ?? 12);

test(`a damaged file after each step (${DAMAGES} damages each, seed ${SEED})`, async () => {
  const tiny = makeTinyJob(scratchFolder());
  const { states, shards } = await makeJobStates(tiny);
  const random = mulberry32(SEED);
  for (const [state, files] of states) {
    const all = damagesOf(files, random);
    const figures = noDamages();
    for (let i = 0; i < DAMAGES; i++) {
      const damage = all[Math.floor(random() * all.length)]!;
      await tryDamage(join(tiny.folder, "output"), damage, shards, state === "done", figures);
    }
    console.log(inWordsOfDamage(state, figures));
    expect(figures.lost, state).toEqual([]);
  }
});

/** What an error of a damaged file says to remove. */
const ADVICE: readonly (readonly [damaged: RegExp, state: string, removed: RegExp])[] = [
  [/000001\.train$/, "all units encoded", /000001\.(train|json)$/],
  [/000001\.train$/, "shards cut", /000001\.(train|json)$/],
  [/encode.*000001\.json$/, "two units encoded", /encode.*000001\.json$/],
  [/assembly\.json$/, "shards cut", /assembly\.json$/],
  [/assembly\.bin$/, "shards cut", /assembly\.json$/],
  [/train_000000\.bin$/, "two shards assembled", /assemble.*000000\.json$/],
  [/train_000000\.documents$/, "all shards assembled", /assemble.*000000\.json$/],
];

test("what the error says to remove is what it takes", async () => {
  const tiny = makeTinyJob(scratchFolder());
  const { states, shards } = await makeJobStates(tiny);
  const output = join(tiny.folder, "output");
  for (const [damaged, state, removed] of ADVICE) {
    const files = states.get(state)!;
    const name = [...files.keys()].find((one) => damaged.test(one))!;
    writeFolder(output, new Map(files).set(name, Buffer.from(files.get(name)!).fill(0, 3, 20)));
    const error = await resume(output).then(
      () => undefined,
      (reason: Error) => reason,
    );
    expect(error?.message, `${state}, ${name}`).toMatch(/; remove .* resume the job/);
    for (const one of files.keys()) if (removed.test(one)) rmSync(join(output, one));
    await resume(output);
    expect(withoutJob(readFolder(output)), `${state}, ${name}`).toEqual(shards);
    rmSync(output, { recursive: true });
  }
});
