/** One mutant: put into a copy of the workspace, its tests run, and the copy as it was again. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { applied } from "./mutations.mjs";
import { runLimited } from "./run-limited.mjs";
import { restoreBuild } from "./scratch.mjs";

/** How much longer than without the mutant the tests may take. */
const PATIENCE = 6;

/** Runs test files in this order, up to the first failure or, with `bail` 0, to their end. */
export async function runTests({ folder, config }, tests, seconds, bail = 1) {
  const report = join(folder, ".mutants-report.json");
  rmSync(report, { force: true });
  // Tests that are killed leave their files behind: these go with the copies.
  const temporary = `${folder}-tmp`;
  mkdirSync(temporary, { recursive: true });
  const env = {
    ...process.env,
    TMPDIR: temporary,
    TMP: temporary,
    TEMP: temporary,
    MUTANTS_TESTS: JSON.stringify(tests),
    MUTANTS_REPORT: report,
    MUTANTS_BAIL: String(bail),
  };
  const vitest = join(folder, "node_modules/vitest/vitest.mjs");
  const args = [vitest, "run", "--root", folder, "--config", config, ...tests.map((test) => join(folder, test))];
  const run = await runLimited(process.execPath, args, { cwd: folder, env, seconds });
  // Without a report no test was even begun, or the time limit ended all of them.
  const hasRun = existsSync(report);
  return { ...run, hasRun, files: hasRun ? JSON.parse(readFileSync(report, "utf8")).testResults : [] };
}

/**
 * @param {string} pristine the workspace as it was
 * @param {{ direct: string[], built: string[] }} related from `testsOf`
 * @param {ReadonlyMap<string, number>} seconds that each test file takes
 * @param {{ start: number, enough: number }} limits how long a run of Vitest may take besides, and after how many
 *   seconds of tests a mutant counts as a survivor
 * @returns {Promise<{ outcome: "killed" | "timed out" | "does not build" | "survived" | "untested" | "did not run", by?: string, left?: number }>} `left` are tests
 *   that were not run, for there were enough
 */
export async function tryMutant(pristine, scratch, mutant, room, related, seconds, limits) {
  const path = join(scratch.folder, mutant.file);
  const text = readFileSync(join(pristine, mutant.file), "utf8");
  let isBuilt = false;
  writeFileSync(path, applied(text, mutant));
  try {
    if (related.direct.length > 0) {
      const result = await judged(scratch, related.direct, seconds, limits);
      if (result.outcome !== "survived") return result;
    }
    if (related.built.length > 0 && room.build !== undefined) {
      isBuilt = true;
      if (!(await builds(scratch, room))) return { outcome: "does not build" };
      return await judged(scratch, related.built, seconds, limits);
    }
    return { outcome: related.direct.length > 0 ? "survived" : "untested" };
  } finally {
    writeFileSync(path, text);
    if (isBuilt) restoreBuild(pristine, scratch, room.folder);
  }
}

async function judged(scratch, related, seconds, { start, enough }) {
  let expected = 0;
  const tests = related.filter((test, i) => i === 0 || (expected += seconds.get(test)) <= enough);
  const limit = start + PATIENCE * tests.reduce((sum, test) => sum + seconds.get(test), 0);
  const { code, isTimeout, hasRun, files } = await runTests(scratch, tests, limit);
  if (isTimeout) return { outcome: "timed out" };
  if (!hasRun) return { outcome: "did not run" };
  const left = related.length - tests.length;
  if (code === 0) return { outcome: "survived", ...(left > 0 && { left }) };
  // Those that were cancelled count as failed as well, without a test that failed.
  const failuresOf = ({ assertionResults }) => assertionResults.filter(({ status }) => status === "failed");
  const failed = files.find((file) => failuresOf(file).length > 0) ?? files.find(({ status }) => status === "failed");
  const by = failed?.name.replace(`${scratch.folder}/`, "");
  // Vitest's own limit: a busy machine may be the reason.
  const messages = failed === undefined ? [] : failuresOf(failed).flatMap(({ failureMessages }) => failureMessages);
  const isSlow =
    messages.length > 0 && messages.every((message) => /^(Error: )?(Test|Hook) timed out in /.test(message));
  return { outcome: isSlow ? "timed out" : "killed", by };
}

/** @returns {Promise<boolean>} whether a package can be built */
export async function builds({ folder }, room) {
  const PATH = [join(folder, "node_modules/.bin"), process.env.PATH].join(delimiter);
  const cwd = join(folder, room.folder);
  const env = { ...process.env, PATH };
  const { code, isTimeout } = await runLimited(room.build, [], { cwd, env, seconds: 300, shell: true });
  return code === 0 && !isTimeout;
}
