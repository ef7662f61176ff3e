/**
 * Byte pair merging of a short piece: the best pair is searched again after each merge. Hot.
 *
 * Input: `parts[0 .. count - 1]`, the ids of a piece's bytes, and `ranks[i]`, the rank of part i with
 * part i + 1. Output: the ids of the piece in `parts[0 .. result - 1]`; `ranks` is overwritten.
 * Cost: count^2 / 2 steps, two lookups a merge, no allocation.
 */
import { NO_PAIR, type PairTable } from "../vocabulary/pair-table.ts";

/** Merges in place; returns how many parts are left. */
export function mergeByScan(parts: Int32Array, ranks: Int32Array, count: number, pairs: PairTable): number {
  const { tokens } = pairs;
  for (let pairsLeft = count - 1; pairsLeft > 0; pairsLeft--) {
    let lowest = ranks[0]!;
    let at = 0;
    for (let i = 1; i < pairsLeft; i++) {
      const rank = ranks[i]!;
      if (rank < lowest) {
        lowest = rank;
        at = i;
      }
    }
    if (lowest === NO_PAIR) return pairsLeft + 1;
    const token = tokens === undefined ? lowest : tokens[lowest]!;
    parts[at] = token;
    for (let i = at + 1; i < pairsLeft; i++) {
      parts[i] = parts[i + 1]!;
      ranks[i] = ranks[i + 1]!;
    }
    if (at > 0) ranks[at - 1] = pairs.find(parts[at - 1]!, token);
    if (at + 1 < pairsLeft) ranks[at] = pairs.find(token, parts[at + 1]!);
  }
  return 1;
}
