/**
 * Skipped tests by reason, for the end of a run (reporter.mjs) and for CI's count (../count-tests.mjs).
 *
 * @typedef {{ readonly file: string, readonly name: string }} Skipped a test, by its file and its whole name
 */

/** The reason that a test's name, or that of a group around it, ends with: `title [skipped: reason]`. */
function reasonIn(name) {
  return /\[skipped: ([^\]]+)\]/.exec(name)?.[1] ?? "no reason given";
}

/**
 * @param {readonly Skipped[]} skipped
 * @returns {Map<string, Skipped[]>} the most frequent reason first
 */
export function byReason(skipped) {
  const groups = new Map();
  for (const test of skipped) {
    const reason = reasonIn(test.name);
    groups.set(reason, [...(groups.get(reason) ?? []), test]);
  }
  return new Map([...groups].toSorted(([, some], [, others]) => others.length - some.length));
}

/** Python's modules are in the list only: each test asks for others. */
function briefly(reason) {
  return reason.replace(/^no python3? with .*/i, "no Python with the modules they need");
}

/**
 * One line: how many were skipped, of how many, and why.
 * @param {readonly Skipped[]} skipped
 * @param {number} all tests that ran or were skipped
 */
export function summaryOf(skipped, all) {
  const count = (number) => number.toLocaleString("en");
  if (skipped.length === 0) return `Skipped none of ${count(all)} tests.`;
  const counts = new Map();
  for (const [reason, tests] of byReason(skipped)) {
    const brief = briefly(reason);
    counts.set(brief, (counts.get(brief) ?? 0) + tests.length);
  }
  const reasons = Array.from(counts, ([reason, tests]) => `${count(tests)} ${reason}`);
  return `Skipped ${count(skipped.length)} of ${count(all)} tests: ${reasons.join("; ")}`;
}

/** Every skipped test by name, below its reason and its file. */
export function listOf(skipped) {
  const lines = [];
  for (const [reason, tests] of byReason(skipped)) {
    lines.push(`${reason} (${tests.length})`);
    for (const file of new Set(tests.map((test) => test.file))) {
      lines.push(`  ${file}`);
      for (const { name } of tests.filter((test) => test.file === file))
        lines.push(`    ${name.replace(/ ?\[skipped: [^\]]+\]/, "")}`);
    }
  }
  return lines.map((line) => `${line}\n`).join("");
}
