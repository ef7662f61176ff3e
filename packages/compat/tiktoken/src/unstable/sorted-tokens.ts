/** The tokens of a vocabulary in the order of their bytes, special tokens left out. */
import type { BpeTokenizer } from "@windrow/tokenizer-bpe";
import type { TokenBytes } from "@windrow/tokenizer-bpe/internal";
import { partsOf } from "@windrow/tokenizer-bpe/internal/tokenizers";

export interface SortedTokens extends TokenBytes {
  /** The ids, sorted by their bytes. */
  readonly order: Int32Array;
  /** Bytes of the longest. */
  readonly longest: number;
}

/** Sorted once for a vocabulary, whatever the special tokens. */
const known = new WeakMap<TokenBytes, SortedTokens>();

export function sortedTokens(tokenizer: BpeTokenizer): SortedTokens {
  const tokens = partsOf(tokenizer).source.tokenBytes();
  const found = known.get(tokens) ?? sorted(tokens);
  known.set(tokens, found);
  return found;
}

/** An id is below this. */
const IDS = 2 ** 20;

function sorted({ bytes, offsets }: TokenBytes): SortedTokens {
  // By the first four bytes and the id, in one number of 52 bits: an array of numbers is sorted ten times as fast as by
  // a comparison function, which is left for those that begin the same.
  const keys = new Float64Array(offsets.length - 1);
  let [count, longest] = [0, 0];
  for (let id = 0; id + 1 < offsets.length; id++) {
    const start = offsets[id]!;
    const length = offsets[id + 1]! - start;
    if (length === 0) continue;
    longest = Math.max(longest, length);
    let head = 0;
    for (let i = 0; i < 4; i++) head = head * 256 + (i < length ? bytes[start + i]! : 0);
    keys[count++] = head * IDS + id;
  }
  const inOrder = keys.subarray(0, count).toSorted();
  const order = Int32Array.from(inOrder, (key) => key % IDS);
  const headOf = (index: number): number => Math.floor(inOrder[index]! / IDS);
  for (let start = 0; start < count;) {
    let end = start + 1;
    while (end < count && headOf(end) === headOf(start)) end++;
    if (end > start + 1) order.subarray(start, end).sort((a, b) => compareTokens(bytes, offsets, a, b));
    start = end;
  }
  return { bytes, offsets, order, longest };
}

function compareTokens(bytes: Uint8Array, offsets: Uint32Array, a: number, b: number): number {
  const [startA, startB] = [offsets[a]!, offsets[b]!];
  const [lengthA, lengthB] = [offsets[a + 1]! - startA, offsets[b + 1]! - startB];
  for (let i = 0; i < lengthA && i < lengthB; i++) {
    const difference = bytes[startA + i]! - bytes[startB + i]!;
    if (difference !== 0) return difference;
  }
  return lengthA - lengthB;
}

/** The part of `order` whose tokens begin with these bytes: `order[from .. to - 1]`. */
export function rangeOf(tokens: SortedTokens, prefix: Uint8Array): { from: number; to: number } {
  return {
    from: firstWhere(tokens, (id) => comparePrefix(tokens, id, prefix) >= 0),
    to: firstWhere(tokens, (id) => comparePrefix(tokens, id, prefix) > 0),
  };
}

function firstWhere({ order }: SortedTokens, isBehind: (id: number) => boolean): number {
  let [from, to] = [0, order.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (isBehind(order[middle]!)) to = middle;
    else from = middle + 1;
  }
  return from;
}

/** Below 0 where a token stands before those with the prefix, 0 where it has it, above 0 where it stands behind. */
function comparePrefix({ bytes, offsets }: SortedTokens, id: number, prefix: Uint8Array): number {
  const start = offsets[id]!;
  const length = offsets[id + 1]! - start;
  for (let i = 0; i < prefix.length; i++) {
    if (i === length) return -1;
    const difference = bytes[start + i]! - prefix[i]!;
    if (difference !== 0) return difference;
  }
  return 0;
}
