/**
 * Reads the tokens of the file. Names that are not bytes, which only added tokens may have, are left to the host.
 *
 * What is not plain is refused, as list-by-bytes.ts does: then the host reads the file by itself, and says what is wrong.
 */
import { allocate } from "../memory";
import { putById } from "./by-id";
import { byteAt, COMMA, file, fileEnd, PADDING, QUOTE, skipColon, skipSpace } from "./file";
import { beginName, isPlain, nameEnd, readName } from "./names";
import { DONE, MORE, REFUSED } from "./steps";

/** Ids are below this (src/vocabulary/pair-table.ts), and so many tokens there are at most. */
const MAX_TOKENS: u32 = (1 << 20) - 1;
/** Names that are not bytes: a file with more of them is another kind of model. */
const MAX_OTHERS: u32 = 1 << 14;

const BRACE_END: u32 = 0x7d;
const ZERO: u32 = 0x30;

/** Names that are not bytes: u32 where each begins and ends in the file, with its quotes, and its id. */
export let others: usize = 0;
export let otherCount: u32 = 0;
/** Tokens whose names are bytes. */
export let tokenCount: u32 = 0;

let at: usize = 0;
/** In the order of the file: u32 of each token, its id and where its name ends among the names. */
let ids: usize = 0;
let ends: usize = 0;
let names: usize = 0;
let namesEnd: usize = 0;
let lastId: i32 = -1;
let largestId: u32 = 0;
let isSorted: bool = true;

/** @param vocab where the list begins @returns whether there is memory */
export function beginTokens(vocab: usize): bool {
  at = skipSpace(vocab + 1);
  // No name takes more bytes than it has in JSON.
  names = namesEnd = allocate(fileEnd - vocab + PADDING);
  ids = allocate(<usize>MAX_TOKENS * 4);
  ends = allocate(<usize>MAX_TOKENS * 4);
  others = allocate(<usize>MAX_OTHERS * 12);
  return names != 0 && ids != 0 && ends != 0 && others != 0;
}

/** Reads the next tokens. */
export function readTokens(most: u32): i32 {
  for (let i: u32 = 0; i < most; i++) {
    const start = at;
    if (byteAt(start) != QUOTE) return REFUSED;
    beginName();
    const next = readName(start + 1, QUOTE, namesEnd);
    if (next == 0) return REFUSED;
    at = skipColon(next);
    if (at == 0) return REFUSED;
    const id = readId();
    if (id < 0) return REFUSED;
    const isKept = isPlain && nameEnd > namesEnd ? addToken(id) : addOther(start, next, id);
    if (!isKept) return REFUSED;
    at = skipSpace(at);
    const byte = byteAt(at);
    if (byte == BRACE_END) return putById(names, ids, ends, tokenCount, largestId, isSorted) ? DONE : REFUSED;
    if (byte != COMMA) return REFUSED;
    at = skipSpace(at + 1);
  }
  return MORE;
}

/** Where the list ends, behind its brace. */
export function tokensEnd(): usize {
  return at + 1;
}

/** Digits, of which there are no more than such ids have; -1 where there are others. */
@inline
function readId(): i32 {
  const start = at;
  let id: u32 = 0;
  for (; at < start + 8; at++) {
    const digit = byteAt(at) - ZERO;
    if (digit > 9) break;
    id = id * 10 + digit;
  }
  const isPadded = byteAt(start) == ZERO && at > start + 1;
  return at > start && id < MAX_TOKENS && !isPadded ? <i32>id : -1;
}

/** Keeps what was read as the bytes of a token. */
@inline
function addToken(id: i32): bool {
  if (tokenCount == MAX_TOKENS) return false;
  namesEnd = nameEnd;
  store<u32>(ids + (<usize>tokenCount << 2), id);
  store<u32>(ends + (<usize>tokenCount << 2), <u32>(namesEnd - names));
  tokenCount++;
  if (id <= lastId) isSorted = false;
  lastId = id;
  if (<u32>id > largestId) largestId = id;
  return true;
}

function addOther(start: usize, end: usize, id: i32): bool {
  if (otherCount == MAX_OTHERS) return false;
  const place = others + <usize>otherCount * 12;
  store<u32>(place, <u32>(start - file));
  store<u32>(place, <u32>(end - file), 4);
  store<u32>(place, id, 8);
  otherCount++;
  return true;
}
