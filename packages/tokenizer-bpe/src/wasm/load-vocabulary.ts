/** Puts a vocabulary into an instance of the engine. */
import type { NumberedTree, VocabularySource } from "../vocabulary/vocabulary-source.ts";
import { longestToken, type TokenBytes } from "../vocabulary/token-bytes.ts";
import type { Vocabulary } from "../vocabulary/vocabulary.ts";
import type { EngineTables } from "../vocabulary/engine-tables.ts";
import type { EngineExports } from "./engine-exports.ts";

/** Ids are below this: remembered pieces have 18 bits for each (assembly/values.ts). */
const MAX_IDS = 1 << 18;
/** What two tokens make that make no token together (assembly/vocabulary.ts). */
const NO_PAIR = 0xffffff;
/** Bytes of a piece that is looked up before it is merged (assembly/merge-space.ts). */
const MAX_WHOLE = 256;
/** Merges that are read by one call, so that the next runs as optimized code. */
const MERGES_AT_A_TIME = 4096;

/** @throws RangeError where there is no memory for it, or its ids are too large */
export function loadVocabulary(exports: EngineExports, source: VocabularySource): void {
  const { packed, numbered, tables, wholeTokens } = source;
  if (wholeTokens !== undefined && longestToken(wholeTokens().offsets) > MAX_WHOLE)
    throw new RangeError("tokens that no merge makes are too long for this engine");
  if (packed !== undefined) loadPacked(exports, packed);
  else if (numbered !== undefined) loadNumbered(exports, numbered);
  else if (tables !== undefined) loadTables(exports, tables);
  else loadOwn(exports, source.vocabulary());
  if (wholeTokens !== undefined) loadWholeTokens(exports, wholeTokens());
  granted(exports.makeCache());
}

function loadPacked(exports: EngineExports, packed: string, isTree = true): void {
  const place = granted(exports.beginPacked(packed.length / 6, isTree ? 1 : 0));
  new TextEncoder().encodeInto(packed, new Uint8Array(exports.memory.buffer, place));
  while (exports.readPacked(MERGES_AT_A_TIME) > 0);
}

function loadTables(exports: EngineExports, tables: EngineTables): void {
  const { count, pairCount, isTree, byteIds, bytePairs, slots, made, ids, wholeTokens } = tables;
  const lacksBytes = byteIds.includes(-1);
  granted(exports.makeVocabulary(count, pairCount, isTree && !lacksBytes ? 1 : 0));
  exports.setLacksBytes(lacksBytes ? 1 : 0);
  put(exports, byteIds, exports.byteIds.value);
  put(exports, bytePairs, exports.bytePairs.value);
  put(exports, slots, exports.slots.value);
  if (made !== undefined) put(exports, made, granted(exports.makeTokens(pairCount)));
  if (ids !== undefined) put(exports, ids, granted(exports.makeIds()));
  if (wholeTokens !== undefined) loadWholeTokens(exports, wholeTokens);
}

function loadNumbered(exports: EngineExports, { packed, late = [], ids: idsOf }: NumberedTree): void {
  const ids = idsOf?.();
  if (ids?.some((id) => id >= MAX_IDS)) throw new RangeError("ids are too large for this engine");
  loadPacked(exports, packed, late.length === 0);
  for (let i = 0; i < late.length; i += 3) exports.addPair(late[i]!, late[i + 1]!, late[i + 2]!);
  if (ids !== undefined) put(exports, ids, granted(exports.makeIds()));
}

function loadOwn(exports: EngineExports, vocabulary: Vocabulary): void {
  const { size, byteIds, bytePairs, pairs, isTree, ids, takesWholeTokens } = vocabulary;
  if (size > MAX_IDS || ids?.some((id) => id >= MAX_IDS)) throw new RangeError("ids are too large for this engine");
  const count = pairs.lefts.length;
  const lacksBytes = byteIds.includes(-1);
  // Long pieces, from which bytes may have to be left out, are merged in TypeScript.
  granted(exports.makeVocabulary(size, count, isTree && !lacksBytes ? 1 : 0));
  exports.setLacksBytes(lacksBytes ? 1 : 0);
  put(exports, byteIds, exports.byteIds.value);
  put(
    exports,
    bytePairs.map((rank) => Math.min(rank, NO_PAIR)),
    exports.bytePairs.value,
  );
  for (const number of pairs.numbers()) exports.addPair(number, pairs.lefts[number]!, pairs.rights[number]!);
  if (pairs.made !== undefined) put(exports, pairs.made, granted(exports.makeRanks(count)));
  if (pairs.tokens !== undefined) put(exports, pairs.tokens, granted(exports.makeTokens(count)));
  if (ids !== undefined) put(exports, ids, granted(exports.makeIds()));
  if (takesWholeTokens) loadWholeTokens(exports, vocabulary.tokenBytes());
}

function loadWholeTokens(exports: EngineExports, { bytes, offsets }: TokenBytes): void {
  const count = offsets.length - 1;
  granted(exports.makeWholeTokens(count, bytes.length));
  new Uint8Array(exports.memory.buffer, exports.wholeBytes()).set(bytes);
  put(exports, offsets, exports.wholeOffsets());
  exports.indexWholeTokens(count);
}

function put({ memory }: EngineExports, numbers: Int32Array | Uint32Array, place: number): void {
  new Int32Array(memory.buffer, place, numbers.length).set(numbers);
}

/** What an allocation gives, which is not 0. */
function granted(place: number): number {
  if (place === 0) throw new RangeError("the engine has no more memory");
  return place;
}
