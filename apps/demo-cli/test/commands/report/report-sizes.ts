/** The size of the page that `windrow report` writes, with a tokenizer inside. */
import { lstatSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { EncodingName } from "@windrow/tokenizer-bpe";
import { expect } from "vitest";
import { runCli } from "../../helpers/run-cli.ts";

/** A text that is too long for the page is cut, and the page stays below 1.5 MB. @param folder for both, empty */
export async function expectCutBelowLimit(folder: string, name: EncodingName): Promise<void> {
  const long = join(folder, "long.txt");
  await writeFile(long, "Hay \u{1f33e} ".repeat(30_000));
  const output = join(folder, "out.html");
  const { code, stdout } = await runCli(["report", long, "-o", output, "--encoding", name]);
  expect([code, stdout]).toEqual([0, expect.stringContaining("contains the beginning of the text")]);
  expect(lstatSync(output).size).toBeLessThan(1.5e6);
}
