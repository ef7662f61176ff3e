/**
 * Processes killed at named points, by a seed that is printed: the output is that of a run in peace, byte
 * for byte. Nothing is killed but by the pid that was recorded when it was spawned.
 */
import { rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { type Point, resume, status, verify } from "@windrow/prepare";
import { enqueue, queueStatus, startWorker, waitForJob } from "@windrow/prepare/bullmq";
import { Generator } from "@windrow/random";
import { skipNote } from "@windrow/testing";
import { expect, onTestFinished, test } from "vitest";
import { type JobProcess, runJob } from "../support/processes.ts";
import { noRedis, startRedis } from "@windrow/testing/redis";
import { scratchFolder } from "../support/scratch.ts";
import { filesOf } from "../support/sequential.ts";
import { makeSmallJob, type SmallJob } from "../support/small-job.ts";

const POINTS: readonly Point[] = ["reading", "encoding", "written", "renamed", "marked"];
const SEED = Number(process.env["WINDROW_SEED"] ?? 20_261_123);

/** Nothing is lost or there twice, and no temporary file is left: of all files, those of a run in peace. */
async function expectWhole({ expected }: SmallJob, output: string): Promise<void> {
  expect(filesOf(output)).toEqual(expected);
  const names = Object.keys(filesOf(output, { withJob: true }));
  expect(names.filter((name) => /\.tmp$|prepare\/(encode|assemble|failed)/.test(name))).toEqual([]);
  expect(await verify(output)).toMatchObject({ bad: [] });
  expect((await status(output)).stage).toBe("done");
}

test(`threads: the coordinator killed at each point, and gone on with (seed ${SEED})`, async () => {
  const small = await makeSmallJob(scratchFolder(), SEED, 120);
  const job = small.job("out");
  const random = new Generator(SEED);
  for (const point of POINTS) {
    const [count] = random.randint(1, 4, 1);
    const run = runJob(["prepare", JSON.stringify(job), "2"], { WINDROW_DIE: `${point} ${count}` });
    expect(await run.ended, run.output()).toBe("SIGKILL");
  }
  await resume(job.output, { executor: { kind: "threads", threads: 1 } });
  await expectWhole(small, job.output);
});

test(`ranks: each killed once, and run again by itself (seed ${SEED})`, async () => {
  const small = await makeSmallJob(scratchFolder(), SEED + 1, 120);
  const job = small.job("out");
  const rank = (r: number, die: string): JobProcess =>
    runJob(["rank", JSON.stringify(job), `${r}`, "3"], { WINDROW_DIE: die });
  for (const [r, point] of (["written", "renamed", "marked"] as const).entries()) {
    const killed = rank(r, `${point} 1`);
    expect(await killed.ended, killed.output()).toBe("SIGKILL");
  }
  for (const r of [0, 1, 2]) {
    const again = rank(r, "");
    expect(await again.ended, again.output()).toBe(0);
  }
  await expectWhole(small, job.output);
});

test.skipIf(noRedis !== undefined)(
  `queue: 20 workers killed, Redis killed, enqueue killed (seed ${SEED})${skipNote(noRedis)}`,
  async () => {
    const redisFolder = scratchFolder();
    const redis = await startRedis(redisFolder);
    onTestFinished(() => redis.stop());
    const small = await makeSmallJob(scratchFolder(), SEED + 2, 400);
    const job = small.job("out");
    const random = new Generator(SEED + 2);

    // At some moment of reading the inputs, planning or adding: whichever it is, it is called again.
    const killedEnqueue = runJob(["enqueue", redis.url, JSON.stringify(job)]);
    await sleep(300 + random.randint(0, 500, 1)[0]!);
    killedEnqueue.child.kill("SIGKILL");
    await killedEnqueue.ended;
    await enqueue(job, redis.url);

    const kills: string[] = [];
    for (let round = 0; round < 10; round++) {
      if (round === 5) await redis.killAndRestart(300);
      const pair = [0, 1].map((i) => `${POINTS[(2 * round + i) % 5]} ${random.randint(1, 3, 1)[0]}`);
      const workers = pair.map((die) => runJob(["worker", redis.url, "1"], { WINDROW_DIE: die }));
      const ended = await Promise.all(workers.map((worker) => worker.ended));
      expect(ended, workers.map((worker) => worker.output()).join("\n")).toEqual(["SIGKILL", "SIGKILL"]);
      kills.push(...pair);
    }
    expect(kills).toHaveLength(20);
    expect((await status(job.output)).stage).not.toBe("done");

    // Redis goes away under a worker that stays.
    const worker = await startWorker(redis.url, { threads: 2, lockMs: 1000 });
    onTestFinished(() => worker.close());
    await sleep(300);
    await redis.killAndRestart(1000);
    await waitForJob(job.output, redis.url);
    expect(await queueStatus(job.output, redis.url)).toMatchObject({ state: "done", dead: [] });
    expect(filesOf(job.output)).toEqual(small.expected);
    // A task that lost its lock while Redis was away may still run: it removes its own files at its end.
    await worker.close();
    await expectWhole(small, job.output);
    await redis.stop();
    rmSync(redisFolder, { recursive: true, force: true });
  },
  300_000,
);
