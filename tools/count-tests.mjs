/**
 * CI's last word: counts what vitest's JSON reports say and prints "N passed, N failed" alone on
 * the last line, after the numbers and the reasons of the skipped ones.
 *
 * Of each file of tests the last report that has it gives the passed and the skipped ones. A test counts as
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

/** What one report says of each of its files: how many passed, why others were skipped, and the names of what failed. */
function read(report) {
  if (!existsSync(report)) return [{ name: report, passed: 0, skipped: [], failures: [`${report} is missing`] }];
  return JSON.parse(readFileSync(report, "utf8")).testResults.map(({ name, status, assertionResults }) => {
    const counts = { name, passed: 0, skipped: [], failures: [] };
    for (const test of assertionResults) {
      const isMissingCorpus = corporaAreThere && test.status !== "passed" && test.fullName.includes("no corpora");
      if (test.status === "passed") counts.passed++;
      else if (test.status === "failed" || isMissingCorpus) counts.failures.push(`${name}: ${test.fullName}`);
      else counts.skipped.push(reasonIn(test.fullName));
    }
    if (status === "failed" && counts.failures.length === 0) counts.failures.push(`${name} failed outside its tests`);
    return counts;
  });
}

const results = reports.map(([step, report]) => {
  const files = read(report);
  return { step, files, failures: files.flatMap((file) => file.failures) };
});
const explained = new Set(results.filter(({ failures }) => failures.length > 0).map(({ step }) => step));
const failures = new Set(results.flatMap((result) => result.failures));
for (const step of failedSteps) if (!explained.has(step)) failures.add(`the step ${step} failed`);

// Of a file that two reports have, the later one counts.
const files = [...new Map(results.flatMap((result) => result.files).map((file) => [file.name, file])).values()];
const passed = files.reduce((sum, file) => sum + file.passed, 0);
const skipped = files.flatMap((file) => file.skipped);
for (const failure of failures) console.log(`failed: ${failure}`);
for (const reason of new Set(skipped)) {
  console.log(`${skipped.filter((other) => other === reason).length} skipped: ${reason}`);
}
console.log(`${passed} passed, ${failures.size} failed`);
process.exitCode = failures.size > 0 || passed === 0 ? 1 : 0;
