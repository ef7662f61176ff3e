/** The merges of a vocabulary in their order, for formats that have them. */
import type { TokenBytes } from "../vocabulary/token-bytes.ts";
import type { Vocabulary } from "../vocabulary/vocabulary.ts";
import { notExportable } from "./file-error.ts";

/** A merge by the ids of its tokens. */
export interface Merge {
  readonly left: number;
  readonly right: number;
  readonly made: number;
}

/** @throws BpeError BPE_NOT_EXPORTABLE where tokens are merged by their bytes, and pieces taken whole, not by a list */
export function listMerges({ pairs, ids, takesWholeTokens }: Vocabulary, format: string): Merge[] {
  if (takesWholeTokens === true)
    throw notExportable(
      format,
      "its tokens can't be made by one merge each from tokens before them (it is not a tree).",
    );
  const idOf = (number: number): number => (ids === undefined ? number : ids[number]!);
  const merges: Merge[] = [];
  for (let rank = 0; rank < pairs.lefts.length; rank++) {
    const [left, right] = [pairs.lefts[rank]!, pairs.rights[rank]!];
    // Numbers of bytes, of holes and of tokens that no merge makes have no pair, nor has a place before a pair's last.
    if (pairs.find(left, right) !== rank) continue;
    const made = pairs.tokens === undefined ? rank : pairs.tokens[rank]!;
    merges.push({ left: idOf(left), right: idOf(right), made: idOf(made) });
  }
  return merges;
}

/** Tokens with their ids, ascending. */
export function* eachToken({ bytes, offsets }: TokenBytes): Generator<[id: number, token: Uint8Array]> {
  for (let id = 0; id + 1 < offsets.length; id++) {
    if (offsets[id + 1]! > offsets[id]!) yield [id, bytes.subarray(offsets[id], offsets[id + 1])];
  }
}
