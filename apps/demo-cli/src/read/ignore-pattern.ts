/**
 * One line of a .gitignore, matched as git does it (dir.c and wildmatch.c of git 2.39): bytes, not characters, two stars
 * only between slashes, character classes, an unfinished `[` or `\` that matches nothing. Upper and lower case differ,
 * as they do in git on Linux.
 *
 * Why not npm's `ignore` 7.0.17: it makes regular expressions of patterns, and one with five pairs of stars takes 2 s for
 * a path of 60 folders, eight of them hours. Here all states of a pattern move on together, so time is bounded by its
 * length times that of the path. It also looks at a path's folders again, so that a nested file can't bring back a folder
 * that one above it leaves out, and its `?` is a character, where git's is a byte.
 */

/** A line that says something. */
export interface IgnorePattern {
  /** Whether it brings back what an earlier line leaves out. */
  readonly isNegative: boolean;
  /** Whether it is about folders only. */
  readonly isForFolders: boolean;
  /** Whether it is compared with the name alone, wherever that is below; else with the path from its file's folder on. */
  readonly isOfName: boolean;
  /** @param bytes a name or a path with `/`, as `bytesOf` gives it */
  matches(bytes: string): boolean;
}

/** A text's bytes of UTF-8, each as a character: what patterns are compared with. */
export function bytesOf(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return /^[\0-\x7f]*$/.test(text) ? text : Buffer.from(text).toString("latin1");
}

/** @param line its bytes as characters, without the line end; undefined for a comment, or where nothing is left of it */
export function parseIgnoreLine(line: string): IgnorePattern | undefined {
  if (line.startsWith("#")) return undefined;
  let pattern = withoutTrailingSpaces(line.split("\0", 1)[0]!);
  const isNegative = pattern.startsWith("!");
  if (isNegative) pattern = pattern.slice(1);
  const isForFolders = pattern.endsWith("/");
  if (isForFolders) pattern = pattern.slice(0, -1);
  const isOfName = !pattern.includes("/");
  if (pattern.startsWith("/")) pattern = pattern.slice(1);
  if (pattern === "") return undefined;
  return { isNegative, isForFolders, isOfName, matches: matcherOf(pattern) };
}

/** Spaces at the end do not count, unless a backslash is before them. */
function withoutTrailingSpaces(line: string): string {
  let end = line.length;
  while (end > 0 && line[end - 1] === " ") end--;
  let backslashes = 0;
  while (line[end - 1 - backslashes] === "\\") backslashes++;
  return line.slice(0, backslashes % 2 === 1 ? end + 1 : end);
}

