/** A job's own files as fuzzing damaged them: what was a TypeError or a RangeError from within, or was believed. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { planJob, type PrepareJob, resume, status, verify } from "@windrow/prepare";
import { beforeEach, describe, expect, test } from "vitest";
import { makeScratch } from "../support/scratch.ts";

describe("a job's own files", () => {
  let job: PrepareJob;
  let folder: string;
  const file = (name: string): string => join(job.output, "prepare", name);
  const edit = (name: string, change: (json: Record<string, unknown>) => void): void => {
    const json = JSON.parse(readFileSync(file(name), "utf8")) as Record<string, unknown>;
    change(json);
    writeFileSync(file(name), JSON.stringify(json));
  };
  const refused = (code: string, message: RegExp): unknown =>
    expect.objectContaining({ code, message: expect.stringMatching(message) });

  beforeEach(async () => {
    folder = makeScratch();
    mkdirSync(join(folder, "texts"));
    for (const i of [0, 1, 2]) writeFileSync(join(folder, "texts", `${i}.txt`), `document ${i} `.repeat(60));
    const output = join(folder, "output");
    job = { inputs: [join(folder, "texts")], output, tokenizer: { encoding: "gpt2" }, unitBytes: 500 };
    await planJob(job);
  });

  test.each<[string, Record<string, unknown>, RegExp]>([
    ["more units than there can be", { units: { count: 2 ** 50, sha256: "" } }, /has no valid units/],
    ["inputs that are not paths", { requested: [[]] }, /has no valid requested/],
    ["a tokenizer from nowhere", { tokenizer: { fingerprint: "", source: null } }, /has no valid tokenizer/],
    ["a version nested deep", { version: [[[]]] }, /has the version \[\[\[\]\]\]; expected 1/],
  ])("job.json with %s", async (_, change, message) => {
    edit("job.json", (json) => Object.assign(json, change));
    await expect(status(job.output)).rejects.toThrow(refused("PREPARE_JOB_INVALID", message));
  });

  test("an index that points far behind the list", async () => {
    const index = readFileSync(file("units.jsonl.index"));
    index.writeBigUInt64LE(2n ** 50n, 8);
    writeFileSync(file("units.jsonl.index"), index);
    await expect(resume(job.output, { executor: { kind: "threads", threads: 1 } })).rejects.toThrow(
      refused("PREPARE_JOB_INVALID", /units.jsonl.index has changed since the job was planned/),
    );
  });

  test.each([
    ["no parts", { parts: [] }],
    ["parts of another set", { parts: [{ set: "../escaped" }] }],
    ["tokens that are not a number", { tokens: "many" }],
    ["another job nested deep", { job: [[[[]]]] }],
  ])("a marker with %s", async (_, change) => {
    const { fingerprint } = await finishedUnit();
    expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
    const marker = "encode/000000/000000.json";
    edit(marker, (json) => Object.assign(json, change));
    const [field] = Object.keys(change);
    const message = new RegExp(`000000.json has no valid ${field}; remove it, and resume the job`);
    await expect(status(job.output)).rejects.toThrow(refused("PREPARE_PART_CORRUPT", message));
    const { bad } = await verify(job.output);
    expect(bad).toEqual([{ file: file(marker), reason: expect.stringMatching(message) }]);
  });

  test("a manifest of shards that names a file elsewhere", async () => {
    await resume(job.output, { executor: { kind: "threads", threads: 1 } });
    const manifest = join(job.output, "manifest.json");
    writeFileSync(manifest, readFileSync(manifest, "utf8").replaceAll("tokens_000000.bin", "../texts/0.txt"));
    const { bad } = await verify(job.output);
    expect(bad.map(({ reason }) => reason)).toContain(
      "it does not list shards: the name of a shard is not that of a file next to it",
    );
  });

  test("a failure record that is not JSON: the failure is reported, and why its reason is missing", async () => {
    mkdirSync(file("failed"));
    writeFileSync(file("failed/encode-000001.json"), "{");
    const { failed } = await status(job.output);
    expect(failed).toEqual([
      {
        stage: "encode",
        index: 1,
        code: "UNKNOWN",
        reason: expect.stringMatching(/^the record of the reason is not JSON/),
      },
    ]);
  });

  /** One unit done, the next one not: its input has changed. */
  async function finishedUnit(): Promise<{ fingerprint: unknown }> {
    writeFileSync(join(folder, "texts", "1.txt"), "changed");
    await expect(resume(job.output, { executor: { kind: "threads", threads: 1 } })).rejects.toThrow(
      /1 of 3 tasks failed/,
    );
    const { job: fingerprint } = JSON.parse(readFileSync(file("encode/000000/000000.json"), "utf8")) as {
      job: unknown;
    };
    return { fingerprint };
  }
});
