/**
 * minbpe's .model: a line "minbpe v1", the split pattern, the number of special tokens, a line for each of
 * them, then two ids a line, which make the ids from 256 on. The ids 0 to 255 are the bytes.
 * Source: karpathy/minbpe, base.py and regex.py.
 */
import { describe, quoted, shown } from "@windrow/core";
import type { EncodingDefinition } from "../encoding-definitions.ts";
import { MAX_SPECIAL_UNITS } from "../special/special-token-finder.ts";
import { byteString } from "../vocabulary/byte-string.ts";
import { vocabularyOfMerges } from "../vocabulary-sources/listed/vocabulary-of-merges.ts";
import { MAX_TOKENS } from "../vocabulary/pair-table.ts";
import { joinBytes, packTokens } from "../vocabulary/token-bytes.ts";
import type { Vocabulary } from "../vocabulary/vocabulary.ts";
import { invalidFile, notExportable, unsupported } from "./file-error.ts";
import { textOfFile } from "./file-text.ts";
import { listMerges } from "./list-merges.ts";
import type { ReadEncoding } from "./read-encoding.ts";
import { hasScanner } from "../split/patterns.ts";
import type { PatternFlavour } from "../patterns/pattern-set.ts";
import { matchesEverywhere } from "../patterns/matches-everywhere.ts";
import { splitOfPattern } from "../patterns/split-of-pattern.ts";
import { isSamePattern } from "../patterns/translate-pattern.ts";
import { UntranslatablePattern } from "../patterns/pattern-reader.ts";

const VERSION = "minbpe v1";
/** Its basic tokenizer does not split. */
const NO_SPLIT = "[^]+";
/** Bytes of all tokens: merges of a merge with itself make 2^40 of forty lines. */
const MAX_BYTES = 2 ** 24;

/** @throws BpeError BPE_INVALID_FILE naming the line, BPE_UNSUPPORTED_FILE */
export function readMinbpe(model: string | Uint8Array, name: string): ReadEncoding {
  const text = textOfFile("model", model, "the text or bytes of a .model file");
  const lines = text.split(/\r?\n/);
  if (lines[0]!.trim() !== VERSION) throw invalidFile(1, `is ${describe(lines[0])}; expected "${VERSION}".`);
  const pattern = (lines[1] ?? "").trim();
  const count = Number(lines[2]);
  if (!/^\d+$/.test(lines[2] ?? ""))
    throw invalidFile(3, `is ${describe(lines[2])}; expected the number of special tokens.`);
  const special = new Map<string, number>();
  for (let number = 4; number < 4 + count; number++) {
    const [token = "", id = "", more] = (lines[number - 1] ?? "").trim().split(" ");
    if (token === "" || !/^\d+$/.test(id) || more !== undefined)
      throw invalidFile(number, `is ${describe(lines[number - 1])}; expected a special token, a space and its id.`);
    if (Number(id) >= MAX_TOKENS)
      throw invalidFile(number, `has the id ${id}; expected one from 0 to ${MAX_TOKENS - 1}.`);
    special.set(token, Number(id));
  }
  const units = [...special.keys()].reduce((sum, { length }) => sum + length, 0);
  if (units > MAX_SPECIAL_UNITS)
    throw unsupported("special tokens", `have more than ${MAX_SPECIAL_UNITS} characters together: not supported.`);
  checkOrder([...special.keys()]);
  const vocabulary = readPairs(lines, 3 + count, special);
  return { definition: { name, specialTokens: special, ...splitOf(pattern) }, vocabulary };
}

/** minbpe takes the first of the file that stands at a place, and this package the longest. */
function checkOrder(tokens: readonly string[]): void {
  // Sorted, those that begin with another stand right behind it: the stack has what the token begins with.
  const sorted = tokens.map((token, order) => ({ token, order })).toSorted((a, b) => (a.token < b.token ? -1 : 1));
  const beginnings: { token: string; order: number }[] = [];
  for (const one of sorted) {
    while (beginnings.length > 0 && !one.token.startsWith(beginnings.at(-1)!.token)) beginnings.pop();
    const shorter = beginnings.find(({ order }) => order < one.order);
    if (shorter !== undefined)
      throw unsupported(
        "special tokens",
        `have ${describe(one.token)} after ${describe(shorter.token)}, which minbpe would find instead: not supported.`,
      );
    beginnings.push(one);
  }
}

