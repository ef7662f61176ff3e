/** What is refused before a job is begun, or found while its inputs are read: nothing of the job is left. */
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { openTokenShards } from "@windrow/shards";
import { planJob, prepare, type PrepareJob, resume, status, verify } from "@windrow/prepare";
import { beforeEach, expect, test } from "vitest";
import { makeFourTexts } from "../support/four-texts.ts";

let folder: string;
let job: PrepareJob;

beforeEach(() => {
  ({ folder, job } = makeFourTexts());
});

test("inputs that are not there, folders without files, files without documents", async () => {
  const missing = prepare({ ...job, inputs: [join(folder, "nowhere")] });
  await expect(missing).rejects.toMatchObject({ code: "PREPARE_INPUT_UNREADABLE", fields: { reason: "ENOENT" } });
  mkdirSync(join(folder, "empty"));
  writeFileSync(join(folder, "empty", ".hidden"), "text");
  await expect(prepare({ ...job, inputs: [join(folder, "empty")] })).rejects.toMatchObject({
    code: "PREPARE_NO_INPUT",
  });
  writeFileSync(join(folder, "empty", "a.txt"), "");
  await expect(prepare({ ...job, inputs: [join(folder, "empty")] })).rejects.toThrow("all files are empty");
  await expect(prepare({ ...job, output: join(folder, "texts", "out") })).rejects.toThrow(
    "or shards would become inputs",
  );
});

test("a folder of another job, of shards of somebody's, or of no job", async () => {
  await prepare(job);
  const other = prepare({ ...job, shardTokens: 400 });
  await expect(other).rejects.toMatchObject({ code: "PREPARE_FOREIGN_OUTPUT", fields: { field: "shardTokens" } });
  await expect(other).rejects.toThrow("with shardTokens 500 instead of 400");
  await expect(prepare({ ...job, tokenizer: { encoding: "r50k_base" } })).rejects.toThrow("with tokenizer {");
  rmSync(join(job.output, "prepare"), { recursive: true });
  await expect(prepare(job)).rejects.toMatchObject({ code: "PREPARE_FOREIGN_OUTPUT" });
  for (const call of [resume, status, verify]) {
    await expect(call(job.output)).rejects.toMatchObject({ code: "PREPARE_NO_JOB" });
  }
});

test("inputs that changed between two runs", async () => {
  await planJob(job);
  writeFileSync(join(folder, "texts", "4.txt"), "new");
  await expect(prepare(job)).rejects.toThrow(/4.txt is new among the inputs since the job was planned/);
  renameSync(join(folder, "texts", "4.txt"), join(folder, "texts", "1.txt"));
  await expect(prepare(job)).rejects.toMatchObject({
    code: "PREPARE_INPUT_CHANGED",
    message: expect.stringContaining("has 3 bytes now, but had 1100"),
  });
});

test("an output that is not a folder, or can't be one", async () => {
  writeFileSync(job.output, "a file");
  await expect(prepare(job)).rejects.toMatchObject({ code: "PREPARE_OUTPUT_UNWRITABLE" });
  expect(readFileSync(job.output, "utf8")).toBe("a file");
});

test.each([1, 4])("of many inputs one is bad: with %i threads nothing of the job is left", async (threads) => {
  const paths = Array.from({ length: 60 }, (_, i) => join(folder, `${i}.jsonl`));
  for (const [i, path] of paths.entries()) {
    const field = i === 20 ? "body" : "text";
    writeFileSync(path, `${JSON.stringify({ [field]: `document ${i} `.repeat(50) })}\n`.repeat(40));
  }
  const many = { ...job, inputs: paths, removeDuplicates: true };
  for (let round = 0; round < 5; round++) {
    const running = prepare(many, { executor: { kind: "threads", threads } });
    await expect(running).rejects.toMatchObject({ code: "PREPARE_INVALID_DOCUMENT" });
    expect(readdirSync(folder)).not.toContain("output");
  }
});

