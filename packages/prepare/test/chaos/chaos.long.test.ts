/**
 * Processes killed at every point of a task, Redis killed and restarted: in the end every file is what one
 * undisturbed run makes, and nothing is left over. WINDROW_TEST_SEED repeats a run that failed.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { prepare, resume, status, verify } from "@windrow/prepare";
import { enqueue, queueStatus } from "@windrow/prepare/bullmq";
import { skipNote } from "@windrow/testing";
import { beforeAll, describe, expect, test } from "vitest";
import { noRedis, RedisServer } from "../support/redis-server.ts";
import { keepScratch } from "../support/scratch.ts";
import { filesOf } from "../support/sequential.ts";
import { smallJob } from "../support/small-job.ts";
import { POINTS, seededChoice, Victim } from "./victims.ts";

const seed = Number(process.env.WINDROW_TEST_SEED ?? Date.now() % 1_000_000);
const folder = keepScratch();
const job = { ...smallJob(folder, 11), unitBytes: 2000 };
let expected: Record<string, string>;

beforeAll(async () => {
  const output = join(folder, "expected");
  await prepare({ ...job, output });
  expected = filesOf(output, { withJob: true });
});

async function expectWhole(output: string): Promise<void> {
  expect(filesOf(output, { withJob: true })).toEqual(expected);
  expect(readdirSync(output, { recursive: true }).filter((name) => String(name).includes("tmp"))).toEqual([]);
  expect((await verify(output)).bad).toEqual([]);
}

describe(`seed ${seed}`, () => {
  test("threads: killed at each point again and again, and run anew", { timeout: 120_000 }, async () => {
    const choose = seededChoice(seed);
    const output = join(folder, "threads");
    const args = ["threads", JSON.stringify({ ...job, output }), JSON.stringify({ kind: "threads", threads: 2 })];
    let kills = 0;
    for (let round = 0; round < 10; round++) {
      const victim = new Victim(args, POINTS[round % POINTS.length], 1 + choose(2));
      if ((await victim.stopped) === "ended") {
        expect(await victim.ended, victim.errors).toEqual({ code: 0, signal: null });
        break;
      }
      await victim.kill();
      kills++;
    }
    expect(kills).toBeGreaterThanOrEqual(5);
    const last = await resume(output);
    expect(last.done).toBe(true);
    await expectWhole(output);
  });

  test.each(POINTS)("ranks: one of three is killed at %s, and run again", { timeout: 60_000 }, async (point) => {
    const output = join(folder, `ranks-${point}`);
    const chosen = seededChoice(seed + point.length)(3);
    const start = (rank: number, at?: (typeof POINTS)[number]): Victim =>
      new Victim(
        ["rank", JSON.stringify({ ...job, output }), JSON.stringify({ kind: "rank", rank, worldSize: 3, threads: 1 })],
        at,
      );
    const victims = [0, 1, 2].map((rank) => start(rank, rank === chosen ? point : undefined));
    expect(await victims[chosen]!.stopped).toBe("at its point");
    await victims[chosen]!.kill();
    for (const rank of [0, 1, 2].filter((one) => one !== chosen)) {
      expect(await victims[rank]!.ended, victims[rank]!.errors).toEqual({ code: 0, signal: null });
    }
    expect((await status(output)).stage).toBe("encode");
    const again = start(chosen);
    expect(await again.ended, again.errors).toEqual({ code: 0, signal: null });
    await expectWhole(output);
  });

  test.skipIf(noRedis)(
    `BullMQ: 20 workers killed, Redis killed twice, the one that enqueues killed${skipNote(noRedis)}`,
    { timeout: 180_000 },
    async () => {
      const choose = seededChoice(seed + 2);
      const output = join(folder, "queue");
      const redis = await RedisServer.start(folder, ["--appendfsync", "always"]);
      const enqueuing = new Victim(["enqueue", JSON.stringify({ ...job, output }), redis.url]);
      await new Promise((resolve) => setTimeout(resolve, choose(800)));
      await enqueuing.kill();
      await enqueue({ ...job, output }, redis.url);
      let kills = 0;
      // Two at a time, each of which will stop, until 20 have been killed at their points.
      const line = async (): Promise<void> => {
        while (kills < 20) {
          const number = kills++;
          const victim = new Victim(["worker", redis.url], POINTS[number % POINTS.length]);
          expect(await victim.stopped, victim.errors).toBe("at its point");
          await victim.kill();
          if (number !== 5 && number !== 12) continue;
          await redis.kill();
          await redis.restart();
        }
      };
      await Promise.all([line(), line()]);
      expect((await status(output)).stage).not.toBe("done");
      const workers = [new Victim(["worker", redis.url]), new Victim(["worker", redis.url])];
      await expect.poll(() => status(output).then(({ stage }) => stage), { timeout: 60_000 }).toBe("done");
      await expect.poll(() => queueStatus(redis.url), { timeout: 30_000 }).toEqual({ waiting: 0, active: 0, dead: [] });
      for (const worker of workers) {
        await worker.kill("SIGTERM");
        expect(await worker.ended, worker.errors).toEqual({ code: 0, signal: null });
      }
      await redis.kill();
      await expectWhole(output);
    },
  );
});
