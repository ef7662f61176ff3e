/** Documents that are longer than what is read at a time: their ids are those of one call. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { prepare, type PrepareJob, status } from "@windrow/prepare";
import { seededTexts } from "@windrow/testing";
import { gpt2 } from "@windrow/tokenizer-bpe/gpt2";
import { expect } from "vitest";
import { filesOf, prepareSequentially } from "./sequential.ts";
import { scratchFolder } from "./scratch.ts";

/** Each repeat is about 1.3 MB, of characters of one to four bytes. */
function makeLongText(seed: number, repeats: number): string {
  const texts = seededTexts(seed, 3000, { maxLength: 400, words: ["<|endoftext|>", "running", "hay"] });
  return texts
    .join(" ")
    .replaceAll(/\p{Surrogate}/gu, "?")
    .repeat(repeats);
}

const tokenizer = { encoding: "gpt2" } as const;

export const WHERE = ["between documents of a file", "a file each", "packed"] as const;

/** Long documents are among short ones. @param repeats see makeLongText */
export async function expectLongAsSequentially(where: (typeof WHERE)[number], repeats: number): Promise<void> {
  const folder = scratchFolder();
  const shardTokens = 175_000 * repeats;
  const documents = ["short", makeLongText(1, repeats), "", "another", makeLongText(2, repeats), "end"];
  const separator = "\n<<<>>>\n";
  const inputs: string[] = [];
  if (where === "a file each") {
    for (const [i, text] of documents.entries()) {
      if (text === "") continue;
      inputs.push(join(folder, `${i}.txt`));
      writeFileSync(inputs.at(-1)!, text);
    }
  } else {
    inputs.push(join(folder, where === "packed" ? "all.txt.gz" : "all.txt"));
    const text = documents.join(separator);
    writeFileSync(inputs[0]!, where === "packed" ? gzipSync(text) : text);
  }
  const expected = join(folder, "expected");
  const kept = where === "a file each" ? documents.filter((text) => text !== "") : documents;
  await prepareSequentially(kept, expected, { tokenizer: gpt2, shardTokens, endOfText: "before" });
  const output = join(folder, "output");
  const job: PrepareJob = { inputs, output, tokenizer, separator, shardTokens, endOfText: "before" };
  await prepare(where === "a file each" ? { ...job, separator: undefined } : job);
  expect(filesOf(output)).toEqual(filesOf(expected));
}

/** A long document turns out not to be UTF-8 at its end. @param repeats see makeLongText */
export async function expectInvalidEndFollowsPolicy(repeats: number): Promise<void> {
  const folder = scratchFolder();
  const separator = "\n<<<>>>\n";
  const long = makeLongText(3, repeats);
  const path = join(folder, "all.txt");
  const pieces = ["one", separator, long, Buffer.from([0xff]), " rest", separator, "two"];
  writeFileSync(path, Buffer.concat(pieces.map((piece) => Buffer.from(piece as string))));
  const place = readFileSync(path).indexOf(0xff);
  const job: PrepareJob = { inputs: [path], output: join(folder, "output"), tokenizer, separator };

  await prepareSequentially(["one", "two"], join(folder, "without"), { tokenizer: gpt2 });
  expect(await prepare({ ...job, invalidText: "skip" })).toMatchObject({ done: true, skipped: 1, documents: 2 });
  expect(filesOf(job.output)).toEqual(filesOf(join(folder, "without")));
  const skipped = readFileSync(join(job.output, "prepare", "skipped.jsonl"), "utf8");
  expect(JSON.parse(skipped)).toEqual({
    unit: 0,
    reason: `${path}, document 2, byte ${place} of the file: the text is not UTF-8 there`,
  });

  await prepareSequentially(["one", `${long}\ufffd rest`, "two"], join(folder, "replacing"), { tokenizer: gpt2 });
  await prepare({ ...job, output: join(folder, "replaced"), invalidText: "replace" });
  expect(filesOf(join(folder, "replaced"))).toEqual(filesOf(join(folder, "replacing")));

  const failing = join(folder, "failing");
  await expect(prepare({ ...job, output: failing })).rejects.toMatchObject({ code: "PREPARE_UNITS_FAILED" });
  expect((await status(failing)).failed).toMatchObject([
    {
      code: "PREPARE_INVALID_TEXT",
      reason: expect.stringContaining(`document 2, byte ${place} of the file: the text is not UTF-8 there`),
    },
  ]);
}
