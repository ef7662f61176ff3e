/**
 * No source of a package or of the terminal tool runs texts as code, or loads a module that a text names; and none
 * asks for a file's status in the way that breaks Node 20 (packages/core/src/node/regular-file.ts).
 */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, test } from "vitest";
import { roomsOf } from "../../tools/rooms.mjs";

const root = join(import.meta.dirname, "../..");
/** Opens the dataset module that a program gives its own loader's workers, as SECURITY.md says. */
const OPENS_THE_CALLERS_MODULE = "packages/dataset/src/load-worker-module.ts";

/** Runs one text of its own, a constant, in Node's main context: see its header. */
const RUNS_A_CONSTANT = "packages/embeddings/src/runtime/main-realm.ts";

const UNSAFE: Readonly<Record<string, RegExp>> = {
  eval: /\beval\s*\(/,
  "new Function": /\bFunction\s*\(/,
  "node:vm": /["'](?:node:)?vm["']/,
  "a shell": /\bexec(?:Sync)?\s*\(\s*[`"']|shell:\s*true/,
  "an import of what is not a literal": /\bimport\s*\((?!\s*["'])/,
  "a require of what is not a literal": /\brequire\s*\((?!\s*["'])/,
  "a status without bigints": /\b[lf]?statSync\s*\((?![^;]*\bbigint: true)/,
  "realpathSync and not its native form": /\brealpathSync\s*\(/,
  // The bundler takes these for calls without effects, and leaves out what is called for its error alone.
  "a call that is only to throw":
    /^\s*(?:(?:de|en)codeURI(?:Component)?|String|Number|BigInt|Symbol\.for|new (?:URL|RegExp|TextDecoder))\([^;{}\n]*\);$/m,
  "a timer with a text": /\bset(?:Timeout|Interval)\s*\(\s*["'`]/,
};

/** Code alone: comments may speak of what code may not do. */
function codeOf(path: string): string {
  return readFileSync(path, "utf8").replaceAll(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, "");
}

function unsafeIn(code: string): string[] {
  return Object.keys(UNSAFE).filter((name) => UNSAFE[name]!.test(code));
}

const sources = roomsOf(root)
  .map((room) => join(root, room, "src"))
  .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)))
  .filter((path) => /\.tsx?$/.test(path));

test("nothing unsafe in any source", () => {
  expect(sources.length).toBeGreaterThan(300);
  const found = sources
    .map((path) => [relative(root, path), ...unsafeIn(codeOf(path))])
    .filter(([, ...names]) => names.length > 0);
  expect(found).toEqual([
    [OPENS_THE_CALLERS_MODULE, "an import of what is not a literal"],
    [RUNS_A_CONSTANT, "node:vm"],
  ]);
  const ran = codeOf(join(root, RUNS_A_CONSTANT)).match(/runInThisContext\(.*?\)/g);
  expect(ran).toEqual(["runInThisContext(OF_MAIN)"]);
});

test.each([
  ["eval(text)", "eval"],
  ["new Function(text)", "new Function"],
  ["await import(name)", "an import of what is not a literal"],
  ["import(`./${name}.js`)", "an import of what is not a literal"],
  ["require(name)", "a require of what is not a literal"],
  ['setTimeout("text")', "a timer with a text"],
  ["try {\n  decodeURIComponent(text);\n} catch {}", "a call that is only to throw"],
  ["new RegExp(pattern, flags);", "a call that is only to throw"],
  ["statSync(path)", "a status without bigints"],
  ["fs.fstatSync(fd).isFile(); f({ bigint: true })", "a status without bigints"],
  ["realpathSync(path)", "realpathSync and not its native form"],
])("%s would be found", (code, name) => {
  expect(unsafeIn(code)).toEqual([name]);
});
