/**
 * The end of a run of vitest: its last line says how many tests were skipped and why, and a file beside
 * the JSON report has their names.
 *
 * It fails the run for what vitest would let pass or not name: a file that did not finish, because it hung
 * (watch-file.mjs) or its process ended otherwise, and a file of which every test was skipped. The latter may be in
 * the long tests, some of which need a browser for everything; it is listed then.
 */
import { mkdirSync, writeFileSync, writeSync } from "node:fs";
import { dirname, relative } from "node:path";
import { listOf, summaryOf } from "./skipped.mjs";

const [STDOUT, STDERR] = [1, 2];

/** @param {import("./reporter.mjs").EndReporterSettings} settings */
export function endReporter({ root, listFile, mayBeSkipped }) {
  let vitest;

  function read(module) {
    // A project that runs the files of another says so in brackets.
    const [note = ""] = / \(.*\)$/.exec(module.project.name) ?? [];
    const file = relative(root, module.moduleId) + note;
    const tests = [...module.children.allTests()];
    const withState = (state) => tests.filter((test) => test.result().state === state);
    const skipped = withState("skipped").map((test) => ({ file, name: test.fullName }));
    const isUnfinished = ["pending", "queued"].includes(module.state()) || withState("pending").length > 0;
    return { file, tests: tests.length, skipped, isUnfinished };
  }

  return {
    onInit(started) {
      vitest = started;
    },

    onTestRunEnd(modules, _errors, reason) {
      // A run of some tests by name skips the others, and one that was interrupted finishes none.
      if (vitest.config.testNamePattern !== undefined || reason === "interrupted") return;
      const files = modules.map(read);
      const skipped = files.flatMap((file) => file.skipped);
      const all = files.reduce((sum, file) => sum + file.tests, 0);
      const faults = files.filter((file) => file.isUnfinished).map(({ file }) => `FAIL ${file}: it did not finish`);
      const idle = files.filter((file) => file.tests > 0 && file.skipped.length === file.tests).map(({ file }) => file);
      if (!mayBeSkipped) faults.push(...idle.map((file) => `FAIL ${file}: every test of it was skipped`));
      mkdirSync(dirname(listFile), { recursive: true });
      writeFileSync(listFile, listOf(skipped));

      if (faults.length > 0) process.exitCode = 1;
      const nothing = mayBeSkipped && idle.length > 0 ? [`Nothing of these files ran: ${idle.join(", ")}`] : [];
      const names = skipped.length > 0 ? ` (names: ${relative(process.cwd(), listFile)})` : "";
      // Other reporters write until the end.
      process.once("exit", () => {
        if (faults.length > 0) writeSync(STDERR, `\n${faults.join("\n")}\n`);
        writeSync(STDOUT, `${["", ...nothing, summaryOf(skipped, all) + names].join("\n")}\n`);
      });
    },
  };
}
