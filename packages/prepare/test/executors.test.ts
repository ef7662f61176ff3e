/** Who does the work decides no byte: threads, ranks and a queue, each in several numbers. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { prepare, status } from "@windrow/prepare";
import { enqueue, startWorker } from "@windrow/prepare/bullmq";
import { skipNote } from "@windrow/testing";
import { beforeAll, describe, expect, test } from "vitest";
import { noRedis, RedisServer } from "./support/redis-server.ts";
import { filesOf } from "./support/sequential.ts";
import { keepScratch } from "./support/scratch.ts";
import { smallJob } from "./support/small-job.ts";

const folder = keepScratch();
const job = smallJob(folder, 7);
let expected: Record<string, string>;

beforeAll(async () => {
  const output = join(folder, "expected");
  await prepare({ ...job, output }, { executor: { kind: "threads", threads: 1 } });
  expected = filesOf(output, { withJob: true });
  const { units } = await status(output);
  const { shards } = await status(output);
  expect(units.total).toBeGreaterThan(15);
  expect(shards!.total).toBeGreaterThan(3);
  expect(Object.keys(expected)).toContain("prepare/job.json");
});

test.each([1, 2, 3])("%i threads", async (threads) => {
  const output = join(folder, `threads-${threads}`);
  await prepare({ ...job, output }, { executor: { kind: "threads", threads } });
  expect(filesOf(output, { withJob: true })).toEqual(expected);
});

describe.each([1, 3, 7])("%i ranks", (worldSize) => {
  const ranks = Array.from({ length: worldSize }, (_, rank) => rank);

  test("one after the other: the last one cuts the shards", async () => {
    const output = join(folder, `ranks-${worldSize}`);
    for (const rank of ranks) {
      const { done } = await prepare({ ...job, output }, { executor: { kind: "rank", rank, worldSize, threads: 1 } });
      expect(done).toBe(rank === worldSize - 1);
    }
    expect(filesOf(output, { withJob: true })).toEqual(expected);
  });

  test("all at once, backwards, and some twice", async () => {
    const output = join(folder, `ranks-at-once-${worldSize}`);
    const results = await Promise.all(
      [...ranks.toReversed(), 0].map((rank) =>
        prepare({ ...job, output }, { executor: { kind: "rank", rank, worldSize, threads: 1 } }),
      ),
    );
    expect(results.some(({ done }) => done)).toBe(true);
    expect(filesOf(output, { withJob: true })).toEqual(expected);
  });
});

test.skipIf(noRedis)(`BullMQ, two workers, enqueued twice at once${skipNote(noRedis)}`, async () => {
  const redis = await RedisServer.start(folder);
  const workers = await Promise.all([1, 2].map((threads) => startWorker(redis.url, { threads })));
  try {
    const output = join(folder, "queue");
    await Promise.all([enqueue({ ...job, output }, redis.url), enqueue({ ...job, output }, redis.url)]);
    await expect.poll(() => status(output).then(({ stage }) => stage), { timeout: 30_000 }).toBe("done");
    expect(filesOf(output, { withJob: true })).toEqual(expected);
    expect(readFileSync(join(folder, "expected", "prepare", "job.json"), "utf8")).not.toContain("threads");
  } finally {
    await Promise.all(workers.map((worker) => worker.close()));
    await redis.kill();
  }
});
