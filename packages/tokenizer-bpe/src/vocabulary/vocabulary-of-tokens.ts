/** A vocabulary from its tokens' bytes, whatever they are. */
import { quoted } from "@windrow/core";
import { packTokens } from "./token-bytes.ts";
import { BpeError } from "../errors.ts";
import { mergeSpace } from "../merge/merge-space.ts";
import { merge } from "../merge/merge.ts";
import { MAX_TOKENS, NO_PAIR, PairTable } from "../merge/pair-table.ts";
import { once } from "./once.ts";
import { byteString } from "./byte-string.ts";
import type { Vocabulary } from "./vocabulary.ts";

/**
 * @param tokens bytes by id, none empty; holes where an id is no token
 * @throws BpeError BPE_INVALID_RANKS where a byte is no token, two ids have the same bytes, or there are too many
 */
export function vocabularyOfTokens(tokens: readonly (Uint8Array | undefined)[]): Vocabulary {
  if (tokens.length > MAX_TOKENS) {
    throw new BpeError(
      "BPE_INVALID_RANKS",
      `the largest rank is ${tokens.length - 1}; expected less than ${MAX_TOKENS}.`,
    );
  }
  return treeOf(tokens) ?? generalVocabulary(tokens);
}

/** Merges each token's bytes by the pairs of lower ids: two parts are left, or the vocabulary is no tree. */
export function treeOf(tokens: readonly (Uint8Array | undefined)[]): Vocabulary | undefined {
  const lefts = new Int32Array(tokens.length);
  const rights = new Int32Array(tokens.length);
  const pairs = new PairTable(lefts, rights);
  const vocabulary = vocabularyWith(tokens, pairs);
  const space = mergeSpace(tokens.reduce((longest, token) => Math.max(longest, token?.length ?? 0), 0));
  for (const [id, bytes] of tokens.entries()) {
    if (bytes === undefined || bytes.length === 1) continue;
    const isPair = merge(bytes, 0, bytes.length, vocabulary, space) === 2;
    const [left = id, right = id] = space.ids;
    if (!isPair || left >= id || right >= id) return undefined;
    lefts[id] = left;
    rights[id] = right;
    pairs.add(id);
    if (bytes.length === 2) vocabulary.bytePairs[(bytes[0]! << 8) | bytes[1]!] = id;
  }
  return vocabulary;
}

/** Every two tokens that are a token together. */
function generalVocabulary(tokens: readonly (Uint8Array | undefined)[]): Vocabulary {
  const idOf = new Map<string, number>();
  for (const [id, bytes] of tokens.entries()) {
    if (bytes === undefined) continue;
    const string = byteString(bytes);
    refuseTwice(string, idOf.get(string), id);
    idOf.set(string, id);
  }
  // Of a token of a million bytes not each of its million halves is looked up, only those of a token's length.
  const lengths = new Set(Array.from(idOf.keys(), ({ length }) => length));
  const lefts: number[] = [];
  const rights: number[] = [];
  const made: number[] = [];
  for (const [string, id] of idOf) {
    for (let at = 1; at < string.length; at++) {
      if (!lengths.has(at) || !lengths.has(string.length - at)) continue;
      const left = idOf.get(string.slice(0, at));
      const right = left === undefined ? undefined : idOf.get(string.slice(at));
      if (left === undefined || right === undefined) continue;
      lefts.push(left);
      rights.push(right);
      made.push(id);
    }
  }
  if (made.length > MAX_TOKENS) {
    throw new BpeError(
      "BPE_INVALID_RANKS",
      `the tokens can be made of ${made.length} pairs of others; expected at most ${MAX_TOKENS}.`,
      { pairs: made.length },
    );
  }
  const pairs = new PairTable(Int32Array.from(lefts), Int32Array.from(rights), Int32Array.from(made));
  for (const number of made.keys()) pairs.add(number);
  const vocabulary = vocabularyWith(tokens, pairs);
  for (const [id, bytes] of tokens.entries()) {
    if (bytes?.length === 2) vocabulary.bytePairs[(bytes[0]! << 8) | bytes[1]!] = id;
  }
  return { ...vocabulary, isTree: false, takesWholeTokens: true };
}

function vocabularyWith(tokens: readonly (Uint8Array | undefined)[], pairs: PairTable): Vocabulary {
  const byteIds = new Int32Array(256).fill(-1);
  for (const [id, bytes] of tokens.entries()) {
    if (bytes?.length !== 1) continue;
    const byte = bytes[0]!;
    refuseTwice(byteString(bytes), byteIds[byte] === -1 ? undefined : byteIds[byte], id);
    byteIds[byte] = id;
  }
  const missing = byteIds.indexOf(-1);
  if (missing >= 0) {
    throw new BpeError(
      "BPE_INVALID_RANKS",
      `the byte 0x${missing.toString(16).padStart(2, "0")} is no token; expected all 256 bytes, so that every text can be encoded.`,
      { byte: missing },
    );
  }
  return {
    size: tokens.length,
    byteIds,
    bytePairs: new Int32Array(1 << 16).fill(NO_PAIR),
    pairs,
    isTree: true,
    tokenBytes: once(() => packTokens(tokens)),
  };
}

function refuseTwice(token: string, other: number | undefined, id: number): void {
  if (other === undefined) return;
  throw new BpeError(
    "BPE_INVALID_RANKS",
    `the ranks ${other} and ${id} have the same bytes (${quoted(token)}); expected each token once.`,
    { ranks: [other, id] },
  );
}
