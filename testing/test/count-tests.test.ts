/** CI's count (tools/count-tests.mjs): what fails is counted, once, whatever else went well. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";

const script = fileURLToPath(new URL("../../tools/count-tests.mjs", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "windrow-count-"));
afterAll(() => rmSync(scratch, { recursive: true }));
const reports = join(scratch, ".reports");
mkdirSync(reports);

type Outcome = "passed" | "failed" | "skipped" | "pending";

/** A report of vitest with one file, whose tests ended so. */
function report(
  name: string,
  tests: Record<string, Outcome>,
  status: "passed" | "failed" = "passed",
  testFile = "a.test.ts",
  meta = {},
): string {
  const path = join(reports, `${name}.json`);
  const assertionResults = Object.entries(tests).map(([fullName, outcome]) => ({ fullName, status: outcome, meta }));
  const isFailed = status === "failed" || Object.values(tests).includes("failed");
  const file = { name: join(scratch, testFile), status: isFailed ? "failed" : "passed", assertionResults };
  writeFileSync(path, JSON.stringify({ testResults: [file] }));
  return path;
}

function count(
  args: string[],
  corpora = join(scratch, "none"),
): { code: number | null; last: string; lines: string[] } {
  const env = { ...process.env, WINDROW_CORPORA: corpora };
  const { status, stdout } = spawnSync(process.execPath, [script, ...args], { encoding: "utf8", env, cwd: scratch });
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

test("the same file with another engine counts beside the first, and is named with it", () => {
  const meta = { engine: "typescript" };
  const second = report("second", { one: "passed", two: "passed", three: "failed" }, "failed", "a.test.ts", meta);
  const counted = count([`test=${good}`, `test:full=${second}`]);
  expect(counted).toMatchObject({ code: 1, last: "4 passed, 1 failed" });
  expect(counted.lines[0]).toBe("failed: a.test.ts (typescript): three");
});

test("a test that fails in both reports, and fails its steps, counts once", () => {
  const counted = count([`test=${bad}`, `test:full=${bad}`, "--", "test", "test:full"]);
  expect(counted).toMatchObject({ code: 1, last: "1 passed, 1 failed" });
  expect(counted.lines[0]).toBe("failed: a.test.ts: two");
});

test("the beginning of why a test failed is printed below its name", () => {
  const path = report("why", { one: "passed", two: "failed" });
  const file = JSON.parse(readFileSync(path, "utf8")) as { testResults: [{ assertionResults: object[] }] };
  const { assertionResults } = file.testResults[0];
  const failureMessages = [`Error: 1 is not 2\n\n${"    at a line\n".repeat(50)}${"x".repeat(1000)}`];
  assertionResults[1] = { ...assertionResults[1], failureMessages };
  writeFileSync(path, JSON.stringify(file));
  const { lines, last } = count([`test=${path}`]);
  expect(lines.slice(0, 3)).toEqual(["failed: a.test.ts: two", "  Error: 1 is not 2", "      at a line"]);
  expect(lines).toHaveLength(22);
  expect(last).toBe("1 passed, 1 failed");
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
  ["a file without a test", report("none", {}), "0 passed, 1 failed"],
  // As vitest reports a file whose process was ended, in spite of its status.
  ["a test that did not finish", report("hung", { one: "passed", two: "pending" }), "1 passed, 1 failed"],
])("%s is not a success", (_, path, last) => {
  expect(count([`test:full=${path}`, "--"])).toMatchObject({ code: 1, last });
});

test("a test skipped for want of texts fails where the texts are", () => {
  const path = report("corpora", { one: "passed", "two [skipped: no corpora, set WINDROW_CORPORA]": "skipped" });
  expect(count([`test:full=${path}`, "--"]).last).toBe("1 passed, 0 failed");
  expect(count([`test:full=${path}`, "--"], scratch)).toMatchObject({ code: 1, last: "1 passed, 1 failed" });
});

describe("with a report of a clone that stands alone", () => {
  const reasons = {
    one: "passed",
    "two [skipped: no corpora, set WINDROW_CORPORA]": "skipped",
    "three [skipped: no python with numpy]": "skipped",
    "four [skipped: no Python with torch]": "skipped",
  } as const;

  test("what was skipped is named, and what passed is not counted twice", () => {
    const alone = report("alone", reasons);
    expect(count(["--alone", `alone-test=${alone}`, `test=${good}`], scratch)).toMatchObject({
      code: 0,
      last: "2 passed, 0 failed",
      lines: [
        "In a clone with nothing beside it: 1 passed.",
        "no corpora, set WINDROW_CORPORA (1)",
        "  a.test.ts",
        "    two",
        "no python with numpy (1)",
        "  a.test.ts",
        "    three",
        "no Python with torch (1)",
        "  a.test.ts",
        "    four",
        "Skipped 3 of 4 tests: 1 no corpora, set WINDROW_CORPORA; 2 no Python with the modules they need",
        "",
        "1 skipped: no reason given",
        "2 passed, 0 failed",
      ],
    });
  });

  test("what failed there fails the whole, and explains its step", () => {
    const alone = report("alone-bad", { one: "failed" });
    const counted = count(["--alone", `alone-test=${alone}`, `test=${good}`, "--", "alone-test"]);
    expect(counted).toMatchObject({ code: 1, last: "2 passed, 1 failed" });
    expect(counted.lines).toContain("failed: alone: a.test.ts: one");
    expect(count(["--alone", "alone-test=nowhere.json", `test=${good}`])).toMatchObject({
      code: 1,
      last: "2 passed, 1 failed",
    });
  });
});

test("without reports it says how it is used", () => {
  expect(count([]).code).toBe(2);
});
