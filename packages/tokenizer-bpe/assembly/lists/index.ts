/** What the host (src/lists/) calls to read a tokenizer.json, one file in the life of an instance. */
import { BYTE_IDS } from "../memory";

export { bytePairs, slotBytes, slots } from "../vocabulary";
export { bytes, offsets, size } from "./by-id";
export { beginFile, findMerges, findVocab } from "./file";
export { beginMerges, lefts, made, mergeCount, mergesEnd, readMerges, rights } from "./merges";
export { beginTable, indexTokens } from "./name-table";
export { codes } from "./names";
export { byteCount, count, ids, isIdentity, isMadeTwice, madeEnd } from "./numbers";
export { addPairs, beginPairs, isTreeOfPairs } from "./pairs";
export { addRanks, beginRanks } from "./ranked-pairs";
export { beginTokens, otherCount, others, readTokens, tokenCount, tokensEnd } from "./tokens";

export const byteIds: usize = BYTE_IDS;
