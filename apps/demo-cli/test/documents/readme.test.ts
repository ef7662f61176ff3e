/** Every ```console block of the README is what the program prints. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { runCli } from "../helpers/run-cli.ts";

const folder = fileURLToPath(new URL("../..", import.meta.url));
const readme = readFileSync(`${folder}README.md`, "utf8");
const examples = [...readme.matchAll(/^```console\n\$ windrow (.*)\n([^]*?)^```/gm)].map(([, line, output]) => ({
  line: line!,
  output: output!,
}));

test("the examples were found", () => {
  expect(examples.length).toBe(13);
});

test.each(examples)("windrow $line", async ({ line, output }) => {
  const args = [...line.matchAll(/"([^"]*)"|\S+/g)].map(([word, quoted]) => quoted ?? word);
  const before = process.cwd();
  process.chdir(folder);
  try {
    expect(await runCli(args)).toEqual({ code: 0, stdout: output, stderr: "" });
  } finally {
    process.chdir(before);
  }
});
