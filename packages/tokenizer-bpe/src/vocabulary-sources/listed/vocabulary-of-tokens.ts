/** A vocabulary from its tokens' bytes, whatever they are. */
import { quoted } from "@windrow/core";
import { BpeError } from "../../errors.ts";
import { mergeSpace } from "../../merge/merge-space.ts";
import { merge } from "../../merge/merge.ts";
import { byteString } from "../../vocabulary/byte-string.ts";
import { MAX_TOKENS, NO_PAIR, PairTable } from "../../vocabulary/pair-table.ts";
import { longestToken, packTokens, type TokenBytes } from "../../vocabulary/token-bytes.ts";
import type { Vocabulary } from "../../vocabulary/vocabulary.ts";

/**
 * @param tokens bytes by id, none empty; holes where an id is not a token
 * @throws BpeError BPE_INVALID_RANKS where a byte is not a token, two ids have the same bytes, or there are too many
 */
export function vocabularyOfTokens(tokens: readonly (Uint8Array | undefined)[]): Vocabulary {
  if (tokens.length > MAX_TOKENS) {
    throw new BpeError(
      "BPE_INVALID_RANKS",
      `the largest rank is ${tokens.length - 1}; expected less than ${MAX_TOKENS}.`,
    );
  }
  return vocabularyOfTokenBytes(packTokens(tokens));
}

/**
 * The same from tokens that are packed already.
 * @throws BpeError BPE_INVALID_RANKS where a byte is not a token, or two ids have the same bytes
 */
export function vocabularyOfTokenBytes(tokens: TokenBytes): Vocabulary {
  return treeOf(tokens) ?? generalVocabulary(tokens);
}

/** Merges each token's bytes by the pairs of lower ids: two parts are left, or the vocabulary is not a tree. */
export function treeOf(tokens: TokenBytes): Vocabulary | undefined {
  const { bytes, offsets } = tokens;
  const size = offsets.length - 1;
  const lefts = new Int32Array(size);
  const rights = new Int32Array(size);
  const pairs = new PairTable(lefts, rights);
  const vocabulary = vocabularyWith(tokens, pairs);
  const { bytePairs } = vocabulary;
  const space = mergeSpace(longestToken(offsets));
  for (let id = 0; id < size; id++) {
    const start = offsets[id]!;
    const length = offsets[id + 1]! - start;
    if (length <= 1) continue;
    const isPair = merge(bytes, start, length, vocabulary, space) === 2;
    const left = space.ids[0]!;
    const right = space.ids[1]!;
    if (!isPair || left >= id || right >= id) return undefined;
    lefts[id] = left;
    rights[id] = right;
    pairs.add(id);
    if (length === 2) bytePairs[(bytes[start]! << 8) | bytes[start + 1]!] = id;
  }
  return vocabulary;
}

/** The tokens one by one; an id that is not a token is skipped. */
function* eachOf({ bytes, offsets }: TokenBytes): Generator<[id: number, token: Uint8Array]> {
  for (let id = 0; id + 1 < offsets.length; id++) {
    if (offsets[id + 1]! > offsets[id]!) yield [id, bytes.subarray(offsets[id], offsets[id + 1])];
  }
}

/** Every two tokens that are a token together. */
function generalVocabulary(tokens: TokenBytes): Vocabulary {
  const idOf = new Map<string, number>();
  for (const [id, bytes] of eachOf(tokens)) {
    const string = byteString(bytes);
    refuseTwice(string, idOf.get(string), id);
    idOf.set(string, id);
  }
  // Not all million ways to halve a token of a million bytes are looked up, only those of a token's length.
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
  for (const [id, bytes] of eachOf(tokens)) {
    if (bytes.length === 2) vocabulary.bytePairs[(bytes[0]! << 8) | bytes[1]!] = id;
  }
  return { ...vocabulary, isTree: false, takesWholeTokens: true };
}

function vocabularyWith(tokens: TokenBytes, pairs: PairTable): Vocabulary {
  const { bytes, offsets } = tokens;
  const byteIds = new Int32Array(256).fill(-1);
  for (let id = 0; id + 1 < offsets.length; id++) {
    const start = offsets[id]!;
    if (offsets[id + 1]! - start !== 1) continue;
    const byte = bytes[start]!;
    refuseTwice(String.fromCharCode(byte), byteIds[byte] === -1 ? undefined : byteIds[byte], id);
    byteIds[byte] = id;
  }
  const missing = byteIds.indexOf(-1);
  if (missing >= 0) {
    throw new BpeError(
      "BPE_INVALID_RANKS",
      `the byte 0x${missing.toString(16).padStart(2, "0")} is missing: a vocabulary needs all 256 single-byte tokens, so that every text can be encoded.`,
      { byte: missing },
    );
  }
  return {
    size: offsets.length - 1,
    byteIds,
    bytePairs: new Int32Array(1 << 16).fill(NO_PAIR),
    pairs,
    isTree: true,
    tokenBytes: () => tokens,
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
