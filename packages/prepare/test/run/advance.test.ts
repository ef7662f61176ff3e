/** The steps between the stages, taken by several at once, also by one that comes when all is done and swept. */
import { mkdirSync, rmSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { planJob, prepare, type PrepareJob, resume, status } from "@windrow/prepare";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { readAssemblyManifest } from "../../src/assemble/assembly.ts";
import { checkAssemblySize } from "../../src/assemble/check-assembly-size.ts";
import { openJob } from "../../src/job/open-job.ts";
import { advance } from "../../src/run/advance.ts";
import { TaskRunner } from "../../src/run/run-task.ts";
import { leaveFiles } from "../support/leave-files.ts";
import { scratchForFile } from "../support/scratch.ts";
import { filesOf } from "../support/sequential.ts";
import { makeSmallJob } from "../support/small-job.ts";

const before: { step?: string; run?: (() => Promise<unknown>) | undefined } = {};

/** Lets another do something right before a step is taken here. */
async function first(step: string): Promise<void> {
  if (before.step !== step) return;
  const { run } = before;
  before.run = undefined;
  await run?.();
}

vi.mock(import("../../src/assemble/assembly.ts"), async (original) => {
  const own = await original();
  return {
    ...own,
    async writeAssembly(job) {
      await first("writeAssembly");
      return own.writeAssembly(job);
    },
  };
});
vi.mock(import("../../src/finish/finish-job.ts"), async (original) => {
  const own = await original();
  return {
    ...own,
    async finishJob(job, manifest) {
      await first("finishJob");
      return own.finishJob(job, manifest);
    },
  };
});
vi.mock(import("../../src/job/markers.ts"), async (original) => {
  const own = await original();
  return {
    ...own,
    async writeMarker(job, task, marker) {
      await first(`writeMarker ${task.stage}`);
      return own.writeMarker(job, task, marker);
    },
  };
});

const folder = scratchForFile();
const executor = { kind: "threads", threads: 1 } as const;
let job: PrepareJob;
let whole: Record<string, string>;
let runner: TaskRunner;

beforeAll(async () => {
  job = (await makeSmallJob(folder, 31, 24)).job("out");
  await prepare(job, { executor });
  whole = filesOf(job.output, { withJob: true });
});

beforeEach(async () => {
  rmSync(job.output, { recursive: true, force: true });
  await planJob(job);
  runner = new TaskRunner();
  Object.assign(before, { step: undefined, run: undefined });
});

/** Does all tasks of a stage here, in this thread. */
async function doStage(stage: "encode" | "assemble"): Promise<void> {
  const progress = await advance(job.output);
  expect(progress.stage).toBe(stage);
  for (const index of progress.pending) await runner.run(job.output, { stage, index });
}

/** The step is due here; before it is taken, another does all that is left, and sweeps. */
async function lateAt(step: string, work: () => Promise<unknown>): Promise<unknown> {
  before.step = step;
  // The other is of this package's dist, which nothing here reaches into.
  before.run = () => resume(job.output, { executor });
  const result = await work();
  expect(before.run, "the step was taken").toBeUndefined();
  await runner.close();
  expect(filesOf(job.output, { withJob: true })).toEqual(whole);
  return result;
}

test("from units to shards, when another has done all", async () => {
  await doStage("encode");
  expect(await lateAt("writeAssembly", () => advance(job.output))).toMatchObject({ stage: "done" });
});

test("from shards to the end, when another has done all", async () => {
  await doStage("encode");
  await doStage("assemble");
  expect(await lateAt("finishJob", () => advance(job.output))).toMatchObject({ stage: "done" });
});

test.each(["encode", "assemble"] as const)("the marker of stage %s, when another has done all", async (stage) => {
  if (stage === "assemble") await doStage("encode");
  const { pending } = await advance(job.output);
  await lateAt(`writeMarker ${stage}`, () => runner.run(job.output, { stage, index: pending[0]! }));
});

test("eight at once, at each step", async () => {
  for (const stage of ["encode", "assemble"] as const) {
    await doStage(stage);
    const all = await Promise.all(Array.from({ length: 8 }, () => advance(job.output)));
    for (const progress of all) expect(progress).toEqual(all[0]);
  }
  await runner.close();
  expect(filesOf(job.output, { withJob: true })).toEqual(whole);
});

test("whoever finished the job was killed before it had swept: whoever finds it done does", async () => {
  await prepare(job, { executor });
  leaveFiles(job.output);
  expect(await advance(job.output)).toMatchObject({ stage: "done" });
  expect(filesOf(job.output, { withJob: true })).toEqual(whole);
  // Sets that were moved away have nothing to sweep.
  rmSync(join(job.output, "train"), { recursive: true });
  expect(await advance(job.output)).toMatchObject({ stage: "done" });
});

test("a failed write is reported with this package's code", async () => {
  await doStage("encode");
  // A folder in the place of the file.
  mkdirSync(join(job.output, "prepare", "assembly.bin", "x"), { recursive: true });
  await expect(advance(job.output)).rejects.toMatchObject({ code: "PREPARE_OUTPUT_UNWRITABLE" });
  await runner.close();
});

test("more shards than assembly.bin has numbers of are refused before anything is made for each", async () => {
  await doStage("encode");
  await advance(job.output);
  await runner.close();
  const opened = await openJob(job.output);
  const { sets } = (await readAssemblyManifest(opened))!;
  await checkAssemblySize(opened, { sets });
  const many = sets.map((one, i) => (i === 1 ? { ...one, shards: 10 ** 8 } : one));
  for (const wrong of [many, sets.slice(1), sets.map((one) => ({ ...one, shards: one.shards - 1 }))])
    await expect(checkAssemblySize(opened, { sets: wrong })).rejects.toMatchObject({
      code: "PREPARE_JOB_INVALID",
      message: expect.stringMatching(/assembly.bin has \d+ bytes, and \d+ shards of \d+ units have \d+/) as string,
    });
  truncateSync(join(job.output, "prepare", "assembly.bin"), 8);
  const refused = { code: "PREPARE_JOB_INVALID", message: expect.stringMatching(/assembly.bin has 8 bytes/) as string };
  await expect(status(job.output)).rejects.toMatchObject(refused);
  await expect(resume(job.output, { executor })).rejects.toMatchObject(refused);
});
