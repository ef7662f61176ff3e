/** What the host (src/wasm/) calls. */
import { BYTE_IDS, CLASSES, IDS, LENGTHS, TEXT, TEXT_CAPACITY } from "./memory";

export { loadClasses } from "./classes";
export { copyTokens } from "./decode";
export {
  decodeArena,
  decodeIds,
  decodeIntegers,
  decodePacked,
  decodeTable,
  decodeUnits,
  growArena,
  makeDecoder,
} from "./decode-memory";
export {
  countText,
  encodeOne,
  encodePieces,
  encodeText,
  encodeWhole,
  endedBeforeLongPiece,
  foundIds,
  setPattern,
  splitText,
} from "./encode";
export { beginPacked, readPacked } from "./packed-vocabulary";
export { forgetAll, makeCache, remembered } from "./pieces";
export { indexTable, makeTable, tableSections } from "./table";
export { addPair, bytePairs, makeIds, makeRanks, makeTokens, makeVocabulary, slots } from "./vocabulary";
export { setLacksBytes } from "./known-bytes";
export { indexWholeTokens, makeWholeTokens, wholeBytes, wholeOffsets } from "./whole-tokens";

export const text: usize = TEXT;
export const textCapacity: usize = TEXT_CAPACITY;
export const ids: usize = IDS;
export const lengths: usize = LENGTHS;
export const classes: usize = CLASSES;
export const byteIds: usize = BYTE_IDS;
