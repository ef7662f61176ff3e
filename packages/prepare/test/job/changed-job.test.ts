/** A planned job that finds its folder, or its tokenizer, changed. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { planJob, prepare, type PrepareJob, resume } from "@windrow/prepare";
import { beforeEach, expect, test } from "vitest";
import { editSealed } from "../support/edit-sealed.ts";
import { makeFourTexts } from "../support/four-texts.ts";

let folder: string;
let job: PrepareJob;

beforeEach(() => {
  ({ folder, job } = makeFourTexts());
});

test("a marker of another job", async () => {
  await prepare(job, { executor: { kind: "rank", rank: 1, worldSize: 2 } });
  const marker = join(job.output, "prepare", "encode", "000000", "000001.json");
  editSealed(marker, (json) => (json["job"] = "0".repeat(64)));
  await expect(resume(job.output)).rejects.toMatchObject({ code: "PREPARE_FOREIGN_OUTPUT" });
});

test("a tokenizer's file that changed since the job was planned", async () => {
  const file = join(folder, "own.tiktoken");
  const line = (bytes: readonly number[], rank: number): string => `${Buffer.from(bytes).toString("base64")} ${rank}\n`;
  const ranks = Array.from({ length: 256 }, (_, byte) => line([byte], byte)).join("");
  writeFileSync(file, ranks + line([100, 111], 256));
  const tokenizer = { file, pattern: "gpt2", specialTokens: { "<|endoftext|>": 257 } };
  await planJob({ ...job, tokenizer });
  writeFileSync(file, ranks + line([111, 99], 256));
  const running = resume(job.output);
  await expect(running).rejects.toMatchObject({ code: "PREPARE_TOKENIZER_MISMATCH" });
  await expect(running).rejects.toThrow("the tokenizer own.tiktoken has the fingerprint");
  const without = { ...job, output: join(folder, "other"), tokenizer: { file, pattern: "gpt2" } };
  await expect(prepare(without)).rejects.toThrow("has no special token <|endoftext|>");
});
