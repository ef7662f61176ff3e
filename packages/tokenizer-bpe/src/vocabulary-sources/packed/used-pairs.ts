/**
 * The pairs of a vocabulary that merging ever uses: at most one for each token. Files made from tiktoken's list all of
 * them: Llama 3's has 280,147 for 128,000 tokens.
 *
 * As long as no merge crosses the ends of a token's bytes, they merge as they do alone, whatever stands around them; once
 * one has crossed them, they never are that token. So a token is made by the pair that makes it of its own bytes, or by none:
 * the two that are left of them where it may not be made.
 */
import { mergeSpace } from "../../merge/merge-space.ts";
import { merge } from "../../merge/merge.ts";
import { NO_PAIR, PairTable } from "../../vocabulary/pair-table.ts";
import { longestToken } from "../../vocabulary/token-bytes.ts";
import type { Vocabulary } from "../../vocabulary/vocabulary.ts";

/** What a merge joins and makes, by the vocabulary's numbers. */
export interface UsedPair {
  readonly left: number;
  readonly right: number;
  readonly made: number;
}

/** In the order of merging. @param vocabulary one that has all bytes */
export function usedPairs(vocabulary: Vocabulary): UsedPair[] {
  const { pairs } = vocabulary;
  const numbers = pairs.numbers().toSorted();
  const isOnce = pairs.made === undefined && pairs.tokens === undefined;
  return isOnce
    ? Array.from(numbers, (made) => ({ left: pairs.lefts[made]!, right: pairs.rights[made]!, made }))
    : usedOf(vocabulary, numbers);
}

function usedOf(vocabulary: Vocabulary, numbers: Int32Array): UsedPair[] {
  const { lefts, rights, made, tokens } = vocabulary.pairs;
  const pairs = new PairsWithout(lefts, rights, made, tokens);
  for (const number of numbers) pairs.add(number);
  const { bytes, offsets } = vocabulary.tokenBytes();
  const space = mergeSpace(longestToken(offsets));
  const rankOf = new Map<number, number>();
  const used: UsedPair[] = [];
  const all = new Set(Array.from(numbers, (number) => tokens?.[number] ?? made![number]!));
  for (const token of all) {
    const id = vocabulary.ids === undefined ? token : vocabulary.ids[token]!;
    const [start, length] = [offsets[id]!, offsets[id + 1]! - offsets[id]!];
    pairs.without = token;
    const [left, right] =
      length === 2
        ? [vocabulary.byteIds[bytes[start]!]!, vocabulary.byteIds[bytes[start + 1]!]!]
        : merge(bytes, start, length, { ...vocabulary, pairs }, space) === 2
          ? [space.ids[0]!, space.ids[1]!]
          : [-1, -1];
    pairs.without = -1;
    const rank = pairs.find(left, right);
    if (rank === NO_PAIR || (tokens?.[rank] ?? rank) !== token) continue;
    rankOf.set(token, rank);
    used.push({ left, right, made: token });
  }
  return used.toSorted((a, b) => rankOf.get(a.made)! - rankOf.get(b.made)!);
}

/** Pairs as if none made one token. */
class PairsWithout extends PairTable {
  without = -1;

  override find(left: number, right: number): number {
    const rank = super.find(left, right);
    return rank !== NO_PAIR && (this.tokens?.[rank] ?? rank) === this.without ? NO_PAIR : rank;
  }
}
