/**
 * What the repository's setup of vitest adds to a run, on runs of files made for it: a file that hangs is ended and
 * named while the others go on, and the last line says what was skipped.
 */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text as textOf } from "node:stream/consumers";
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
    setupFiles: [${JSON.stringify(join(root, "tools/tests/watch-file.mjs"))}], testTimeout: 300_000,
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
async function run(
  name: string,
  files: Record<string, string>,
  { mayBeSkipped = false, env = {}, args = [] as string[] } = {},
): Promise<Run> {
  const folder = join(scratch, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "vitest.config.mjs"), config(mayBeSkipped));
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const child = spawn(process.execPath, [vitest, "run", "--root", folder, ...args], {
    cwd: folder,
    env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: "0", VITEST: undefined, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [stdout, stderr, [code]] = await Promise.all([
    textOf(child.stdout),
    textOf(child.stderr),
    once(child, "close"),
  ]);
  return { code, stdout, stderr, lines: stdout.trimEnd().split("\n"), folder };
}

/** A busy machine has seven programs of node to begin. */
const patient = { timeout: 600_000 };

/** Source text of `cpu`: microseconds of processor time, the system's for the asking included. */
const cpuText = "const cpu = () => { const { user, system } = process.cpuUsage(); return user + system; };";

/** Each of them never ends, and lets no timer run. */
const HANGING: Record<string, string> = {
  "test.test.ts": `import { test } from "vitest"; test("hangs", () => { while (true) {} });`,
  // As a merge that is put back into the heap that it was taken from.
  "heap.test.ts": `import { test } from "vitest";
    test("hangs", () => { const heap = [1]; while (heap.length > 0) heap.push(heap.pop()); });`,
  "import.test.ts": `for (;;) {}`,
  "promises.test.ts": `import { test } from "vitest"; test("hangs", async () => { for (;;) await null; });`,
};
/** They work for longer than the limit, but no test without a pause. */
const WORKING: Record<string, string> = {
  "pauses.test.ts": `import { test } from "vitest"; ${cpuText} test("works", async () => {
    for (const start = cpu(); cpu() - start < 1.5e6; ) await new Promise((done) => setTimeout(done)); });`,
  "many.test.ts": `import { test } from "vitest"; ${cpuText} test.each([1, 2, 3, 4, 5])("works", () => {
    for (const start = cpu(); cpu() - start < 3e5; ); });`,
};

test("files that hang are ended and named, and the others go on", patient, async () => {
  const env = { WINDROW_TEST_STALL_SECONDS: "1" };
  const { code, stdout, stderr, folder } = await run("hang", { ...HANGING, ...WORKING, "good.test.ts": GOOD }, { env });
  expect(code).toBe(1);
  for (const file of [...Object.keys(WORKING), "good.test.ts"]) expect(stdout).toContain(`✓ ${file}`);
  for (const file of Object.keys(HANGING)) {
    expect(stderr).toMatch(new RegExp(`${file} hangs: its event loop has stood still for \\d s of processor time`));
    expect(stderr).toContain(`FAIL ${file}: it did not finish`);
  }
  expect(stderr.match(/ hangs: /g)).toHaveLength(4);
  // CI counts them by the report, in which vitest calls the files passed.
  const count = [join(root, "tools/count-tests.mjs"), `test=${join(folder, "report.json")}`];
  const counted = spawnSync(process.execPath, count, { cwd: folder, encoding: "utf8" });
  expect(counted.stdout.trimEnd().split("\n").at(-1)).toBe("7 passed, 4 failed");
});

const notLinux = process.platform === "linux" ? undefined : "only Linux lists a process's children";
test.skipIf(notLinux !== undefined)(
  `a program that hangs is ended with the file that waits for it${skipNote(notLinux)}`,
  async () => {
    const child = `require("node:fs").writeFileSync("pid", String(process.pid)); for (;;);`;
    const waits = `import { test } from "vitest"; import { spawnSync } from "node:child_process";
    test("hangs", () => { spawnSync(process.execPath, ["-e", ${JSON.stringify(child)}]); });`;
    const env = { WINDROW_TEST_WAIT_SECONDS: "8" };
    const { code, stderr, folder } = await run("child", { "child.test.ts": waits }, { env });
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/child\.test\.ts hangs: its event loop has stood still for 8 s\./),
    ]);
    const stat = `/proc/${readFileSync(join(folder, "pid"), "utf8")}/stat`;
    // It may still be listed as ended where nobody has asked for its exit code.
    if (existsSync(stat)) expect(readFileSync(stat, "utf8")).toContain(") Z ");
  },
);

test("a file that takes too long altogether is ended as well, though its event loop turns", async () => {
  const waits = `import { test } from "vitest"; test("waits", () => new Promise((done) => setTimeout(done, 50_000)));`;
  const env = { WINDROW_TEST_FILE_SECONDS: "2" };
  const { code, stderr } = await run("slow", { "slow.test.ts": waits }, { env });
  expect([code, stderr]).toEqual([1, expect.stringMatching(/slow\.test\.ts hangs: it has taken 2 s/)]);
});

const SKIPS = `import { describe, test } from "vitest"; test("runs", () => {});
test.skip("reads texts [skipped: no corpora, set WINDROW_CORPORA]", () => {});
describe.skip("with numpy [skipped: no Python with numpy]", () => { test("one", () => {}); test("two", () => {}); });
test.skip("another [skipped: no python with torch]", () => {});`;

test("the last line says how many were skipped and why, and a file has their names", async () => {
  const { code, lines, folder } = await run("skips", { "skips.test.ts": SKIPS, "good.test.ts": GOOD });
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

test("a file of which nothing runs fails the short tests, and is only named in the long ones", async () => {
  const files = {
    "all.test.ts": `import { test } from "vitest"; test.skip("x [skipped: no y]", () => {});`,
    "good.test.ts": GOOD,
  };
  const short = await run("idle", files);
  expect([short.code, short.stderr]).toEqual([
    1,
    expect.stringContaining("FAIL all.test.ts: every test of it was skipped"),
  ]);
  const long = await run("idle", files, { mayBeSkipped: true });
  expect([long.code, long.lines.slice(-2)]).toEqual([
    0,
    ["Nothing of these files ran: all.test.ts", "Skipped 1 of 2 tests: 1 no y (names: skipped.txt)"],
  ]);
});

test("some tests by name are run without a word about the rest", async () => {
  const { code, stdout, folder } = await run("named", { "skips.test.ts": SKIPS }, { args: ["-t", "runs"] });
  expect([code, stdout]).toEqual([0, expect.not.stringContaining("Skipped")]);
  expect(existsSync(join(folder, "skipped.txt"))).toBe(false);
});