function matcherOf(pattern: string): (bytes: string) => boolean {
  const literal = /^[^*?[\\]*/.exec(pattern)![0];
  if (literal.length === pattern.length) return (bytes) => bytes === pattern;
  if (/^\*[^*?[\\/]*$/.test(pattern) && pattern.length > 1) {
    const ending = pattern.slice(1);
    // In a path `*` stops at a slash; such a pattern is compared with names.
    return (bytes) => bytes.endsWith(ending) && !bytes.includes("/");
  }
  const steps = parseSteps(pattern.slice(literal.length));
  if (steps === undefined) return () => false;
  const shortest = literal.length + bytesNeeded(steps);
  return (bytes) => bytes.length >= shortest && bytes.startsWith(literal) && runSteps(steps, bytes, literal.length);
}

/** One of some bytes; any run without a slash; any run; a way around the next two steps. */
type Step = { readonly kind: "one"; readonly bytes: Uint8Array } | { readonly kind: "run" | "all" | "fork" };

/** The bytes that steps take at least: a pattern longer than any path is not held against one step by step. */
function bytesNeeded(steps: readonly Step[]): number {
  let bytes = 0;
  // A way around two steps goes around one byte.
  for (const { kind } of steps) bytes += kind === "one" ? 1 : kind === "fork" ? -1 : 0;
  return bytes;
}

const SLASH = 0x2f;
const NOT_SLASH = Uint8Array.from({ length: 256 }, (_, byte) => Number(byte !== SLASH));

/** Made once each: a file of patterns has many. */
const ONLY: Uint8Array[] = [];
function onlyByte(byte: number): Uint8Array {
  return (ONLY[byte] ??= Uint8Array.from({ length: 256 }, (_, other) => Number(other === byte)));
}

/** @returns undefined where the pattern can't match anything */
function parseSteps(pattern: string): Step[] | undefined {
  const steps: Step[] = [];
  for (let at = 0; at < pattern.length;) {
    const character = pattern[at]!;
    if (character === "*") {
      const [run] = /^\*+/.exec(pattern.slice(at))!;
      const after = pattern.slice(at + run.length);
      // `x**` after a literal beginning is at the start here, and counts as after a slash: so it does in git.
      const isDeep = run.length > 1 && (at === 0 || pattern[at - 1] === "/") && /^(?:$|\\?\/)/.test(after);
      // With the slash behind it, it may stand for nothing at all.
      if (isDeep && after.startsWith("/")) steps.push({ kind: "fork" });
      steps.push({ kind: isDeep ? "all" : "run" });
      at += run.length;
    } else if (character === "?") {
      steps.push({ kind: "one", bytes: NOT_SLASH });
      at++;
    } else if (character === "[") {
      const found = parseClass(pattern, at);
      if (found === undefined) return undefined;
      steps.push({ kind: "one", bytes: found.bytes });
      at = found.end;
    } else {
      if (character === "\\") at++;
      if (at === pattern.length) return undefined;
      steps.push({ kind: "one", bytes: onlyByte(pattern.charCodeAt(at)) });
      at++;
    }
  }
  return steps;
}

const isIn =
  (expression: RegExp) =>
  (byte: number): boolean =>
    byte < 0x80 && expression.test(String.fromCharCode(byte));
const NAMED: ReadonlyMap<string, (byte: number) => boolean> = new Map([
  ["alnum", isIn(/[A-Za-z0-9]/)],
  ["alpha", isIn(/[A-Za-z]/)],
  ["blank", isIn(/[ \t]/)],
  // oxlint-disable-next-line no-control-regex
  ["cntrl", isIn(/[\0-\x1f\x7f]/)],
  ["digit", isIn(/[0-9]/)],
  ["graph", isIn(/[!-~]/)],
  ["lower", isIn(/[a-z]/)],
  ["print", isIn(/[ -~]/)],
  ["punct", isIn(/[!-/:-@[-`{-~]/)],
  ["space", isIn(/[ \t-\r]/)],
  ["upper", isIn(/[A-Z]/)],
  ["xdigit", isIn(/[0-9A-Fa-f]/)],
]);

/** `[a-z]`, from its bracket on. @returns undefined where it has no end, or names an unknown class */
function parseClass(pattern: string, start: number): { bytes: Uint8Array; end: number } | undefined {
  const bytes = new Uint8Array(256);
  let at = start + 1;
  const isNegated = pattern[at] === "!" || pattern[at] === "^";
  if (isNegated) at++;
  /** The byte that a range may begin with. */
  let before: number | undefined;
  /** The next bracket that closes, looked for once: `[:[:[:` would have it looked for at each. */
  let close = start;
  // A bracket at the beginning is one of the characters.
  for (let isFirst = true; isFirst || pattern[at] !== "]"; isFirst = false, at++) {
    if (at >= pattern.length) return undefined;
    if (close <= at) close = pattern.indexOf("]", at + 1);
    if (close < 0) return undefined;
    const isNamed = pattern.startsWith("[:", at) && pattern[close - 1] === ":" && close - 1 >= at + 2;
    if (pattern[at] === "-" && before !== undefined && at + 1 < pattern.length && pattern[at + 1] !== "]") {
      at += pattern[at + 1] === "\\" ? 2 : 1;
      if (at >= pattern.length) return undefined;
      for (let byte = before; byte <= pattern.charCodeAt(at); byte++) bytes[byte] = 1;
      before = undefined;
    } else if (isNamed) {
      const has = NAMED.get(pattern.slice(at + 2, close - 1));
      if (has === undefined) return undefined;
      for (let byte = 0; byte < 256; byte++) if (has(byte)) bytes[byte] = 1;
      at = close;
      before = undefined;
    } else {
      if (pattern[at] === "\\") at++;
      if (at >= pattern.length) return undefined;
      before = pattern.charCodeAt(at);
      bytes[before] = 1;
    }
  }
  return { bytes: bytes.map((one, byte) => (isNegated ? 1 - one : one) & NOT_SLASH[byte]!), end: at + 1 };
}

/** Whether the steps take all bytes from a place on. Which of them may be next is known for all at once. */
function runSteps(steps: readonly Step[], bytes: string, from: number): boolean {
  let next = new Uint8Array(steps.length + 1);
  let states = new Uint8Array(steps.length + 1);
  states[0] = 1;
  passRuns(steps, states);
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes.charCodeAt(at);
    next.fill(0);
    let isAlive = false;
    for (const [i, step] of steps.entries()) {
      if (states[i] === 0) continue;
      if (
        step.kind === "one" ? step.bytes[byte] === 0 : step.kind === "fork" || (step.kind === "run" && byte === SLASH)
      )
        continue;
      next[step.kind === "one" ? i + 1 : i] = 1;
      isAlive = true;
    }
    if (!isAlive) return false;
    [states, next] = [next, states];
    passRuns(steps, states);
  }
  return states[steps.length] === 1;
}

/** A run may be empty, so what follows it may be next as well. */
function passRuns(steps: readonly Step[], states: Uint8Array): void {
  for (const [i, step] of steps.entries()) {
    if (states[i] === 0 || step.kind === "one") continue;
    states[i + 1] = 1;
    if (step.kind === "fork") states[i + 3] = 1;
  }
}
