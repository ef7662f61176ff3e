/** Where Redis is said to be: every bad way of saying it is refused before anything is asked, without the password. */
import { enqueue, queueStatus, startWorker, waitForJob } from "@windrow/prepare/bullmq";
import { skipNote } from "@windrow/testing";
import { noRedis, startRedis } from "@windrow/testing/redis";
import { Redis } from "ioredis";
import { describe, expect, onTestFinished, test } from "vitest";
import { asRedisError } from "../../src/bullmq/redis-error.ts";
import { placeOf, type RedisSource } from "../../src/bullmq/redis-source.ts";
import { status } from "@windrow/prepare";
import { scratchFolder } from "../support/scratch.ts";
import { makeSmallJob } from "../support/small-job.ts";

test.each<[RedisSource, ReturnType<typeof placeOf>]>([
  ["redis://localhost", { host: "localhost", port: 6379, db: 0 }],
  ["redis://", { host: "127.0.0.1", port: 6379, db: 0 }],
  ["REDISS://user:p%40%25@h:1/15?family=6", { host: "h", port: 1, db: 15 }],
  ["redis://[::1]:65535/", { host: "[::1]", port: 65_535, db: 0 }],
  [{}, { host: "127.0.0.1", port: 6379, db: 0 }],
  [
    { host: "h", port: 1, db: 3, password: "x", tls: {} },
    { host: "h", port: 1, db: 3 },
  ],
])("%j", (source, place) => {
  expect(placeOf(source)).toEqual(place);
});

