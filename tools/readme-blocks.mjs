/**
 * The ```ts, ```cjs and ```python blocks of a Markdown page, and what their comments promise behind each
 * `console.log` or `print`: `console.log(x); // printed`, or in the lines below where it is longer.
 * Tests run them against the workspace, `pnpm release:verify` against what was published.
 */
import { readFileSync } from "node:fs";

const PRINTED = { call: "console.log(", beside: /; \/\/ (.*)$/, below: /^\s*\/\/ ?(.*)$/ };

/** The blocks of a page: the line each begins in, its code, and the lines that it must print. */
export function readBlocks(page) {
  return blocksOf(page, "ts").map((block) => ({ ...block, prints: promised(block.code, PRINTED) }));
}

/** As `readBlocks`, of the blocks in CommonJS. */
export function readCommonBlocks(page) {
  return blocksOf(page, "cjs").map((block) => ({ ...block, prints: promised(block.code, PRINTED) }));
}

/** As `readBlocks`, of the blocks in Python. */
export function readPythonBlocks(page) {
  const printed = { call: "print(", beside: / {2}# (.*)$/, below: /^\s*# ?(.*)$/ };
  return blocksOf(page, "python").map((block) => ({ ...block, prints: promised(block.code, printed) }));
}

function blocksOf(page, language) {
  const text = readFileSync(page, "utf8");
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, "gms"))].map((match) => ({
    line: text.slice(0, match.index).split("\n").length,
    code: match[1],
  }));
}

/** What the comments promise. */
function promised(code, { call, beside, below }) {
  const lines = code.split("\n");
  return lines.flatMap((line, i) => {
    if (!line.includes(call)) return [];
    const comment = beside.exec(line)?.[1];
    if (comment !== undefined) return [comment];
    const rest = lines.slice(i + 1).map((next) => below.exec(next)?.[1]);
    const end = rest.indexOf(undefined);
    if (end === 0) throw new Error(`no comment says what this prints: ${line}`);
    return rest.slice(0, end === -1 ? undefined : end);
  });
}
