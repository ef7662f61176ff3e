/**
 * A tree (vocabulary.ts) from listed merges of which several make one token, as in files made from tiktoken's: of those
 * that make a token only one is ever used, the one that the token's bytes come to.
 *
 * assembly/lists/pairs.ts does the same.
 */
import { NO_PAIR, PairTable } from "../../vocabulary/pair-table.ts";
import type { TokenBytes } from "../../vocabulary/token-bytes.ts";
import type { Vocabulary } from "../../vocabulary/vocabulary.ts";
import type { MergeOrder } from "./merge-order.ts";

const BYTES = 256;

/** In place of the parts of what no merge makes: the number of no token. */
export const UNMADE = -1;

/**
 * @param lefts what each merge joins
 * @param made the token that each merge makes, whose bytes are those of the two
 * @returns undefined where a byte is not a token, merges of one token are not beside each other, or none of them is the
 *   one that its bytes come to
 */
export function treeOfMerges(
  tokens: TokenBytes,
  { lefts, rights, made }: { readonly lefts: Int32Array; readonly rights: Int32Array; readonly made: Int32Array },
  { ids, numberOf, byteCount }: MergeOrder,
): Vocabulary | undefined {
  if (byteCount < BYTES) return undefined;
  const leftOf = new Int32Array(ids.length).fill(UNMADE, BYTES);
  const rightOf = new Int32Array(ids.length).fill(UNMADE, BYTES);
  const pairs = new PairTable(leftOf, rightOf);
  const byteIds = new Int32Array(BYTES);
  const byteOf = (number: number): number => tokens.bytes[tokens.offsets[ids[number]!]!]!;
  for (let number = 0; number < BYTES; number++) byteIds[byteOf(number)] = number;
  const isLast = (merge: number, number: number): boolean => {
    const left = numberOf[lefts[merge]!]!;
    const right = numberOf[rights[merge]!]!;
    return left < number && right < number && areLast(left, right, pairs);
  };
  const bytePairs = new Int32Array(BYTES ** 2).fill(NO_PAIR);
  for (let i = 0, next = BYTES; i < made.length; next++) {
    const id = made[i]!;
    // What was made before has a lower number.
    if (numberOf[id] !== next) return undefined;
    const first = i;
    let [best, least] = [i, next];
    for (; i < made.length && made[i] === id; i++) {
      const later = Math.max(numberOf[lefts[i]!]!, numberOf[rights[i]!]!);
      if (later < least) [best, least] = [i, later];
    }
    // Most often it is the one whose tokens were both made first.
    let found = isLast(best, next) ? best : first;
    while (found < i && !isLast(found, next)) found++;
    if (found === i) return undefined;
    const left = (leftOf[next] = numberOf[lefts[found]!]!);
    const right = (rightOf[next] = numberOf[rights[found]!]!);
    pairs.add(next);
    if (left < BYTES && right < BYTES) bytePairs[(byteOf(left) << 8) | byteOf(right)] = next;
  }
  return { size: ids.length, byteIds, bytePairs, pairs, isTree: true, tokenBytes: () => tokens };
}

/**
 * Whether the bytes of two tokens that are not yet a pair, merged by all pairs that there are, come to these two: no pair is
 * merged across the border between them. It goes back in time: the token with the larger number was made last, and before that its
 * part at the border was there, until `limit`. If two pairs have the same number, the left one is merged first.
 * Source: is_valid_token_pair of GitHub's rust-gems, crates/bpe.
 */
function areLast(first: number, second: number, pairs: PairTable): boolean {
  let [left, right, limit] = [first, second, NO_PAIR];
  do {
    if (left > right) {
      if (left < BYTES) return true;
      limit = left;
      left = pairs.rights[left]!;
    } else {
      if (right < BYTES) return true;
      limit = right + 1;
      right = pairs.lefts[right]!;
    }
  } while (pairs.find(left, right) >= limit);
  return false;
}
