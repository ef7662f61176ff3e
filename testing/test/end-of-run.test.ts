/**
 * What the repository's set-up of vitest adds to a run, on runs of files made for it: a file that hangs is ended and
 * named while the others go on, and the last line says what was skipped.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { skipNote } from "../src/index.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
// Inside of the workspace, so that vitest is found; `.reports` is not committed.
const scratch = join(root, ".reports", `runs-${process.pid}`);
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const GOOD = `import { test, expect } from "vitest"; test("good", () => expect(1).toBe(1));`;
const config = (mayBeSkipped: boolean): string => `
import { join } from "node:path";
import { endReporter } from ${JSON.stringify(join(root, "tools/tests/reporter.mjs"))};
const root = import.meta.dirname;
const end = endReporter({ root, listFile: join(root, "skipped.txt"), mayBeSkipped: ${mayBeSkipped} });
export default {
  root,
  test: {
    include: ["*.test.ts"], pool: "forks", reporters: ["default", "json", end], outputFile: { json: join(root, "report.json") },
    setupFiles: [${JSON.stringify(join(root, "tools/tests/watch-file.mjs"))}], testTimeout: 60_000,
  },
};`;

interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly lines: readonly string[];
  readonly folder: string;
}

/** Runs vitest in a folder of its own that has these files. */
function run(
  name: string,
  files: Record<string, string>,
  { mayBeSkipped = false, env = {}, args = [] as string[] } = {},
): Run {
  const folder = join(scratch, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "vitest.config.mjs"), config(mayBeSkipped));
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const { status, stdout, stderr } = spawnSync(process.execPath, [vitest, "run", "--root", folder, ...args], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: "0", VITEST: undefined, ...env },
  });
  return { code: status, stdout, stderr, lines: stdout.trimEnd().split("\n"), folder };
}

const hangs = { env: { WINDROW_TEST_STALL_SECONDS: "2" } };

test.each([
  ["a loop in a test", `import { test } from "vitest"; test("hangs", () => { while (true) {} });`],
  // As a merge that is put back into the heap that it was taken from.
  [
    "a heap that never empties",
    `import { test } from "vitest"; test("hangs", () => { const heap = [1]; while (heap.length > 0) heap.push(heap.pop()); });`,
  ],
  ["a loop while the file is read", `for (;;) {}`],
  [
    "promises that let no timer run",
    `import { test } from "vitest"; test("hangs", async () => { for (;;) await null; });`,
  ],
  [
    "a program that is waited for",
    `import { test } from "vitest"; import { spawnSync } from "node:child_process";
    test("hangs", () => { spawnSync(process.execPath, ["-e", "for (;;);"]); });`,
  ],
])("%s is ended, the file named, and the others go on", (_, text) => {
  const { code, stdout, stderr, folder } = run("hang", { "hang.test.ts": text, "good.test.ts": GOOD }, hangs);
  expect(code).toBe(1);
  expect(stdout).toMatch(/✓ good\.test\.ts \(1 test\)/);
  expect(stderr).toMatch(/hang\.test\.ts hangs: its event loop has stood still for \d s/);
  expect(stderr).toContain("FAIL hang.test.ts: it did not finish");
  // CI counts it by the report, in which vitest calls the file passed.
  const count = [join(root, "tools/count-tests.mjs"), `test=${join(folder, "report.json")}`];
  const counted = spawnSync(process.execPath, count, { cwd: folder, encoding: "utf8" });
  expect(counted.stdout.trimEnd().split("\n").at(-1)).toBe("1 passed, 1 failed");
  rmSync(folder, { recursive: true });
});

const notLinux = process.platform === "linux" ? undefined : "only Linux lists a process's children";
test.skipIf(notLinux !== undefined)(`the program that it waited for is ended with it${skipNote(notLinux)}`, () => {
  const child = `require("node:fs").writeFileSync("pid", String(process.pid)); for (;;);`;
  const text = `import { test } from "vitest"; import { spawnSync } from "node:child_process";
    test("hangs", () => { spawnSync(process.execPath, ["-e", ${JSON.stringify(child)}]); });`;
  const { folder } = run("child", { "child.test.ts": text }, hangs);
  const stat = `/proc/${readFileSync(join(folder, "pid"), "utf8")}/stat`;
  // It may still be listed as ended where nobody has asked for its exit code.
  if (existsSync(stat)) expect(readFileSync(stat, "utf8")).toContain(") Z ");
});

test("a file that takes too long altogether is ended as well, though its event loop turns", () => {
  const waits = `import { test } from "vitest"; test("waits", () => new Promise((done) => setTimeout(done, 50_000)));`;
  const env = { WINDROW_TEST_FILE_SECONDS: "2" };
  const { code, stderr } = run("slow", { "slow.test.ts": waits }, { env });
  expect([code, stderr]).toEqual([1, expect.stringMatching(/slow\.test\.ts hangs: it has taken 2 s/)]);
});

test("a file that works for longer than the limit, but lets the event loop turn, is left alone", () => {
  const works = `import { test } from "vitest"; test("works", async () => {
    for (const end = Date.now() + 4000; Date.now() < end; ) await new Promise((done) => setTimeout(done)); });`;
  expect(run("works", { "works.test.ts": works }, hangs)).toMatchObject({ code: 0, stderr: "" });
});

const SKIPS = `import { describe, test } from "vitest"; test("runs", () => {});
test.skip("reads texts [skipped: no corpora, set WINDROW_CORPORA]", () => {});
describe.skip("with numpy [skipped: no Python with numpy]", () => { test("one", () => {}); test("two", () => {}); });
test.skip("another [skipped: no python with torch]", () => {});`;

test("the last line says how many were skipped and why, and a file has their names", () => {
  const { code, lines, folder } = run("skips", { "skips.test.ts": SKIPS, "good.test.ts": GOOD });
  expect([code, lines.at(-1)]).toEqual([
    0,
    "Skipped 4 of 6 tests: 3 no Python with the modules they need; 1 no corpora, set WINDROW_CORPORA (names: skipped.txt)",
  ]);
  expect(readFileSync(join(folder, "skipped.txt"), "utf8")).toBe(
    [
      "no Python with numpy (2)",
      "  skips.test.ts",
      "    with numpy > one",
      "    with numpy > two",
      "no corpora, set WINDROW_CORPORA (1)",
      "  skips.test.ts",
      "    reads texts",
      "no python with torch (1)",
      "  skips.test.ts",
      "    another",
      "",
    ].join("\n"),
  );
});

test("a file of which nothing runs fails the short tests, and is only named in the long ones", () => {
  const files = {
    "all.test.ts": `import { test } from "vitest"; test.skip("x [skipped: no y]", () => {});`,
    "good.test.ts": GOOD,
  };
  const short = run("idle", files);
  expect([short.code, short.stderr]).toEqual([
    1,
    expect.stringContaining("FAIL all.test.ts: every test of it was skipped"),
  ]);
  const long = run("idle", files, { mayBeSkipped: true });
  expect([long.code, long.lines.slice(-2)]).toEqual([
    0,
    ["Nothing of these files ran: all.test.ts", "Skipped 1 of 2 tests: 1 no y (names: skipped.txt)"],
  ]);
});

test("some tests by name are run without a word about the rest", () => {
  const { code, stdout, folder } = run("named", { "skips.test.ts": SKIPS }, { args: ["-t", "runs"] });
  expect([code, stdout]).toEqual([0, expect.not.stringContaining("Skipped")]);
  expect(existsSync(join(folder, "skipped.txt"))).toBe(false);
});
