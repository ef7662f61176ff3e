/** The parts of a file that people read: text that is not code, with every character in its place. */

const spaces = (text) => text.replaceAll(/[^\n]/g, " ");

/**
 * A Markdown page without its blocks of code and its generated tables (`<!-- bench ... -->` to `<!-- bench end -->`).
 * @returns {{ kind: "text", start: number, text: string }[]} one part; offsets are the page's
 */
export function proseOfMarkdown(page) {
  const text = page
    .replaceAll(/^[ >]*```[^]*?^[ >]*```/gm, spaces)
    .replaceAll(/<!-- bench (?!end)[^]*?<!-- bench end -->/g, spaces);
  return [{ kind: "text", start: 0, text }];
}

/** What a scan of code stops at: comments (lines of `//` in a row are one), strings, and literals of expressions. */
const PARTS =
  /(\/\*[^]*?\*\/|\/\/[^\n]*(?:\n[ \t]*\/\/[^\n]*)*)|("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\[^]|[^`\\])*`)|(?<=(?:^|[(,=:[!&|?{};]|\breturn|=>)\s*)\/(?![/*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\//g;

/** A comment without its stars and slashes, as long as it was. */
const withoutMarks = (comment) =>
  comment
    .replace(/^\/\*+|^\/\//, spaces)
    .replace(/\*\/$/, spaces)
    .replaceAll(/\n[ \t]*(?:\*|\/\/)/g, spaces);

/**
 * Comments and strings of a program in JavaScript or TypeScript.
 * @returns {{ kind: "comment" | "string", start: number, text: string }[]} in their order; offsets are the program's
 */
export function proseOfCode(program) {
  const parts = [];
  for (const { 0: all, 1: comment, 2: string, index } of program.matchAll(PARTS)) {
    if (comment !== undefined) parts.push({ kind: "comment", start: index, text: withoutMarks(all) });
    else if (string !== undefined) parts.push({ kind: "string", start: index + 1, text: all.slice(1, -1) });
  }
  return parts;
}
