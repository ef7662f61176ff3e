/** `windrow prepare --redis` and `windrow worker` over a Redis of the test's own. */
import { readdirSync, readFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { skipNote } from "@windrow/testing";
import { freePort, noRedis, startRedis, type TestRedis } from "@windrow/testing/redis";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scratchFolder } from "../../helpers/scratch-folder.ts";
import { spawnCli } from "../../helpers/spawn-cli.ts";

const scratch = scratchFolder();
const story = readFileSync(new URL("../../../texts/the-long-field.txt", import.meta.url), "utf8");
const SETTINGS = ["-e", "gpt2", "--unit-bytes", "1", "--shard-tokens", "4000"];
let texts: string;
beforeAll(async () => {
  texts = scratch.path("texts");
  await mkdir(texts);
  for (let i = 0; i < 6; i++) await scratch.write(`texts/${i}.txt`, story.slice(i * 500));
});

const stageOf = async (output: string): Promise<string> =>
  JSON.parse((await spawnCli(["status", output, "--json"])).stdout).stage;

describe.skipIf(noRedis !== undefined)(`with Redis${skipNote(noRedis)}`, () => {
  let redis: TestRedis;
  beforeAll(async () => {
    await mkdir(scratch.path("redis"));
    redis = await startRedis(scratch.path("redis"));
  });
  afterAll(() => redis?.stop());

  test.each([
    ["SIGTERM", 0, /^Waiting for units.*\n$/],
    ["SIGINT", 130, /ended\. Units that were not done are still on the queue\.\n$/],
  ] as const)("a worker does what is queued, and ends by %s", async (signal, exit, message) => {
    const [output, here] = [scratch.path(`queued-${signal}`), scratch.path(`here-${signal}`)];
    const queued = await spawnCli(["prepare", texts, "-o", output, ...SETTINGS, "--redis", redis.url]);
    expect([queued.code, queued.stderr]).toEqual([0, ""]);
    expect(queued.stdout.replaceAll(/\s+/g, " ")).toContain("windrow worker");
    expect(await stageOf(output)).toBe("encode");
    const { code, stderr } = await spawnCli(["worker", "--redis", redis.url, "--threads", "2"], {
      onStart: (child) =>
        void (async () => {
          while ((await stageOf(output)) !== "done") await sleep(100);
          child.kill(signal);
        })(),
    });
    expect(stderr).toMatch(message);
    expect(code).toBe(exit);
    expect((await spawnCli(["prepare", texts, "-o", here, ...SETTINGS])).code).toBe(0);
    const shards = readdirSync(here).filter((name) => name !== "prepare");
    expect(shards.length).toBeGreaterThan(4);
    for (const name of shards)
      expect([name, readFileSync(join(output, name)).equals(readFileSync(join(here, name)))]).toEqual([name, true]);
  });

  test("with --folder only jobs of these folders are worked on", async () => {
    const queued = async (name: string): Promise<string> => {
      const output = scratch.path(name);
      expect((await spawnCli(["prepare", texts, "-o", output, ...SETTINGS, "--redis", redis.url])).code).toBe(0);
      return output;
    };
    for (const name of ["one", "two", "other"]) await mkdir(scratch.path(name));
    const outside = await queued("other/out");
    const inside = await queued("two/out");
    const folders = ["--folder", scratch.path("one"), "--folder", scratch.path("two")];
    const { code } = await spawnCli(["worker", "--redis", redis.url, "--threads", "2", ...folders], {
      onStart: (child) =>
        void (async () => {
          while ((await stageOf(inside)) !== "done") await sleep(100);
          child.kill("SIGTERM");
        })(),
    });
    expect(code).toBe(0);
    // Its units were first in the queue.
    const { stage, units } = JSON.parse((await spawnCli(["status", outside, "--json"])).stdout);
    expect([stage, units.done]).toEqual(["encode", 0]);
  });

  test("resume puts a job on the queue again", async () => {
    const output = scratch.path("again");
    expect((await spawnCli(["prepare", texts, "-o", output, ...SETTINGS, "--plan-only"])).code).toBe(0);
    const { code, stdout } = await spawnCli(["resume", output, "--redis", redis.url]);
    // It may be wrapped between the two.
    expect(code).toBe(0);
    expect(stdout).toMatch(/windrow\s+worker/);
  });
});

test("a folder that is missing, or has no name, is reported at once", async () => {
  const missing = scratch.path("mistyped");
  const worker = ["worker", "--redis", "redis://127.0.0.1:1", "--folder"];
  const { code, stderr } = await spawnCli([...worker, missing]);
  expect([code, stderr]).toEqual([
    expect.any(Number),
    expect.stringContaining(`${missing}"; expected folders that exist`),
  ]);
  expect(code).not.toBe(0);
  expect(await spawnCli([...worker, ""])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("must be a folder, not"),
  });
});

test("a Redis that is not there", async () => {
  const url = `redis://127.0.0.1:${await freePort()}`;
  for (const line of [
    ["worker", "--redis", url],
    ["prepare", texts, "-o", scratch.path("none"), ...SETTINGS, "--redis", url],
  ]) {
    const { code, stderr } = await spawnCli(line);
    expect(stderr).toMatch(/127\.0\.0\.1/);
    expect(code).toBe(1);
  }
  expect((await spawnCli(["status", scratch.path("none")])).code).toBe(1);
});

test("without bullmq, the error gives the command to type", async () => {
  const hook = `export async function resolve(name, context, next) {
    if (name === "bullmq") throw Object.assign(new Error("Cannot find package 'bullmq'"), { code: "ERR_MODULE_NOT_FOUND" });
    return next(name, context);
  }`;
  const register = `import { register } from "node:module"; register(${JSON.stringify(`data:text/javascript,${encodeURIComponent(hook)}`)});`;
  const { code, stderr } = await spawnCli(["worker", "--redis", "redis://127.0.0.1:1"], {
    nodeOptions: ["--import", `data:text/javascript,${encodeURIComponent(register)}`],
  });
  expect(stderr).toMatch(/the queue needs bullmq, which is not installed; type: npm install bullmq ioredis@5/);
  expect(code).toBe(1);
});
