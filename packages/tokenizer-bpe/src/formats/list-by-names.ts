/** Tokens and merges by their names, as JSON.parse gives them: whatever is wrong with them is reported. */
import { describe } from "@windrow/core";
import { standsForOther, writeBytesOf } from "../vocabulary/byte-alphabet.ts";
import { MAX_TOKENS } from "../vocabulary/pair-table.ts";
import type { TokenBytes } from "../vocabulary/token-bytes.ts";
import { invalidFile, isRecord, unsupported } from "./file-error.ts";
import type { ListedPlaces, Listing } from "./listed-vocabulary.ts";

/**
 * @param vocab ids by token, in printable characters
 * @param merges two tokens each
 * @param special tokens of the vocabulary that stand for themselves; bytes, and what merges join or make, are
 *   tokens all the same, and so is, where `takesWholeTokens`, what stands for another text
 * @param takesWholeTokens whether a piece that is a token is taken as it is
 * @throws BpeError BPE_INVALID_FILE
 */
export function listByNames(
  vocab: unknown,
  merges: readonly (readonly [string, string])[],
  special: ReadonlySet<string>,
  places: ListedPlaces,
  takesWholeTokens = false,
): Listing {
  const ids = checkVocab(vocab, places.vocab);
  const names = namesById(ids, alone(special, merges, takesWholeTokens), places.vocab);
  const tokens = bytesOfNames(names, places.vocab);
  const idOf = (name: string, merge: number): number => {
    const id = ids[name];
    if (typeof id === "number" && names[id] === name && tokens.offsets[id + 1]! > tokens.offsets[id]!) return id;
    throw invalidFile(
      places.merge(merge),
      `merges ${merges[merge]!.map(describe).join(" and ")}, but ${describe(name)} is not a token of ${places.vocab}.`,
      { merge },
    );
  };
  const [lefts, rights, made] = [0, 0, 0].map(() => new Int32Array(merges.length)) as [
    Int32Array,
    Int32Array,
    Int32Array,
  ];
  let next = 256;
  for (let i = 0; i < merges.length; i++) {
    const [left, right] = merges[i]!;
    lefts[i] = idOf(left, i);
    rights[i] = idOf(right, i);
    // Most files have ids in the order of the merges: then no text need be joined and looked up.
    if (!isJoined(names[next], left, right)) next = idOf(left + right, i);
    made[i] = next++;
  }
  return { tokens, size: Object.keys(ids).length, nameOf: (id) => names[id], lefts, rights, made };
}

function isJoined(name: string | undefined, left: string, right: string): boolean {
  return name?.length === left.length + right.length && name.startsWith(left) && name.endsWith(right);
}

function checkVocab(vocab: unknown, field: string): Readonly<Record<string, unknown>> {
  if (!isRecord(vocab))
    throw invalidFile(field, `is ${describe(vocab)}; expected an object with the id of each token.`);
  return vocab;
}

/** The special tokens that no word is, and that no word has as a part. */
function alone(
  special: ReadonlySet<string>,
  merges: readonly (readonly [string, string])[],
  takesWholeTokens: boolean,
): ReadonlySet<string> {
  if (special.size === 0) return special;
  const isByte = (token: string): boolean => token.length === 1 && writeBytesOf(token, new Uint8Array(1), 0) === 1;
  // Those that stand for their own text are found in a text before it is split: no word is left that is one.
  const kept = new Set([...special].filter((token) => !isByte(token) && !(takesWholeTokens && standsForOther(token))));
  // Joining the texts of each merge would take longer than all else.
  const lengths = new Set([...kept].map(({ length }) => length));
  for (const [left, right] of merges) {
    kept.delete(left);
    kept.delete(right);
    if (lengths.has(left.length + right.length)) kept.delete(left + right);
  }
  return kept;
}

/** Tokens by id, without those that are special; holes are undefined. */
function namesById(
  ids: Readonly<Record<string, unknown>>,
  special: ReadonlySet<string>,
  field: string,
): (string | undefined)[] {
  const all = Object.keys(ids);
  if (all.length === 0) throw invalidFile(field, "has no tokens.");
  const names: (string | undefined)[] = [];
  for (const name of all) {
    const id = ids[name] as number;
    if (!(Number.isInteger(id) && id >= 0 && id < MAX_TOKENS))
      throw invalidFile(
        field,
        `has the id ${describe(id)} for ${describe(name)}; expected an integer from 0 to ${MAX_TOKENS - 1}.`,
      );
    if (special.size > 0 && special.has(name)) continue;
    if (names[id] !== undefined)
      throw invalidFile(
        field,
        `has the id ${id} twice, for ${describe(names[id])} and ${describe(name)}; expected each id once.`,
        { id },
      );
    while (names.length < id) names.push(undefined);
    names[id] = name;
  }
  return names;
}

/**
 * The bytes that each name stands for; none where one is undefined.
 * @throws BpeError where a name has characters that stand for none: Hugging Face decodes it as it is
 */
function bytesOfNames(names: readonly (string | undefined)[], field: string): TokenBytes {
  const offsets = new Uint32Array(names.length + 1);
  const bytes = new Uint8Array(names.reduce((sum, name) => sum + (name?.length ?? 0), 0));
  let end = 0;
  for (let id = 0; id < names.length; id++) {
    const name = names[id];
    if (name !== undefined) {
      const length = writeBytesOf(name, bytes, end);
      if (length === 0)
        throw unsupported(
          field,
          `has the token ${describe(name)}, which is neither special nor written in GPT-2's characters for bytes: not supported.`,
        );
      end += length;
    }
    offsets[id + 1] = end;
  }
  return { bytes: bytes.subarray(0, end), offsets };
}
