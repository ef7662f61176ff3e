/** A job that does everything there is in as few calls of the disk as can be: two inputs, units, sets, a document left out. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PrepareJob } from "@windrow/prepare";

export interface TinyJob {
  readonly folder: string;
  job(output: string): PrepareJob;
}

export function makeTinyJob(folder: string): TinyJob {
  const input = join(folder, "input");
  mkdirSync(input);
  const documents = Array.from(
    { length: 24 },
    (_, i) => `document ${i % 9 === 0 ? 0 : i} of hay ${"row ".repeat(i % 5)}`,
  );
  const lines = documents.map((text) => `${JSON.stringify({ text })}\n`);
  writeFileSync(join(input, "a.jsonl"), `${lines.slice(0, 14).join("")}{"text":"\\ud800"}\n`);
  writeFileSync(join(input, "b.jsonl"), lines.slice(14).join(""));
  return {
    folder,
    job: (output) => ({
      inputs: [input],
      output: join(folder, output),
      tokenizer: { encoding: "gpt2" },
      unitBytes: 300,
      shardTokens: 100,
      validation: 0.3,
      removeDuplicates: true,
      invalidText: "skip",
    }),
  };
}
