/** Whatever a queue hands to a worker, nothing is read, written or removed by it but a task of a job. Without Redis. */
import { existsSync, mkdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { planJob, type PrepareJob } from "@windrow/prepare";
import type { Job as QueuedJob, Queue } from "bullmq";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { deadTasks } from "../../src/bullmq/dead-tasks.ts";
import { loadBullmq, type QueueLibraries } from "../../src/bullmq/load-bullmq.ts";
import { makeProcess } from "../../src/bullmq/process-job.ts";
import { jobKey, taskId } from "../../src/bullmq/queue-options.ts";
import { openJob } from "../../src/job/open-job.ts";
import { TaskRunner } from "../../src/run/run-task.ts";
import type { TaskPool } from "../../src/run/task-pool.ts";
import { makeScratch } from "../support/scratch.ts";
import { filesOf } from "../support/sequential.ts";
import { hostilePayloads } from "../support/hostile-payloads.ts";

let libraries: QueueLibraries;
let folder: string;
let job: PrepareJob;
let fingerprint: string;

beforeAll(async () => {
  libraries = await loadBullmq();
});

beforeEach(async () => {
  folder = makeScratch();
  mkdirSync(join(folder, "texts"));
  for (const i of [0, 1]) writeFileSync(join(folder, "texts", `${i}.txt`), `document ${i} `.repeat(60));
  const output = join(folder, "jobs", "out");
  job = { inputs: [join(folder, "texts")], output, tokenizer: { encoding: "gpt2" }, unitBytes: 500 };
  await planJob(job);
  ({ fingerprint } = await openJob(output));
  // What an attack would overwrite or remove.
  for (const name of ["pwned", "jobs/pwned"]) {
    mkdirSync(join(folder, name));
    for (const file of ["package.json", "x-000000.json"]) writeFileSync(join(folder, name, file), "{}");
  }
});

/** A worker's processing, with tasks done in this thread and a queue that nothing asks. */
function worker(folders?: readonly string[]): { process: (data: unknown) => Promise<void>; runner: TaskRunner } {
  const runner = new TaskRunner();
  const pool = { runTask: (output: string, task: never) => runner.run(output, task) } as unknown as TaskPool;
  const process = makeProcess(libraries, {} as Queue, pool, folders);
  return { runner, process: (data) => process({ data } as QueuedJob<unknown>, "token") };
}

const task = (index: number): object => ({ output: job.output, job: fingerprint, stage: "encode", index });

test("hostile payloads are given up at once, and leave every file as it was", async () => {
  const { process } = worker();
  const before = filesOf(folder, { withJob: true });
  const payloads = hostilePayloads({ output: job.output, job: fingerprint });
  expect(payloads.length).toBeGreaterThan(60);
  for (const [what, data] of payloads) {
    const error = await process(data).then(
      () => undefined,
      (thrown: Error) => thrown,
    );
    const isEarly = /^assemble 1000000$/.test(what); // Its stage has not begun, so its number of tasks is unknown.
    expect(error?.message, what).toMatch(
      isEarly ? /^PREPARE_JOB_INVALID: .*assembly.json is missing/ : /^PREPARE_TASK_INVALID: This is not a task/,
    );
    if (!isEarly) expect(error, what).toBeInstanceOf(libraries.bullmq.UnrecoverableError);
    expect(error!.message).not.toMatch(/\p{Cc}/u);
    expect(filesOf(folder, { withJob: true }), what).toEqual(before);
  }
});

test("a thread checks the task that it is sent as well", async () => {
  const before = filesOf(folder, { withJob: true });
  for (const given of [
    { stage: "../../x", index: 0 },
    { stage: "encode", index: "/../../../../../pwned/package" },
    { stage: "encode", index: 2 },
  ])
    await expect(new TaskRunner().run(job.output, given as never)).rejects.toMatchObject({
      code: "PREPARE_TASK_INVALID",
    });
  expect(filesOf(folder, { withJob: true })).toEqual(before);
});

test("a task of the job is done", async () => {
  const { process, runner } = worker();
  await process(task(1));
  await runner.close();
  expect(existsSync(join(job.output, "prepare/encode/000000/000001.json"))).toBe(true);
});

describe("a worker of some folders", () => {
  const refused = /^PREPARE_FOLDER_REFUSED: .* is not in any of this worker's folders \(/;

  test("a job elsewhere is refused, and what it would read there is not opened", async () => {
    mkdirSync(join(folder, "allowed"));
    const { process } = worker([join(folder, "allowed")]);
    const before = filesOf(folder, { withJob: true });
    await expect(process(task(0))).rejects.toThrow(refused);
    // As refused as a job that is there: a worker says nothing of folders that are not its own.
    await expect(process({ ...task(0), output: join(folder, "nowhere") })).rejects.toThrow(refused);
    await expect(process({ ...task(0), output: join(folder, "allowed-too") })).rejects.toThrow(refused);
    expect(filesOf(folder, { withJob: true })).toEqual(before);
  });

  test.each(["prepare/encode", "prepare/failed", "."])("a link at %s that leads out is refused", async (name) => {
    const outside = join(folder, "outside");
    mkdirSync(outside);
    if (name === ".") {
      symlinkSync(join(folder, "jobs"), join(folder, "link"));
      mkdirSync(join(folder, "allowed"));
      symlinkSync(job.output, join(folder, "allowed", "out"));
      const { process } = worker([join(folder, "allowed")]);
      await expect(process({ ...task(0), output: join(folder, "allowed", "out") })).rejects.toThrow(refused);
      return;
    }
    symlinkSync(outside, join(job.output, name));
    const { process } = worker([join(folder, "jobs")]);
    await expect(process(task(0))).rejects.toThrow(refused);
    expect(filesOf(outside)).toEqual({});
    // One that leads nowhere may lead somewhere by the time it is written to.
    rmSync(outside, { recursive: true });
    await expect(process(task(0))).rejects.toThrow(refused);
    rmSync(join(job.output, name));
  });

  test("a link at prepare/assemble is refused to the task that moves the job on", async () => {
    const outside = join(folder, "outside");
    mkdirSync(outside);
    symlinkSync(outside, join(job.output, "prepare/assemble"));
    const { process } = worker([join(folder, "jobs")]);
    await expect(process({ ...task(0), stage: "advance" })).rejects.toThrow(refused);
    expect(filesOf(outside)).toEqual({});
  });

  test("a job within is done, by whatever link its folder is reached", async () => {
    symlinkSync(join(folder, "jobs"), join(folder, "link"));
    for (const [i, folders] of [[join(folder, "elsewhere"), join(folder, "jobs")], [join(folder, "link")]].entries()) {
      mkdirSync(join(folder, "elsewhere"), { recursive: true });
      const { process, runner } = worker(folders);
      await process(i === 0 ? { ...task(0), output: join(folder, "link", "out") } : task(1));
      await runner.close();
    }
    expect(realpathSync(join(folder, "link", "out"))).toBe(realpathSync(job.output));
    for (const index of [0, 1])
      expect(existsSync(join(job.output, `prepare/encode/000000/00000${index}.json`))).toBe(true);
  });
});

test("of given up tasks those are a job's that are under their own id and well formed", async () => {
  const key = jobKey(await openJob(job.output));
  const failed = (id: string, data: unknown): object => ({ id, data, failedReason: "\u001b[2Jx", attemptsMade: 1 });
  const page = [
    failed(taskId(key, { stage: "encode", index: 1 }), task(1)),
    failed(taskId(key, { stage: "encode", index: 0 }), task(1)),
    failed(`${key}-x`, task(0)),
    ...hostilePayloads({ output: job.output, job: fingerprint }).map(([what, data]) => failed(`${key}-${what}`, data)),
  ];
  const queue = { getFailed: async (start: number) => (start === 0 ? page : []) } as unknown as Queue;
  expect(await deadTasks(queue, key)).toEqual([{ stage: "encode", index: 1, reason: "\\u001b[2Jx", attempts: 1 }]);
});

test("given up tasks are in the order of their stages and indices", async () => {
  const key = jobKey(await openJob(job.output));
  const tasks = (["assemble", "encode"] as const).flatMap((stage) => [11, 2, 10].map((index) => ({ stage, index })));
  const page = tasks.map((one) => ({
    id: taskId(key, one),
    data: { ...task(one.index), stage: one.stage },
    failedReason: "x",
    attemptsMade: 1,
  }));
  const queue = { getFailed: async () => page } as unknown as Queue;
  expect((await deadTasks(queue, key)).map(({ stage, index }) => `${stage} ${index}`)).toEqual(
    ["encode", "assemble"].flatMap((stage) => [2, 10, 11].map((index) => `${stage} ${index}`)),
  );
});
