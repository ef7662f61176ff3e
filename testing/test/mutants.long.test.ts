/** The mutation tester on a small package: what is killed, what hangs, what survives (tools/mutants). */
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { mutantsWorkspace, repository } from "./mutants-workspace.ts";

const SOURCE = `/** At most ten. */
export function clipped(value: number): number {
  if (value > 10) return 10;
  return value;
}
export function steps(from: number): number {
  let count = 0;
  for (let left = from; left > 0; left -= 2) count++;
  return count;
}
`;
const TEST = `import { expect, test } from "vitest";
import { clipped, steps } from "../src/index.ts";
test("clipped", () => expect([3, 10, 11, 99].map(clipped)).toEqual([3, 10, 10, 10]));
test("steps", () => expect(steps(3)).toBe(2));
`;

const files = {
  "packages/one/src/numbers.ts": SOURCE,
  "packages/one/src/index.ts": 'export { clipped, steps } from "./numbers.ts";\n',
  "packages/one/src/lonely.ts": "export const isLonely = true;\n",
  "packages/one/test/numbers.test.ts": TEST,
  "packages/one/test/fails.test.ts":
    'import { test } from "vitest";\nimport "../src/index.ts";\ntest("fails", () => { throw new Error("always"); });\n',
  // Without a mutant too, but only the first time.
  "packages/one/test/flaky.test.ts": `import { existsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { test } from "vitest";
test("fails once", () => {
  if (existsSync(tmpdir() + "/was-run")) return;
  writeFileSync(tmpdir() + "/was-run", "");
  throw new Error("for once");
});
`,
  "tools/mutants/equivalent.json": JSON.stringify([
    {
      file: "packages/one/src/numbers.ts",
      before: "if (value > 10) return 10;",
      after: "if (value >= 10) return 10;",
      reason: "10 is 10 either way",
    },
    { file: "packages/one/src/numbers.ts", before: "gone", after: "gone", reason: "its line was changed" },
  ]),
};

/** Each mutant is a start of Vitest, which takes long on a busy machine. */
const MAX_MS = 900_000;

test("killed, timed out, survived, untested, known", { timeout: MAX_MS }, () => {
  const root = mutantsWorkspace(files);
  const scratch = join(mutantsWorkspace({}), "tmp");
  mkdirSync(scratch);
  const script = join(repository, "tools/mutants/run.mjs");
  const args = [script, "--count", "999", "--jobs", "2", "--seconds", "45"];
  const env = { ...process.env, TMPDIR: scratch, TMP: scratch, TEMP: scratch };
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8", cwd: root, env });
  expect(stderr).toBe("");
  expect(status).toBe(1);

  const { results, known } = JSON.parse(readFileSync(join(root, ".reports/mutants.json"), "utf8")) as {
    results: { line: number; after: string; outcome: string; file: string }[];
    known: number;
  };
  const outcomes = results.map(
    ({ file, line, after, outcome }) => `${file.split("/").at(-1)}:${line} ${outcome}: ${after}`,
  );
  expect(outcomes.toSorted()).toEqual(
    [
      "lonely.ts:1 untested: export const isLonely = false;",
      "numbers.ts:3 killed: if (!(value > 10)) return 10;",
      "numbers.ts:3 killed: if (value > 10) {}",
      "numbers.ts:3 killed: if (value > 10) return 9;",
      "numbers.ts:3 killed: if (value > 10) return 11;",
      "numbers.ts:3 killed: if (value > 11) return 10;",
      // 10 is not above 9 alone: it is clipped to itself.
      "numbers.ts:3 survived: if (value > 9) return 10;",
      "numbers.ts:7 killed: let count = (-1);",
      "numbers.ts:7 killed: let count = 1;",
      "numbers.ts:8 killed: for (let left = from; left > 0; left -= 1) count++;",
      "numbers.ts:8 killed: for (let left = from; left > 0; left -= 2) count--;",
      // 3 and 1 are counted, 0 never comes up; -1 ends it in each of these.
      "numbers.ts:8 killed: for (let left = from; left > 1; left -= 2) count++;",
      "numbers.ts:8 survived: for (let left = from; left > (-1); left -= 2) count++;",
      "numbers.ts:8 survived: for (let left = from; left >= 0; left -= 2) count++;",
      "numbers.ts:8 killed: for (let left = from; left > 0; left -= 3) count++;",
      "numbers.ts:8 timed out: for (let left = from; left > 0; left += 2) count++;",
    ].toSorted(),
  );
  expect(known).toBe(1);
  expect(stdout).toMatch(
    /^left out, for it fails as things are: packages\/one\/test\/fails\.test\.ts\n {2}fails: Error: always$/m,
  );
  expect(stdout).not.toContain("flaky.test.ts");
  expect(stdout).toContain(
    "  - for (let left = from; left > 0; left -= 2) count++;\n  + for (let left = from; left >= 0; left -= 2) count++;",
  );
  expect(stdout).toContain(
    "equivalent.json has an entry that fits nothing any more: packages/one/src/numbers.ts: gone",
  );
  expect(stdout.trim().split("\n").at(-1)).toMatch(
    /^16 tried: \d+ killed, 1 timed out, 0 did not build, \d survived; 1 known/,
  );
  // The checkout is as it was, and nothing is left behind.
  for (const [path, text] of Object.entries(files)) expect(readFileSync(join(root, path), "utf8")).toBe(text);
  expect(readdirSync(scratch)).toEqual([]);
});
