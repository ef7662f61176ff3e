/**
 * CI's last word: counts what vitest's JSON reports say and prints "N passed, N failed" alone on
 * the last line, after what failed, with the beginning of each reason, and the numbers and reasons of the skipped ones.
 *
 * Where several reports have a file, the last of them gives its passed and skipped tests; with another engine
 * (tests/mark-engine.mjs) it is another file. A test counts as failed once, in whichever report it failed. So do a test that did not finish, a file that failed outside its tests
 * or has none, a report that is missing, a test that was skipped for want of texts that are there, and a step of CI
 * that failed although no report shows why.
 *
 * `--alone STEP=REPORT` is that of a clone with nothing beside it: what was skipped there, and why, is printed by name,
 * what failed there counts, and what passed there does not, since the other reports have the same tests.
 *
 * Usage: node tools/count-tests.mjs [--alone STEP=REPORT] STEP=REPORT... [-- FAILED_STEP...]
 */
import { existsSync, readFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { byReason, listOf, summaryOf } from "./tests/skipped.mjs";

const border = process.argv.includes("--") ? process.argv.indexOf("--") : process.argv.length;
const failedSteps = process.argv.slice(border + 1);
const { values, positionals } = parseArgs({
  args: process.argv.slice(2, border),
  options: { alone: { type: "string" } },
  allowPositionals: true,
});
const reports = positionals.map((arg) => arg.split("="));
const alone = values.alone?.split("=");
if (reports.length === 0 || [...reports, alone ?? ["", ""]].some((pair) => pair.length !== 2)) {
  console.error("Usage: node tools/count-tests.mjs [--alone STEP=REPORT] STEP=REPORT... [-- FAILED_STEP...]");
  process.exit(2);
}

/** The beginning of why each test failed, which CI's own record may have lost by its end. */
const reasons = new Map();
const MAX_REASON_LINES = 20;
const MAX_REASON_LINE = 200;

const corporaAreThere = existsSync(process.env.WINDROW_CORPORA ?? new URL("../../shared/corpora", import.meta.url));

/**
 * What one report says of each of its files: how many passed, which were skipped, and the names of what failed.
 * @param root what the files are named relative to
 * @param mustHaveCorpora whether a test that was skipped for want of texts has failed
 */
function read(report, root, mustHaveCorpora) {
  if (!existsSync(report)) return [{ name: report, passed: 0, skipped: [], failures: [`${report} is missing`] }];
  return JSON.parse(readFileSync(report, "utf8")).testResults.map(({ name: path, status, assertionResults }) => {
    const engine = assertionResults.find(({ meta }) => meta?.engine !== undefined)?.meta.engine;
    const name = relative(root, path) + (engine === undefined ? "" : ` (${engine})`);
    const counts = { name, passed: 0, skipped: [], failures: [] };
    for (const { fullName, status: outcome, failureMessages = [] } of assertionResults) {
      const isMissingCorpus = mustHaveCorpora && outcome === "skipped" && fullName.includes("no corpora");
      if (outcome === "passed") counts.passed++;
      else if (outcome === "failed" || isMissingCorpus) {
        counts.failures.push(`${name}: ${fullName}`);
        reasons.set(`${name}: ${fullName}`, failureMessages.join("\n"));
      } else if (outcome === "skipped" || outcome === "todo") counts.skipped.push({ file: name, name: fullName });
      // vitest calls "pending" what had not begun, or not ended, when the file's process did.
      else counts.failures.push(`${name}: ${fullName} did not finish`);
    }
    if (status === "failed" && counts.failures.length === 0) counts.failures.push(`${name} failed outside its tests`);
    if (assertionResults.length === 0 && status !== "failed") counts.failures.push(`${name} ran no test`);
    return counts;
  });
}

const results = reports.map(([step, report]) => ({ step, files: read(report, process.cwd(), corporaAreThere) }));
const files = [...new Map(results.flatMap((result) => result.files).map((file) => [file.name, file])).values()];
if (alone !== undefined) {
  const [step, report] = alone;
  // The report lies in .reports of its own clone.
  const aloneFiles = read(report, dirname(dirname(resolve(report))), false);
  const failed = (file) => file.failures.map((failure) => `alone: ${failure}`);
  results.push({ step, files: aloneFiles.map((file) => ({ ...file, failures: failed(file) })) });
  const skipped = aloneFiles.flatMap((file) => file.skipped);
  const passed = aloneFiles.reduce((sum, file) => sum + file.passed, 0);
  console.log(`In a clone with nothing beside it: ${passed} passed.`);
  process.stdout.write(listOf(skipped));
  console.log(`${summaryOf(skipped, passed + skipped.length)}\n`);
}

const failuresOf = ({ files: some }) => some.flatMap((file) => file.failures);
const explained = new Set(results.filter((result) => failuresOf(result).length > 0).map(({ step }) => step));
const failures = new Set(results.flatMap(failuresOf));
for (const step of failedSteps) if (!explained.has(step)) failures.add(`the step ${step} failed`);

const passed = files.reduce((sum, file) => sum + file.passed, 0);
for (const failure of failures) {
  console.log(`failed: ${failure}`);
  const lines = (reasons.get(failure.replace(/^alone: /, "")) ?? "").split("\n").filter((line) => line.trim() !== "");
  for (const line of lines.slice(0, MAX_REASON_LINES)) console.log(`  ${line.slice(0, MAX_REASON_LINE)}`);
}
for (const [reason, tests] of byReason(files.flatMap((file) => file.skipped))) {
  console.log(`${tests.length} skipped: ${reason}`);
}
console.log(`${passed} passed, ${failures.size} failed`);
process.exitCode = failures.size > 0 || passed === 0 ? 1 : 0;
