/** A real queue: the same bytes as any other way, and the errors where it can't work. */
import { createHash } from "node:crypto";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { planJob, prepare, status } from "@windrow/prepare";
import { enqueue, queueStatus, startWorker, waitForJob } from "@windrow/prepare/bullmq";
import { skipNote } from "@windrow/testing";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { runJob } from "../support/processes.ts";
import { loadBullmq } from "../../src/bullmq/load-bullmq.ts";
import { jobKey, taskId } from "../../src/bullmq/queue-options.ts";
import { openJob } from "../../src/job/open-job.ts";
import { freePort, noRedis, startRedis, type TestRedis } from "@windrow/testing/redis";
import { leaveFiles } from "../support/leave-files.ts";
import { scratchFolder } from "../support/scratch.ts";
import { filesOf } from "../support/sequential.ts";
import { makeSmallJob } from "../support/small-job.ts";
import { hostilePayloads } from "../support/hostile-payloads.ts";

const sha = (text: string): string => createHash("sha256").update(text).digest("hex");

test("a missing Redis is reported within seconds, without the password, before anything is planned", async () => {
  const { job } = await makeSmallJob(scratchFolder(), 1, 4);
  const port = await freePort();
  const error = await enqueue(job("out"), `redis://:secret@127.0.0.1:${port}`).catch((thrown: Error) => thrown);
  expect(error).toMatchObject({ code: "PREPARE_REDIS_UNREACHABLE", fields: { host: "127.0.0.1", port } });
  expect(String(error)).not.toContain("secret");
  await expect(status(job("out").output)).rejects.toMatchObject({ code: "PREPARE_NO_JOB" });
  await expect(startWorker(`redis://127.0.0.1:${port}`)).rejects.toMatchObject({ code: "PREPARE_REDIS_UNREACHABLE" });
});

test.each(["http://:secret@host", "no url"])("%s is not a connection", async (url) => {
  const error = await startWorker(url).catch((thrown: Error) => thrown);
  expect(error).toMatchObject({ code: "PREPARE_INVALID_OPTION" });
  expect(JSON.stringify(error) + String(error)).not.toContain("secret");
});