test.each<[unknown, RegExp]>([
  [
    "redis://:secret%zz@h",
    /^The URL of Redis has a password with a "%" that is not followed by two hex digits; write it as %25\./,
  ],
  ["redis://secret%@h", /has a user name with a "%"/],
  ["http://:secret@h", /^The URL of Redis begins with http:\/\/, not redis:\/\/ or rediss:\/\/\. Use a URL such as/],
  ["localhost:6379", /does not begin with redis/],
  ["redis:secret", /does not begin with redis/],
  ["redis:/h", /does not begin with redis/],
  ["", /does not begin with redis/],
  ["6379", /does not begin with redis/],
  ["/var/run/secret.sock", /does not begin with redis/],
  ["redis://h/secret", /has a path that is not the number of a database/],
  ["redis://h/-1", /has a path/],
  ["redis://h/0/1", /has a path/],
  ["redis://h/1e3", /has a path/],
  ["redis://h/99999999999", /has a path/],
  ["redis://h:0", /connection's port is 0; expected an integer from 1/],
  ["redis://h:65536", /is malformed/],
  ["redis://:secret/x@h", /is malformed/],
  ["redis://:secret@h#x", /has a "#"; write it as %23/],
  ["redis://:sec ret@h", /has spaces or control characters/],
  ["redis://:secret\n@h", /has spaces or control characters/],
  [undefined, /connection is undefined; expected a URL such as redis/],
  [null, /connection is null/],
  [6379, /connection is 6379/],
  [["redis://h"], /connection is an array of 1/],
  [{ host: "" }, /connection.host is ""/],
  [{ host: 5 }, /connection.host is 5/],
  [{ port: "6379" }, /connection's port is "6379"/],
  [{ port: 70_000 }, /connection's port is 70000/],
  [{ db: -1 }, /connection.db is -1/],
  [{ db: "1" }, /connection.db is "1"/],
  [{ password: 5 }, /connection.password is "number"; expected a string/],
  [{ keyPrefix: "x:" }, /connection.keyPrefix is "x:"; expected no prefix/],
])("%j is not a connection", async (source, message) => {
  for (const call of [() => startWorker(source as RedisSource), () => enqueue("/nowhere", source as RedisSource)]) {
    const error: unknown = await call().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: "PrepareError", code: "PREPARE_INVALID_OPTION" });
    expect((error as Error).message).toMatch(message);
    expect(JSON.stringify(error) + String(error)).not.toMatch(/sec ?ret/);
  }
});

test("a client is not a connection, and a misspelt option beside one is reported", async () => {
  const client = new Redis({ lazyConnect: true });
  onTestFinished(() => client.disconnect());
  await expect(startWorker(client as never)).rejects.toThrow("connection is a client; pass its URL or its options");
  const wrong = { que: "x" } as never;
  await expect(queueStatus("/nowhere", "redis://h", wrong)).rejects.toMatchObject({ code: "PREPARE_INVALID_OPTION" });
  await expect(waitForJob("/nowhere", "redis://h", wrong)).rejects.toMatchObject({ code: "PREPARE_INVALID_OPTION" });
  for (const folders of [[], "x", [""], ["a\0"], [5]])
    await expect(startWorker("redis://h", { folders: folders as never })).rejects.toMatchObject({
      code: "PREPARE_INVALID_OPTION",
      fields: { option: "folders" },
    });
});

test.each([
  [
    "ReplyError",
    "OOM command not allowed when used memory > 'maxmemory'.",
    "PREPARE_REDIS_REFUSED",
    /raise its maxmemory/,
  ],
  ["ReplyError", "READONLY You can't write against a read only replica.", "PREPARE_REDIS_REFUSED", /name the primary/],
  ["ReplyError", "ERR something else", "PREPARE_REDIS_REFUSED", /see Redis's documentation/],
  ["Error", "NOPERM this user has no permissions", "PREPARE_REDIS_REFUSED", /rights to the keys/],
  ["Error", "Connection is closed.", "PREPARE_REDIS_UNREACHABLE", /was lost/],
])("an answer of Redis: %s %s", (name, message, code, way) => {
  const error = asRedisError(Object.assign(new Error(message), { name }), { host: "h", port: 5 });
  expect(error).toMatchObject({ code, fields: { host: "h", port: 5, reason: message } });
  expect((error as Error).message).toMatch(way);
});

describe.skipIf(noRedis !== undefined)(`with Redis${skipNote(noRedis)}`, () => {
  test("a database that does not exist is refused, rather than replaced by database 0", async () => {
    const redis = await startRedis(scratchFolder());
    onTestFinished(() => redis.stop());
    const { job } = await makeSmallJob(scratchFolder(), 1, 4);
    for (const source of [`${redis.url}/99`, { host: "127.0.0.1", port: redis.port, db: 99 }]) {
      const refused = {
        code: "PREPARE_INVALID_OPTION",
        message: expect.stringMatching(
          /^Redis at 127.0.0.1:\d+ has no database 99 \(.*\); it has 0, and 1 to 15/,
        ) as string,
      };
      await expect(enqueue(job("out"), source)).rejects.toMatchObject(refused);
      await expect(startWorker(source)).rejects.toMatchObject(refused);
    }
    await expect(status(job("out").output)).rejects.toMatchObject({ code: "PREPARE_NO_JOB" });
    // One that there is has the job, and no other.
    await enqueue(job("out"), `${redis.url}/7`);
    expect(await queueStatus(job("out").output, `${redis.url}/7`)).toMatchObject({ state: "queued" });
    expect(await queueStatus(job("out").output, redis.url)).toMatchObject({ state: "absent" });
  });

  test("a Redis without memory is reported, and so is one that asks for a password", async () => {
    const full = await startRedis(scratchFolder(), ["--maxmemory", "1"]);
    onTestFinished(() => full.stop());
    const { job } = await makeSmallJob(scratchFolder(), 1, 4);
    await expect(enqueue(job("out"), full.url)).rejects.toMatchObject({
      code: "PREPARE_REDIS_REFUSED",
      message: expect.stringMatching(/refused a command \(.*OOM.*\); raise its maxmemory/) as string,
    });
    const client = new Redis(full.url);
    onTestFinished(() => client.disconnect());
    await client.config("SET", "maxmemory", "0", "requirepass", "right");
    for (const url of [full.url, full.url.replace("//", "//:wrong@")])
      await expect(enqueue(job("out"), url)).rejects.toMatchObject({
        code: "PREPARE_REDIS_UNREACHABLE",
        message: expect.stringMatching(/(NOAUTH|WRONGPASS).*correct the address or the password/) as string,
      });
    await enqueue(job("out"), full.url.replace("//", "//:right@"));
  });
});
