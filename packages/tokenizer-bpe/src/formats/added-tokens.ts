/**
 * The added tokens of a tokenizer.json, as far as they are special tokens here: Hugging Face finds those that
 * are not special in every text, and strips or looks at what stands around some; such files are refused.
 * Source: huggingface/tokenizers 0.23, tokenizer/added_vocabulary.rs.
 */
import { describe } from "@windrow/core";
import { MAX_SPECIAL_UNITS } from "../special/special-token-finder.ts";
import { MAX_TOKENS } from "../merge/pair-table.ts";
import { invalidFile, isRecord, unsupported } from "./file-error.ts";

/** Flags that each added token has in the file. */
const FLAGS = ["special", "single_word", "lstrip", "rstrip", "normalized"] as const;
/** Steps to compare normalized with other tokens, at most. */
const MAX_COMPARED = 10 ** 8;

/** @returns ids by token, in the order of the file. @throws BpeError BPE_INVALID_FILE, BPE_UNSUPPORTED_FILE */
export function readAddedTokens(added: unknown): Map<string, number> {
  const special = new Map<string, number>();
  if (added === undefined) return special;
  if (!Array.isArray(added)) throw invalidFile("added_tokens", `is ${describe(added)}; expected an array.`);
  const normalized: string[] = [];
  let units = 0;
  for (const [i, token] of (added as unknown[]).entries()) {
    const { id, content, isNormalized } = readAddedToken(token, `added_tokens[${i}]`);
    if (special.has(content))
      throw invalidFile(`added_tokens[${i}].content`, `is ${describe(content)}, which another added token has too.`);
    special.set(content, id);
    units += content.length;
    if (units > MAX_SPECIAL_UNITS)
      throw unsupported("added_tokens", `have more than ${MAX_SPECIAL_UNITS} characters together: not supported.`);
    if (isNormalized) normalized.push(content);
  }
  checkOverlaps(normalized, [...special.keys()]);
  return special;
}

function readAddedToken(token: unknown, field: string): { id: number; content: string; isNormalized: boolean } {
  if (!isRecord(token)) throw invalidFile(field, `is ${describe(token)}; expected an object.`);
  const { id, content } = token;
  if (typeof content !== "string" || content === "" || /\p{Surrogate}/u.test(content))
    throw invalidFile(`${field}.content`, `is ${describe(content)}; expected a text.`);
  if (!(Number.isInteger(id) && (id as number) >= 0 && (id as number) < MAX_TOKENS))
    throw invalidFile(`${field}.id`, `is ${describe(id)}; expected an integer from 0 to ${MAX_TOKENS - 1}.`);
  for (const flag of FLAGS) {
    if (typeof token[flag] !== "boolean")
      throw invalidFile(`${field}.${flag}`, `is ${describe(token[flag])}; expected true or false.`);
  }
  if (token["special"] !== true)
    throw unsupported(
      `${field}.special`,
      `is false for ${describe(content)}: Hugging Face finds such a token in every text, which is not supported.`,
    );
  for (const flag of ["single_word", "lstrip", "rstrip"]) {
    if (token[flag] === true) throw unsupported(`${field}.${flag}`, `is true for ${describe(content)}: not supported.`);
  }
  return { id: id as number, content, isNormalized: token["normalized"] === true };
}

/**
 * Those that are not normalized are cut out of a text first, the others out of what is left: where two of the
 * two kinds can overlap, this is another choice than the leftmost and longest of all.
 */
function checkOverlaps(normalized: readonly string[], all: readonly string[]): void {
  if (normalized.length === 0 || normalized.length === all.length) return;
  const isNormalized = new Set(normalized);
  const others = all.filter((token) => !isNormalized.has(token));
  let steps = 0;
  for (const one of normalized) {
    for (const other of others) {
      steps += Math.min(one.length, other.length) ** 2 + 1;
      if (steps <= MAX_COMPARED && !mayOverlap(one, other)) continue;
      throw unsupported(
        "added_tokens",
        steps > MAX_COMPARED
          ? "are normalized and not normalized, and too many or too long to compare."
          : `have ${describe(one)}, normalized, and ${describe(other)}, not normalized, which may overlap in a text: not supported.`,
      );
    }
  }
}

function mayOverlap(one: string, other: string): boolean {
  if (one.includes(other) || other.includes(one)) return true;
  for (let length = 1; length < Math.min(one.length, other.length); length++) {
    if (one.endsWith(other.slice(0, length)) || other.endsWith(one.slice(0, length))) return true;
  }
  return false;
}

/**
 * Hugging Face's library has the id of the vocabulary where a token is in it, else the next free one, whatever
 * the file says: where that is another, a file that says so is refused.
 * @param idOf the id that the vocabulary has for a token
 * @param size tokens of the vocabulary
 * @throws BpeError BPE_INVALID_FILE
 */
export function checkAddedIds(
  special: ReadonlyMap<string, number>,
  idOf: (token: string) => unknown,
  size: number,
): void {
  const tokens = new Map<number, string>();
  let last = -1;
  for (const [token, id] of special) {
    const listed = idOf(token);
    if (listed !== undefined && listed !== id)
      throw invalidFile(
        "added_tokens",
        `has ${describe(token)} with the id ${id}, and model.vocab with ${describe(listed)}; expected the same in both.`,
        { id },
      );
    const next = last >= size ? last + 1 : size;
    if (listed === undefined && id !== next)
      throw invalidFile(
        "added_tokens",
        `has ${describe(token)} with the id ${id}, which is not in model.vocab: Hugging Face would give it ${next}. List it in model.vocab as well.`,
        { id },
      );
    if (tokens.has(id))
      throw invalidFile(
        "added_tokens",
        `has the id ${id} twice, for ${describe(tokens.get(id))} and ${describe(token)}; expected each id once.`,
        { id },
      );
    tokens.set(id, token);
    last = Math.max(last, id);
  }
}