describe.skipIf(noRedis !== undefined)(`with Redis${skipNote(noRedis)}`, () => {
  let redis: TestRedis;
  const redisFolder = mkdtempSync(join(tmpdir(), "windrow-redis-"));
  beforeAll(async () => {
    redis = await startRedis(redisFolder);
  });
  afterAll(async () => {
    await redis?.stop();
    rmSync(redisFolder, { recursive: true, force: true });
  });
  const work = async (queue: string, threads = 2): Promise<void> => {
    const worker = await startWorker(redis.url, { queue, threads, lockMs: 1000 });
    onTestFinished(() => worker.close());
  };

  test("threads 1, 2, 3, ranks of 1, 3, 7 and the queue write the same bytes; enqueued twice at once", async () => {
    const { job, expected } = await makeSmallJob(scratchFolder(), 7);
    const outputs: string[] = [];
    for (const threads of [1, 2, 3]) {
      const one = job(`threads-${threads}`);
      expect(await prepare(one, { executor: { kind: "threads", threads } })).toMatchObject({ done: true });
      outputs.push(one.output);
    }
    for (const worldSize of [1, 3, 7]) {
      const one = job(`ranks-${worldSize}`);
      for (let rank = 0; rank < worldSize; rank++)
        await prepare(one, { executor: { kind: "rank", rank, worldSize, threads: 1 } });
      outputs.push(one.output);
    }
    const queued = job("queued");
    await work("same");
    const options = { queue: "same" };
    const [first] = await Promise.all([enqueue(queued, redis.url, options), enqueue(queued, redis.url, options)]);
    expect(first.total).toBeGreaterThan(10);
    await waitForJob(queued.output, redis.url, options);
    const whole = filesOf(outputs[0]!, { withJob: true });
    expect(filesOf(queued.output, { withJob: true })).toEqual(whole);
    outputs.push(queued.output);
    for (const output of outputs) {
      expect(filesOf(output), output).toEqual(expected);
      expect(filesOf(output, { withJob: true }), output).toEqual(whole);
    }
    expect(await queueStatus(queued.output, redis.url, options)).toMatchObject({ state: "done", dead: [] });
  });

  test("a unit that can't be done is given up with its reason; fixed and enqueued again, it succeeds", async () => {
    const { job, folder, expected } = await makeSmallJob(scratchFolder(), 8);
    const one = job("out");
    const options = { queue: "dead" };
    const path = join(folder, "input", "0.jsonl");
    await planJob(one);
    const [bytes, { atime, mtime }] = [readFileSync(path), statSync(path)];
    writeFileSync(path, "changed");
    await enqueue(one.output, redis.url, options);
    await work("dead");
    await expect(waitForJob(one.output, redis.url, options)).rejects.toMatchObject({ code: "PREPARE_UNITS_FAILED" });
    const { state, dead } = await queueStatus(one.output, redis.url, options);
    expect(state).toBe("failed");
    expect(dead[0]).toMatchObject({ stage: "encode", index: 0, attempts: 1 });
    expect(dead[0]!.reason).toMatch(/^PREPARE_INPUT_CHANGED: .*0\.jsonl/);
    expect((await status(one.output)).failed.length).toBe(dead.length);
    writeFileSync(path, bytes);
    utimesSync(path, atime, mtime);
    await enqueue(one.output, redis.url, options);
    await waitForJob(one.output, redis.url, options);
    expect(filesOf(one.output)).toEqual(expected);
  });

  test("a worker refuses a folder that has another job by now", async () => {
    const { job } = await makeSmallJob(scratchFolder(), 9, 20);
    const options = { queue: "foreign" };
    const one = job("out");
    await enqueue(one, redis.url, options);
    const before = await queueStatus(one.output, redis.url, options);
    expect(before).toMatchObject({ state: "queued" });
    rmSync(one.output, { recursive: true });
    await planJob({ ...one, shardTokens: 999 });
    await work("foreign");
    const { bullmq } = await loadBullmq();
    const queue = new bullmq.Queue("foreign", { connection: { host: "127.0.0.1", port: redis.port } });
    onTestFinished(() => queue.close());
    await expect.poll(() => queue.getFailedCount(), { timeout: 20_000 }).toBe(before.waiting);
    for (const { failedReason, attemptsMade } of await queue.getFailed())
      expect([failedReason.split(":")[0], attemptsMade]).toEqual(["PREPARE_FOREIGN_OUTPUT", 1]);
    expect(await status(one.output)).toMatchObject({ units: { done: 0 }, failed: [] });
  });

  test("hostile payloads end among the failed ones, write nothing, and the job is done beside them", async () => {
    const { job, folder, expected } = await makeSmallJob(scratchFolder(), 12, 20);
    const one = job("out");
    mkdirSync(join(folder, "pwned"));
    for (const name of ["package.json", "x-000000.json"]) writeFileSync(join(folder, "pwned", name), "{}");
    const options = { queue: "hostile" };
    await planJob(one);
    const { fingerprint } = await openJob(one.output);
    const payloads = hostilePayloads({ output: one.output, job: fingerprint });
    const { bullmq } = await loadBullmq();
    const queue = new bullmq.Queue("hostile", { connection: { host: "127.0.0.1", port: redis.port } });
    onTestFinished(() => queue.close());
    // One with the id of a unit of the job, which is the unit's until the failed ones are enqueued again.
    const key = jobKey({ output: one.output, fingerprint });
    for (const [i, [name, data]] of payloads.entries())
      await queue.add(name, data, i === 0 ? { jobId: taskId(key, { stage: "encode", index: 3 }) } : {});
    await enqueue(one.output, redis.url, options);
    const worker = await startWorker(redis.url, { queue: "hostile", threads: 2, folders: [folder] });
    onTestFinished(() => worker.close());
    await expect.poll(() => queue.getFailedCount(), { timeout: 20_000 }).toBe(payloads.length);
    await enqueue(one.output, redis.url, options);
    await waitForJob(one.output, redis.url, options);
    expect(filesOf(one.output)).toEqual(expected);
    expect(filesOf(join(folder, "pwned"))).toMatchObject({ "package.json": sha("{}"), "x-000000.json": sha("{}") });
    expect(readdirSync(folder).toSorted()).toEqual(["expected", "input", "out", "pwned"]);
    // A shard beyond the last one is tried again until it is known how many there are.
    for (const { failedReason } of await queue.getFailed())
      expect(failedReason).toMatch(/^PREPARE_TASK_INVALID: |assembly.json is missing/);
  });

  test("the worker that finished the job is still sweeping, or was killed at that: who waits finds nothing of it", async () => {
    const { job } = await makeSmallJob(scratchFolder(), 11, 20);
    const one = job("out");
    await prepare(one, { executor: { kind: "threads", threads: 1 } });
    const whole = filesOf(one.output, { withJob: true });
    leaveFiles(one.output);
    await waitForJob(one.output, redis.url);
    expect(filesOf(one.output, { withJob: true })).toEqual(whole);
  });

  test("SIGTERM in the middle of a unit: exit 0, and another worker does it", async () => {
    const { job, expected } = await makeSmallJob(scratchFolder(), 10);
    const one = job("out");
    await enqueue(one, redis.url);
    const worker = runJob(["worker", redis.url, "1"], { WINDROW_TELL: "encoding" });
    await worker.wrote("at encoding");
    worker.child.kill("SIGTERM");
    expect(await worker.ended, worker.output()).toBe(0);
    expect((await queueStatus(one.output, redis.url)).active).toBe(0);
    await work("windrow");
    await waitForJob(one.output, redis.url);
    expect(filesOf(one.output)).toEqual(expected);
  });
});

test.skipIf(noRedis !== undefined)(`a Redis that evicts is refused${skipNote(noRedis)}`, async () => {
  const redis = await startRedis(scratchFolder(), ["--maxmemory-policy", "allkeys-lru"]);
  onTestFinished(() => redis.stop());
  const { job } = await makeSmallJob(scratchFolder(), 1, 4);
  const refused = { code: "PREPARE_REDIS_EVICTS", fields: { policy: "allkeys-lru", port: redis.port } };
  await expect(enqueue(job("out"), redis.url)).rejects.toMatchObject(refused);
  await expect(startWorker(redis.url)).rejects.toMatchObject(refused);
  await expect(status(job("out").output)).rejects.toMatchObject({ code: "PREPARE_NO_JOB" });
});
