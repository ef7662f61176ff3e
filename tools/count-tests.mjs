/**
 * CI's last word: counts what vitest's JSON reports say and prints "N passed, N failed" alone on
 * the last line, after the numbers and the reasons of the skipped ones.
 *
 * The last report holds all tests, so it gives the passed and the skipped ones. A test counts as
 * failed once, in whichever report it failed. So do a file that failed outside its tests, a report
 * that is missing, a test that was skipped for want of texts that are there, and a step of CI that
 * failed although no report shows why.
 *
 * Usage: node tools/count-tests.mjs STEP=REPORT... [-- FAILED_STEP...]
 */
import { existsSync, readFileSync } from "node:fs";

const args = process.argv.slice(2);
const border = args.includes("--") ? args.indexOf("--") : args.length;
const reports = args.slice(0, border).map((arg) => arg.split("="));
const failedSteps = args.slice(border + 1);
if (reports.length === 0 || reports.some((pair) => pair.length !== 2)) {
  console.error("Usage: node tools/count-tests.mjs STEP=REPORT... [-- FAILED_STEP...]");
  process.exit(2);
}

const corporaAreThere = existsSync(process.env.WINDROW_CORPORA ?? new URL("../../shared/corpora", import.meta.url));

/** The reason that the name of a skipped test ends with: `title [skipped: reason]`. */
const reasonIn = (title) => /\[skipped: ([^\]]+)\]/.exec(title)?.[1] ?? "no reason given";

/** What one report says: how many passed, why others were skipped, and the names of what failed. */
function read(report) {
  if (!existsSync(report)) return { passed: 0, skipped: [], failures: [`${report} is missing`] };
  const counts = { passed: 0, skipped: [], failures: [] };
  for (const { name, status, assertionResults } of JSON.parse(readFileSync(report, "utf8")).testResults) {
    const failuresBefore = counts.failures.length;
    for (const test of assertionResults) {
      const isMissingCorpus = corporaAreThere && test.status !== "passed" && test.fullName.includes("no corpora");
      if (test.status === "passed") counts.passed++;
      else if (test.status === "failed" || isMissingCorpus) counts.failures.push(`${name}: ${test.fullName}`);
      else counts.skipped.push(reasonIn(test.fullName));
    }
    if (status === "failed" && counts.failures.length === failuresBefore) {
      counts.failures.push(`${name} failed outside its tests`);
    }
  }
  return counts;
}

const results = reports.map(([step, report]) => ({ step, ...read(report) }));
const explained = new Set(results.filter(({ failures }) => failures.length > 0).map(({ step }) => step));
const failures = new Set(results.flatMap((result) => result.failures));
for (const step of failedSteps) if (!explained.has(step)) failures.add(`the step ${step} failed`);

const { passed, skipped } = results.at(-1);
for (const failure of failures) console.log(`failed: ${failure}`);
for (const reason of new Set(skipped)) {
  console.log(`${skipped.filter((other) => other === reason).length} skipped: ${reason}`);
}
console.log(`${passed} passed, ${failures.size} failed`);
process.exitCode = failures.size > 0 || passed === 0 ? 1 : 0;
