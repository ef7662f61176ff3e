/** The vocabulary of lists that were read, with the tables of the engine in WebAssembly, which the reader makes too. */
import type { BytesListing } from "../formats/list-by-bytes.ts";
import type { ListingOptions } from "../formats/listed-vocabulary.ts";
import type { EngineTables } from "../vocabulary/engine-tables.ts";
import { vocabularyOfMerges } from "../vocabulary-sources/listed/vocabulary-of-merges.ts";
import { once } from "../vocabulary/once.ts";
import { copyToken } from "../vocabulary/token-bytes.ts";
import type { VocabularySource } from "../vocabulary/vocabulary-source.ts";
import type { ListsExports } from "./lists-exports.ts";
import { isDone } from "./steps.ts";

const BYTES = 256;
/** Offsets of ids that the engine can have, and one more (../wasm/load-vocabulary.ts). */
const MAX_OFFSETS = (1 << 18) + 1;

/**
 * Undefined where the engine can't have it, or a byte is missing that may not: then it is for `vocabularyOfListing`.
 * @param exports of an instance that has read the lists
 */
export function listedSource(
  exports: ListsExports,
  listing: BytesListing,
  { takesWholeTokens, mayLackBytes = false }: Pick<ListingOptions, "takesWholeTokens" | "mayLackBytes">,
): VocabularySource | undefined {
  const tables = engineTables(exports, listing, takesWholeTokens);
  if (tables === undefined || (tables.byteIds.includes(-1) && !mayLackBytes)) return undefined;
  const { tokens, lefts, rights, made } = listing;
  const vocabulary = once(() => vocabularyOfMerges({ tokens, lefts, rights, made, takesWholeTokens }));
  return {
    tables,
    vocabulary,
    tokenBytes: () => tokens,
    size: () => tokens.offsets.length - 1,
    copyToken: (id, into) => copyToken(tokens, id, into),
    mergesKey: () => vocabulary().mergesKey?.(),
  };
}

function engineTables(
  exports: ListsExports,
  { tokens, made }: BytesListing,
  takesWholeTokens: boolean,
): EngineTables | undefined {
  if (tokens.offsets.length > MAX_OFFSETS) return undefined;
  const isNumbered = exports.beginPairs() !== 0 && isDone((most) => exports.addPairs(most));
  if (!isNumbered && (exports.beginRanks() === 0 || !isDone((most) => exports.addRanks(most)))) return undefined;
  const { memory, byteIds, bytePairs, slots, slotBytes, ids, isIdentity, isMadeTwice, madeEnd } = exports;
  const count = isNumbered ? exports.count.value : exports.size.value;
  // In a tree a piece that a merge makes comes out whole by itself.
  const isAllMade = isNumbered && isMadeTwice.value !== 0 && madeEnd.value === count;
  const wholeTokens = takesWholeTokens && !isAllMade ? tokens : undefined;
  const take = (place: number, length: number): Int32Array => new Int32Array(memory.buffer, place, length).slice();
  return {
    count,
    pairCount: isNumbered ? count : made.length,
    isTree: isNumbered && exports.isTreeOfPairs.value !== 0 && wholeTokens === undefined,
    byteIds: take(byteIds.value, BYTES),
    bytePairs: take(bytePairs.value, BYTES ** 2),
    slots: take(slots.value, slotBytes.value / 4),
    made: isNumbered ? undefined : made,
    ids: isNumbered && isIdentity.value === 0 ? take(ids.value, count) : undefined,
    wholeTokens,
  };
}
