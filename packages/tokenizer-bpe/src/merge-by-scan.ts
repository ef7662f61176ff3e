/**
 * Byte pair merging of a short piece: the best pair is looked for anew after each merge.
 *
 * Input: a byte string of at least one byte. Cost: n^2 / 2 steps, arrays of n numbers.
 * Invariant: part i is piece[starts[i] .. starts[i + 1] - 1], always a token, since every byte is one.
 */
import { NO_PAIR, rankOf, type Vocabulary } from "./vocabulary.ts";

/** The ids of a piece. */
export function mergeByScan(piece: string, vocabulary: Vocabulary): Int32Array {
  // ranks[i] is the rank of part i joined with part i + 1.
  const starts: number[] = [];
  const ranks: number[] = [];
  for (let i = 0; i <= piece.length; i++) starts.push(i);
  for (let i = 0; i + 1 < piece.length; i++) ranks.push(rankOf(piece, i, i + 2, vocabulary));
  for (;;) {
    let lowest = NO_PAIR;
    let at = -1;
    for (let i = 0; i < ranks.length; i++) {
      if (ranks[i]! < lowest) {
        lowest = ranks[i]!;
        at = i;
      }
    }
    if (at < 0) break;
    starts.splice(at + 1, 1);
    ranks.splice(at, 1);
    if (at < ranks.length) ranks[at] = rankOf(piece, starts[at]!, starts[at + 2]!, vocabulary);
    if (at > 0) ranks[at - 1] = rankOf(piece, starts[at - 1]!, starts[at + 1]!, vocabulary);
  }
  const ids = new Int32Array(starts.length - 1);
  for (let i = 0; i < ids.length; i++) ids[i] = vocabulary.ids.get(piece.slice(starts[i], starts[i + 1]))!;
  return ids;
}
