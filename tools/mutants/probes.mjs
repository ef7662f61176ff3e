/**
 * Which test files ever come to a place of the program: every block that has mutants gets a probe, which notes the test
 * that runs. A test that does not come to a mutant's block can't notice the mutant, and is not run for it.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync } from "oxc-parser";

/** What a probe calls; each source has its own, at its end, so that lines stay where they are. */
const PROBE = "mutantsProbe";
/** The test file that runs, in Vitest's process and those that it starts. */
export const TEST_NAME = "MUTANTS_TEST";
/** Notes of processes that were started without the variable. */
const UNNAMED = "unnamed";

/**
 * @param {string} path for the parser
 * @param {string} text of a source
 * @param {readonly { start: number, end: number }[]} mutants of it
 * @param {string} prefix of the names of this source's probes
 * @param {string} notes the folder that they write to
 * @returns {{ text: string, probes: (string | undefined)[] }} the text with probes, and the name of each mutant's;
 *   undefined for one that is in no block, which runs wherever its file is loaded
 */
export function withProbes(path, text, mutants, prefix, notes) {
  const blocks = blocksOf(path, text);
  const innermost = ({ start, end }) =>
    blocks.findLast((block) => block.start <= start && end <= block.end && block.end - block.start > end - start);
  const found = mutants.map(innermost);
  const names = new Map();
  for (const block of found) if (block !== undefined && !names.has(block)) names.set(block, `${prefix}-${names.size}`);
  const insertions = [...names].flatMap(([{ start, end, isExpression }, name]) => {
    const call = `${PROBE}(${JSON.stringify(name)})`;
    return isExpression
      ? [
          { at: start, order: start - end, text: `(${call}, ` },
          { at: end, order: -start, text: ")" },
        ]
      : [{ at: start + 1, order: 0, text: `${call};` }];
  });
  insertions.sort((a, b) => a.at - b.at || a.order - b.order);
  let probed = "";
  let done = 0;
  for (const { at, text: inserted } of insertions) {
    probed += text.slice(done, at) + inserted;
    done = at;
  }
  probed += text.slice(done);
  return {
    text: names.size === 0 ? text : probed + probeFunction(notes),
    probes: found.map((block) => names.get(block)),
  };
}

/** Blocks and the expressions of arrow functions, outer ones before those within. */
function blocksOf(path, text) {
  const { program } = parseSync(path, text);
  const blocks = [];
  const visit = (node) => {
    if (Array.isArray(node)) return node.forEach(visit);
    if (typeof node?.type !== "string") return;
    if (node.type === "BlockStatement") blocks.push({ start: node.start, end: node.end, isExpression: false });
    if (node.type === "ArrowFunctionExpression" && node.body.type !== "BlockStatement")
      blocks.push({ start: node.body.start, end: node.body.end, isExpression: true });
    for (const value of Object.values(node)) if (typeof value === "object" && value !== null) visit(value);
  };
  visit(program);
  return blocks.toSorted((a, b) => a.start - b.start || b.end - a.end);
}

/** Anywhere but in Node nothing is noted. */
function probeFunction(notes) {
  return `
function ${PROBE}(name: string): void {
  const all = globalThis as any;
  const seen: Set<string> = (all.${PROBE}Seen ??= new Set());
  if (seen.has(name)) return;
  seen.add(name);
  try {
    const test: string = all.process.env.${TEST_NAME} ?? "${UNNAMED}";
    all.process.getBuiltinModule("node:fs").appendFileSync(${JSON.stringify(`${notes}/`)} + test, name + "\\n");
  } catch {}
}
`;
}

/** The name of a test's notes. */
export function notesName(test) {
  return test.replaceAll("/", "+");
}

/**
 * @param {string} folder of notes, each written by the probes of one test
 * @returns {(test: string, probe: string) => boolean} whether a test came there; what no test is known to have come to
 *   from a process without a name may have been any of them
 */
export function readNotes(folder) {
  const notes = new Map();
  for (const name of existsSync(folder) ? readdirSync(folder) : [])
    notes.set(name, new Set(readFileSync(join(folder, name), "utf8").split("\n")));
  const unnamed = notes.get(UNNAMED);
  return (test, probe) => (notes.get(notesName(test))?.has(probe) ?? false) || (unnamed?.has(probe) ?? false);
}