test("interrupted while inputs are read: nothing of the job is left, and no file is open", async () => {
  for (let i = 4; i < 60; i++) writeFileSync(join(folder, "texts", `${i}.txt`), `document ${i} `.repeat(30_000));
  const ownFiles = "/proc/self/fd";
  const open = (): string[] =>
    (existsSync(ownFiles) ? readdirSync(ownFiles) : []).flatMap((fd) => {
      try {
        return [readlinkSync(join(ownFiles, fd))].filter((path) => path.startsWith(folder));
      } catch {
        return [];
      }
    });
  for (let round = 0; round < 8; round++) {
    const abort = new AbortController();
    const running = prepare(
      { ...job, validation: 0.5 },
      { signal: abort.signal, executor: { kind: "threads", threads: 3 } },
    );
    setTimeout(() => abort.abort(), 100 + 30 * round);
    const outcome = await running.then(
      () => "done",
      ({ code }: { code: unknown }) => code,
    );
    if (outcome === "done") break;
    expect(outcome).toBe("PREPARE_INTERRUPTED");
    expect(open()).toEqual([]);
    if (!readdirSync(folder).includes("output")) continue;
    // Planned before it was interrupted.
    expect(readdirSync(join(job.output, "prepare")).filter((name) => name.startsWith("hashes"))).toEqual([]);
    rmSync(job.output, { recursive: true });
  }
});

test("a file for a folder, and a set for a job", async () => {
  const file = join(folder, "file");
  writeFileSync(file, "");
  for (const output of [file, join(file, "below")])
    await expect(prepare({ ...job, output })).rejects.toThrow(`${file} is a file; expected a folder`);
  await prepare({ ...job, validation: 0.5 });
  expect(() => openTokenShards(job.output)).toThrow("has the sets train and validation: open one of them");
  await expect(verify(join(job.output, "train"))).rejects.toThrow(
    `is part of the job in ${job.output}; name that folder`,
  );
});

test("a field that no document has is found before the job is begun, and nothing is left", async () => {
  const path = join(folder, "a.jsonl");
  writeFileSync(path, '{"id":1,"text":"one"}\n'.repeat(1000));
  const wrong = { ...job, inputs: [path], field: "body" };
  await expect(prepare(wrong)).rejects.toMatchObject({
    code: "PREPARE_INVALID_DOCUMENT",
    message: expect.stringContaining("line 1"),
  });
  expect(readdirSync(folder)).not.toContain("output");
  expect(await prepare({ ...wrong, field: "text" })).toMatchObject({ done: true, documents: 1000 });
});

test("an option of a kind of input that the job does not have", async () => {
  const lines = join(folder, "a.jsonl");
  writeFileSync(lines, '{"text":"a"}\n');
  const refused = (option: string): object => ({ code: "PREPARE_INVALID_OPTION", fields: { option } });
  await expect(prepare({ ...job, field: "text" })).rejects.toMatchObject(refused("field"));
  await expect(prepare({ ...job, field: "body" })).rejects.toThrow("field is set, but every input is text");
  await expect(prepare({ ...job, inputs: [lines], separator: "\n" })).rejects.toMatchObject(refused("separator"));
  expect(readdirSync(folder)).not.toContain("output");
  const mixed = { ...job, inputs: [lines, ...job.inputs], field: "text", separator: "\n" };
  expect(await prepare(mixed)).toMatchObject({ done: true, documents: 5 });
});

test("with the policy skip a field that no line has is an error all the same, and one that many lack is not", async () => {
  const path = join(folder, "a.jsonl");
  const skipping: PrepareJob = { ...job, inputs: [path], invalidText: "skip" };
  for (const lines of [3, 3000]) {
    writeFileSync(path, '{"body":"a"}\n{"text":5}\n{"body":"b"}\n'.repeat(lines / 3));
    for (const removeDuplicates of [false, true])
      await expect(prepare({ ...skipping, removeDuplicates })).rejects.toMatchObject({
        code: "PREPARE_INVALID_DOCUMENT",
        message: `${path}, line 1: it has no field "text"; it has "body", and none of the first 1000 lines has text in the field "text". Set field to the one with the text.`,
      });
    expect(readdirSync(folder)).not.toContain("output");
  }
  writeFileSync(path, `${'{"body":"a"}\n'.repeat(900)}{"text":"a"}\n{"text":null}\n`);
  expect(await prepare(skipping)).toMatchObject({ done: true, documents: 1, skipped: 901 });
});
