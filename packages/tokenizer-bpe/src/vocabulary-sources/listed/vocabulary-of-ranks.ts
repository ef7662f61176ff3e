/**
 * A vocabulary of listed merges whose ranks are their places in the list, whatever tokens they make: several may make
 * one token, anywhere in the list. Source: Hugging Face's tokenizers, models/bpe (BPE::merge_word).
 *
 * Numbers of tokens are ids. A pair that is listed twice has the rank of its last place.
 */
import { NO_PAIR, PairTable } from "../../vocabulary/pair-table.ts";
import type { TokenBytes } from "../../vocabulary/token-bytes.ts";
import type { Vocabulary } from "../../vocabulary/vocabulary.ts";

/**
 * @param lefts what each merge joins
 * @param made the token that each merge makes
 */
export function vocabularyOfRanks(
  tokens: TokenBytes,
  lefts: Int32Array,
  rights: Int32Array,
  made: Int32Array,
): Vocabulary {
  const { bytes, offsets } = tokens;
  const size = offsets.length - 1;
  const byteIds = new Int32Array(256).fill(-1);
  /** The byte that a token is, or -1. */
  const byteOf = (id: number): number => (offsets[id + 1] === offsets[id]! + 1 ? bytes[offsets[id]!]! : -1);
  for (let id = 0; id < size; id++) {
    const byte = byteOf(id);
    if (byte >= 0) byteIds[byte] = id;
  }
  const pairs = new PairTable(lefts, rights, undefined, made);
  const bytePairs = new Int32Array(1 << 16).fill(NO_PAIR);
  for (let rank = made.length - 1; rank >= 0; rank--) {
    const left = lefts[rank]!;
    const right = rights[rank]!;
    if (pairs.find(left, right) !== NO_PAIR) continue;
    pairs.add(rank);
    const first = byteOf(left);
    if (first === -1) continue;
    const second = byteOf(right);
    if (second !== -1) bytePairs[(first << 8) | second] = rank;
  }
  return { size, byteIds, bytePairs, pairs, isTree: false, tokenBytes: () => tokens };
}
