/** CI's count (tools/count-tests.mjs): what fails is counted, once, whatever else went well. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";

const script = fileURLToPath(new URL("../../tools/count-tests.mjs", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "windrow-count-"));
afterAll(() => rmSync(scratch, { recursive: true }));

type Outcome = "passed" | "failed" | "skipped";

/** A report of vitest with one file, whose tests ended so. */
function report(
  name: string,
  tests: Record<string, Outcome>,
  status: "passed" | "failed" = "passed",
  testFile = "a.test.ts",
): string {
  const path = join(scratch, `${name}.json`);
  const assertionResults = Object.entries(tests).map(([fullName, outcome]) => ({ fullName, status: outcome }));
  const isFailed = status === "failed" || Object.values(tests).includes("failed");
  const file = { name: testFile, status: isFailed ? "failed" : "passed", assertionResults };
  writeFileSync(path, JSON.stringify({ testResults: [file] }));
  return path;
}

function count(
  args: string[],
  corpora = join(scratch, "none"),
): { code: number | null; last: string; lines: string[] } {
  const env = { ...process.env, WINDROW_CORPORA: corpora };
  const { status, stdout } = spawnSync(process.execPath, [script, ...args], { encoding: "utf8", env });
  const lines = stdout.trim().split("\n");
  return { code: status, last: lines.at(-1)!, lines };
}

const good = report("good", { one: "passed", two: "passed", three: "skipped" });
const bad = report("bad", { one: "passed", two: "failed" });

test("all well: the last report's passed, and how many were skipped and why", () => {
  const why = "[skipped: no Chromium at /usr/bin/chromium, set CHROMIUM]";
  const full = report("full", {
    one: "passed",
    [`two ${why}`]: "skipped",
    [`three ${why}`]: "skipped",
    four: "skipped",
  });
  const lines = [
    "2 skipped: no Chromium at /usr/bin/chromium, set CHROMIUM",
    "1 skipped: no reason given",
    "1 passed, 0 failed",
  ];
  expect(count([`test=${good}`, `test:full=${full}`, "--"])).toEqual({ code: 0, last: lines.at(-1), lines });
});

test("files that only the first report has count as well", () => {
  const long = report("long", { five: "passed", six: "skipped" }, "passed", "b.long.test.ts");
  expect(count([`test=${good}`, `test:full=${long}`])).toMatchObject({ code: 0, last: "3 passed, 0 failed" });
  expect(count([`test=${bad}`, `test:full=${long}`])).toMatchObject({ code: 1, last: "2 passed, 1 failed" });
});

test("a test that fails in both reports, and fails its steps, counts once", () => {
  const counted = count([`test=${bad}`, `test:full=${bad}`, "--", "test", "test:full"]);
  expect(counted).toMatchObject({ code: 1, last: "1 passed, 1 failed" });
  expect(counted.lines[0]).toBe("failed: a.test.ts: two");
});

test("steps that failed for another reason count beside it", () => {
  expect(count([`test=${bad}`, `test:full=${good}`, "--", "test", "check", "clean-tree"])).toMatchObject({
    code: 1,
    last: "2 passed, 3 failed",
  });
});

test.each([
  ["a file that failed outside its tests", report("hook", { one: "passed" }, "failed"), "1 passed, 1 failed"],
  ["a missing report", "nowhere.json", "0 passed, 1 failed"],
  ["no test at all", report("none", {}), "0 passed, 0 failed"],
])("%s is no success", (_, path, last) => {
  expect(count([`test:full=${path}`, "--"])).toMatchObject({ code: 1, last });
});

test("a test skipped for want of texts fails where the texts are", () => {
  const path = report("corpora", { one: "passed", "two [skipped: no corpora, set WINDROW_CORPORA]": "skipped" });
  expect(count([`test:full=${path}`, "--"]).last).toBe("1 passed, 0 failed");
  expect(count([`test:full=${path}`, "--"], scratch)).toMatchObject({ code: 1, last: "1 passed, 1 failed" });
});

test("without reports it says how it is used", () => {
  expect(count([]).code).toBe(2);
});
