/** What decides the ids of a vocabulary of listed merges beside the bytes of its tokens: for its fingerprint. */
import { sha256 } from "@windrow/core";
import type { Vocabulary } from "../../vocabulary/vocabulary.ts";
import { treeOf } from "./vocabulary-of-tokens.ts";

/** Undefined where merging by the ids of whatever is a token, as tiktoken does, comes to the same. */
export function mergesKeyOf(vocabulary: Vocabulary): string | undefined {
  if (isOfRanks(vocabulary)) return undefined;
  const { ids = new Int32Array(0), pairs, takesWholeTokens } = vocabulary;
  const arrays = [ids, pairs.lefts, pairs.rights, ...(pairs.tokens === undefined ? [] : [pairs.tokens])];
  const digests = arrays.map((array) => sha256(new Uint8Array(array.buffer, array.byteOffset, array.byteLength)));
  return [takesWholeTokens ? "whole" : "merges", ...digests].join();
}

function isOfRanks(vocabulary: Vocabulary): boolean {
  const { ids, pairs, size, byteIds } = vocabulary;
  // If several merges make a token, ranks know only one of them; and they have all bytes.
  if (pairs.tokens !== undefined || byteIds.includes(-1)) return false;
  const { bytes, offsets } = vocabulary.tokenBytes();
  const tokens = Array.from({ length: offsets.length - 1 }, (_, id) =>
    offsets[id] === offsets[id + 1] ? undefined : bytes.subarray(offsets[id], offsets[id + 1]),
  );
  const tree = treeOf({ bytes, offsets });
  if (tree === undefined) return false;
  const idOf = (number: number): number => (ids === undefined ? number : ids[number]!);
  let last = -1;
  for (let number = 0; number < size; number++) {
    const id = idOf(number);
    if ((tokens[id]?.length ?? 1) === 1) continue;
    // Numbers are the order of merging, and so are ranks.
    if (id < last) return false;
    last = id;
    if (tree.pairs.lefts[id] !== idOf(pairs.lefts[number]!) || tree.pairs.rights[id] !== idOf(pairs.rights[number]!))
      return false;
  }
  return true;
}
