/** A job of four small texts, each a unit, in a folder of its own. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PrepareJob } from "@windrow/prepare";
import { makeScratch } from "./scratch.ts";

/** @returns the folder, in which "texts" has the inputs and "output" is not there yet */
export function makeFourTexts(): { readonly folder: string; readonly job: PrepareJob } {
  const folder = makeScratch();
  mkdirSync(join(folder, "texts"));
  for (const i of [0, 1, 2, 3]) writeFileSync(join(folder, "texts", `${i}.txt`), `document ${i} `.repeat(100));
  const job: PrepareJob = {
    inputs: [join(folder, "texts")],
    output: join(folder, "output"),
    tokenizer: { encoding: "gpt2" },
    unitBytes: 1000,
    shardTokens: 500,
  };
  return { folder, job };
}
