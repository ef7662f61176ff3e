/** LangChain.js as it is installed from npm: with the override and without it. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { skipNote } from "@windrow/testing";
import { describe, expect, test } from "vitest";
import { megabyte } from "./megabyte.ts";
import { installExample } from "./own-lockfile.ts";

const reason = installExample("langchain-splitter");
const program = fileURLToPath(new URL("fixtures/langchain-splits.mjs", import.meta.url));
const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

interface Report {
  isOriginal: boolean;
  ms: number;
  splits: { words: string[]; tokens: string[]; modelTokens: number };
}

function splitsOf(text: string, ...options: string[]): Report {
  const { stdout, stderr } = spawnSync(process.execPath, [...options, program], {
    encoding: "utf8",
    input: text,
    maxBuffer: 2 ** 26,
  });
  expect(stderr).toBe("");
  return JSON.parse(stdout);
}

describe.skipIf(reason !== undefined)(`LangChain.js splits${skipNote(reason)}`, () => {
  test("1 MB in the same way with js-tiktoken and with its stand-in", { timeout: 300_000 }, () => {
    const text = megabyte();
    const ours = splitsOf(text);
    const theirs = splitsOf(text, "--import", new URL("fixtures/original-js-tiktoken.mjs", import.meta.url).href);
    expect([ours.isOriginal, theirs.isOriginal]).toEqual([false, true]);
    expect(ours.splits.words.length).toBeGreaterThan(1_000);
    expect(ours.splits.tokens.length).toBeGreaterThan(1_000);
    expect(ours.splits).toEqual(theirs.splits);
  });

  test("the README's command prints lines and tokens of each chunk", () => {
    const readme = readFileSync(path("../langchain-splitter/README.md"), "utf8");
    const [, file, tokens] = /example langchain-splitter (\S+) (\d+)/.exec(readme)!;
    const { stdout } = spawnSync(
      process.execPath,
      [path("../langchain-splitter/split.mjs"), `../../${file}`, tokens!],
      {
        cwd: path("../langchain-splitter"),
        encoding: "utf8",
      },
    );
    const counts = [...stdout.matchAll(/^lines \d+ to \d+: (\d+) tokens$/gm)].map(([, count]) => Number(count));
    expect(counts.length).toBeGreaterThan(10);
    expect(Math.max(...counts)).toBeLessThanOrEqual(Number(tokens));
  });
});
