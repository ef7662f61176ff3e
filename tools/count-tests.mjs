/**
 * CI's last word: counts what vitest's JSON reports say and prints "N passed, N failed, N skipped".
 *
 * Passed and skipped tests are those of the last report, which holds all tests; a failure counts in
 * any report, and so do a file that could not be loaded, a report that is missing, a step of CI
 * that failed for another reason, and a test that was skipped for want of texts that are there.
 *
 * Usage: node tools/count-tests.mjs FAILED_STEPS REPORT...
 */
import { existsSync, readFileSync } from "node:fs";

const [failedSteps, ...paths] = process.argv.slice(2);
const corporaAreThere = existsSync(process.env.WINDROW_CORPORA ?? new URL("../../shared/corpora", import.meta.url));

let [passed, skipped, failed] = [0, 0, 0];
for (const path of paths) {
  if (!existsSync(path)) {
    console.log(`no report ${path}`);
    failed++;
    continue;
  }
  [passed, skipped] = [0, 0];
  for (const { name, status, assertionResults } of JSON.parse(readFileSync(path, "utf8")).testResults) {
    const before = failed;
    for (const test of assertionResults) {
      const isMissingCorpus = corporaAreThere && test.status !== "passed" && test.fullName.includes("no corpora");
      if (test.status === "passed") passed++;
      else if (test.status === "failed" || isMissingCorpus) failed++;
      else skipped++;
    }
    if (status === "failed" && failed === before) {
      console.log(`could not be loaded: ${name}`);
      failed++;
    }
  }
}
// A failed test has failed its step already; a step that failed by itself counts once.
if (failed === 0) failed += Number(failedSteps);
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
