/** What the errors of this package are: of one class, with what led to them as their cause, from threads too. */
import { mkdirSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { join } from "node:path";
import { planJob, prepare, type PrepareJob, resume } from "@windrow/prepare";
import { beforeEach, expect, test } from "vitest";
import { errorOf } from "./support/error-of.ts";
import { makeScratch } from "./support/scratch.ts";

let folder: string;
let job: PrepareJob;

beforeEach(() => {
  folder = makeScratch();
  mkdirSync(join(folder, "texts"));
  writeFileSync(join(folder, "texts", "a.txt"), "Rake it up, and cart it when it's fit.");
  job = { inputs: [join(folder, "texts")], output: join(folder, "output"), tokenizer: { encoding: "gpt2" } };
});

test("a name, a code, fields, and the cause beside them", async () => {
  const missing = join(folder, "texts", "b.txt");
  const error = await errorOf(prepare({ ...job, inputs: [missing] }));
  expect(error).toMatchObject({ name: "PrepareError", code: "PREPARE_INPUT_UNREADABLE", cause: { code: "ENOENT" } });
  expect(error.fields).toEqual({ path: missing, reason: "ENOENT" });
});

test("of a tokenizer's file, of a file of a job that is not JSON", async () => {
  const file = join(folder, "none.json");
  expect(await errorOf(prepare({ ...job, tokenizer: { file } }))).toMatchObject({
    fields: { option: "tokenizer", file },
    cause: { code: "ENOENT", syscall: "open" },
  });
  await planJob(job);
  writeFileSync(join(job.output, "prepare", "job.json"), "{");
  const error = await errorOf(resume(job.output));
  expect(error.code).toBe("PREPARE_JOB_INVALID");
  expect(error.cause).toBeInstanceOf(SyntaxError);
});

test("of a thread: with its class, fields and cause, and where it comes from", async () => {
  const path = join(folder, "texts", "cut.txt.gz");
  writeFileSync(path, gzipSync("Rake it up. ".repeat(20_000)).subarray(0, -200));
  const error = await errorOf(prepare(job));
  expect(error).toMatchObject({ name: "PrepareError", code: "PREPARE_INPUT_CORRUPT", fields: { path } });
  expect(error.cause).toMatchObject({ message: "unexpected end of file", code: "Z_BUF_ERROR" });
  expect(error.stack).toMatch(/\n {4}in a thread of @windrow\/prepare$/);
});