function splitOf(pattern: string): Pick<EncodingDefinition, "pattern" | "split" | "flavour"> {
  if (pattern === "") return { pattern: NO_SPLIT, split: /[^]+/uy };
  try {
    const split = splitOfPattern(pattern, "python");
    if (typeof split === "string") return { pattern: split, split };
    if (!matchesEverywhere(pattern, "python"))
      throw unsupported(
        "the pattern in line 2",
        `may leave some text unmatched, which minbpe would drop: not supported. End it with |[\\s\\S]: ${shown(pattern)}.`,
      );
    return { pattern, split, flavour: "python" };
  } catch (error) {
    if (!(error instanceof UntranslatablePattern)) throw error;
    throw unsupported("the pattern in line 2", `${error.message}, which is not supported: ${shown(pattern)}.`, {
      cause: error,
    });
  }
}

/** @param before lines in front of the pairs */
function readPairs(lines: readonly string[], before: number, special: ReadonlyMap<string, number>): Vocabulary {
  const tokens: Uint8Array[] = Array.from({ length: 256 }, (_, byte) => Uint8Array.of(byte));
  const known = new Map<string, number>();
  const [lefts, rights, made]: [number[], number[], number[]] = [[], [], []];
  let sum = 0;
  for (let number = before + 1; number <= lines.length; number++) {
    const line = lines[number - 1]!.trim();
    if (line === "") continue;
    const [left, right] = (/^(\d+) (\d+)$/.exec(line) ?? []).slice(1).map(Number);
    if (left === undefined || right === undefined)
      throw invalidFile(number, `is ${describe(line)}; expected two ids with a space between.`);
    const id = tokens.length;
    if (left >= id || right >= id)
      throw invalidFile(
        number,
        `makes the id ${id} from ${line}, but a merge can only use earlier ids; the file may have been cut or its lines mixed up.`,
      );
    sum += tokens[left]!.length + tokens[right]!.length;
    if (sum > MAX_BYTES) throw invalidFile(number, `brings the tokens to more than ${MAX_BYTES} bytes in total.`);
    const bytes = joinBytes(tokens[left]!, tokens[right]!);
    const key = byteString(bytes);
    const other = known.get(key);
    if (other !== undefined)
      throw invalidFile(number, `makes the same bytes as the id ${other}; expected each token once.`);
    known.set(key, id);
    tokens.push(bytes);
    lefts.push(left);
    rights.push(right);
    made.push(id);
  }
  for (const [token, id] of special) {
    if (id < tokens.length)
      throw invalidFile("special tokens", `have ${describe(token)} with the id ${id}, which a merge has too.`, { id });
  }
  const columns = { lefts: Int32Array.from(lefts), rights: Int32Array.from(rights), made: Int32Array.from(made) };
  return vocabularyOfMerges({ tokens: packTokens(tokens), ...columns, takesWholeTokens: false });
}

/** @throws BpeError BPE_NOT_EXPORTABLE */
export function writeMinbpe({ pattern, specialTokens, flavour }: EncodingDefinition, vocabulary: Vocabulary): string {
  const fail = (why: string): Error => notExportable("minbpe's .model", why);
  const { bytes, offsets } = vocabulary.tokenBytes();
  for (let byte = 0; byte < 256; byte++) {
    if (offsets[byte + 1] !== byte + 1 || bytes[byte] !== byte)
      throw fail("the ids 0 to 255 must be the bytes in order, and are not (GPT-2's order differs).");
  }
  const merges = listMerges(vocabulary, "minbpe's .model");
  const gap = merges.findIndex(({ made }, i) => made !== 256 + i);
  if (gap !== -1) throw fail(`merge ${gap} makes the id ${merges[gap]!.made}, not ${256 + gap}.`);
  for (const token of specialTokens.keys()) {
    if (/\s/.test(token)) throw fail(`its special token ${quoted(token)} has white space.`);
  }
  if (pattern !== NO_SPLIT && (/[\r\n]/.test(pattern) || pattern !== pattern.trim() || !isPython(pattern, flavour)))
    throw fail(`its pattern ${shown(pattern)} can't be written in Python's syntax.`);
  return [
    VERSION,
    pattern === NO_SPLIT ? "" : pattern,
    specialTokens.size,
    ...[...specialTokens].map(([token, id]) => `${token} ${id}`),
    ...merges.map(({ left, right }) => `${left} ${right}`),
    "",
  ].join("\n");
}

/** Whether a pattern means in Python what it does here: of those that have a scanner, Python reads the same. */
function isPython(pattern: string, flavour: PatternFlavour = "javascript"): boolean {
  return hasScanner(pattern) || flavour === "python" || isSamePattern(pattern, flavour, "python");
}
