/** Runs with options that are refused, and runs that fail or are interrupted, and go on. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { planJob, prepare, type PrepareJob, resume, status } from "@windrow/prepare";
import { enqueue, startWorker } from "@windrow/prepare/bullmq";
import { beforeEach, expect, test } from "vitest";
import { makeFourTexts } from "../support/four-texts.ts";
import { flipBit } from "../support/scratch.ts";

let folder: string;
let job: PrepareJob;

beforeEach(() => {
  ({ folder, job } = makeFourTexts());
});

test("an unknown option beside the job is reported by name", async () => {
  const wrong = { threads: 2 } as never;
  const refusal = expect.objectContaining({
    code: "PREPARE_INVALID_OPTION",
    message: 'Unknown option "threads". Known options: executor, onProgress, signal.',
    fields: { option: "threads", value: 2 },
  });
  await expect(prepare(job, wrong)).rejects.toThrow(refusal);
  await expect(resume(job.output, wrong)).rejects.toThrow(refusal);
  await expect(planJob(job, { thread: 2 } as never)).rejects.toThrow(
    'Unknown option "thread". Did you mean "threads"?',
  );
  const nowhere = "redis://127.0.0.1:1";
  await expect(enqueue(job, nowhere, { lockMs: 5 } as never)).rejects.toThrow('Unknown option "lockMs"');
  await expect(startWorker(nowhere, { rank: 5 } as never)).rejects.toThrow('Unknown option "rank"');
});

test("ranks and threads that can't be", async () => {
  const rank = (executor: object): Promise<unknown> => prepare(job, { executor: executor as never });
  await expect(rank({ kind: "rank", rank: 2, worldSize: 2 })).rejects.toThrow(
    "rank is 2; expected an integer from 0 to 1",
  );
  await expect(rank({ kind: "rank", rank: 2 })).rejects.toThrow("no world size is given");
  await expect(rank({ kind: "slurm" })).rejects.toThrow('executor.kind is "slurm"; expected "threads" or "rank"');
  await expect(rank({ kind: "rank", rank: 0, worldsize: 2 })).rejects.toThrow(
    'Unknown executor field "worldsize". Did you mean "worldSize"?',
  );
  await expect(rank({ kind: "threads", rank: 0 })).rejects.toThrow('Unknown executor field "rank"');
  await expect(prepare(job, { executor: null as never })).rejects.toThrow("executor is null; expected an object");
  await expect(rank({ kind: "threads", threads: 0 })).rejects.toThrow("threads is 0; expected an integer from 1");
});

test("an input of the same size that changed between plan and work: its unit fails, the others are done, and resume goes on", async () => {
  const path = join(folder, "texts", "2.txt");
  const before = readFileSync(path);
  await planJob(job);
  flipBit(path, 5);
  const running = prepare(job);
  await expect(running).rejects.toMatchObject({ code: "PREPARE_UNITS_FAILED" });
  await expect(running).rejects.toThrow(path);
  const { units, failed } = await status(job.output);
  expect(units).toEqual({ done: 3, total: 4 });
  expect(failed).toMatchObject([{ stage: "encode", index: 2, code: "PREPARE_INPUT_CHANGED" }]);
  writeFileSync(path, before);
  expect(await resume(job.output)).toMatchObject({ done: true, documents: 4 });
  expect((await status(job.output)).failed).toEqual([]);
});

test("a failure of a unit that another has done meanwhile is none", async () => {
  await planJob(job);
  const failed = join(job.output, "prepare", "failed");
  await prepare(job, { executor: { kind: "rank", rank: 0, worldSize: 2 } });
  mkdirSync(failed, { recursive: true });
  for (const index of [0, 1])
    writeFileSync(
      join(failed, `encode-00000${index}.json`),
      JSON.stringify({ stage: "encode", index, code: "PREPARE_X", reason: "was" }),
    );
  expect((await status(job.output)).failed.map(({ index }) => index)).toEqual([1]);
});

test("an interrupted run leaves nothing half, and goes on", async () => {
  // More units than a thread begins before it hears of the interruption.
  for (let i = 4; i < 40; i++) writeFileSync(join(folder, "texts", `${i}.txt`), `document ${i} `.repeat(100));
  const abort = new AbortController();
  const running = prepare(job, {
    signal: abort.signal,
    onProgress: ({ stage, done }) => stage === "encode" && done > 0 && abort.abort(),
    executor: { kind: "threads", threads: 1 },
  });
  await expect(running).rejects.toMatchObject({ code: "PREPARE_INTERRUPTED" });
  expect(readdirSync(job.output, { recursive: true }).filter((name) => String(name).endsWith(".tmp"))).toEqual([]);
  expect((await status(job.output)).stage).toBe("encode");
  expect(await resume(job.output)).toMatchObject({ done: true });
  await expect(prepare(job, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "PREPARE_INTERRUPTED" });
});
