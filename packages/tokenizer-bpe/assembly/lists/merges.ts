/**
 * Reads the merges of the file: what each joins and makes, by ids. They are texts `"a b"`, or all are pairs `["a", "b"]`.
 * What is not plain is refused, as in tokens.ts.
 */
import { allocate } from "../memory";
import { bytes, lengthOf, offsetOf, size } from "./by-id";
import { BRACKET, BRACKET_END, byteAt, COMMA, fileEnd, PADDING, QUOTE, skipSpace } from "./file";
import { findToken, isEqual } from "./name-table";
import { beginName, isPlain, nameEnd, readName } from "./names";
import { DONE, MORE, REFUSED } from "./steps";

const MAX_MERGES: u32 = (1 << 20) - 1;
const SPACE: u32 = 0x20;
/** `#version`, which begins a comment, as a number, low byte first. */
const VERSION: u64 = 0x6e_6f_69_73_72_65_76_23;

/** u32 of each merge. */
export let lefts: usize = 0;
export let rights: usize = 0;
export let made: usize = 0;
export let mergeCount: u32 = 0;

let at: usize = 0;
/** Where the two names of a merge are, one behind the other. */
let names: usize = 0;
/** The id that the next merge makes if ids are in the order of the merges, as in most files. */
let next: u32 = 256;
let arePairs: bool = false;

/** @param merges where the list begins @returns whether there is memory */
export function beginMerges(merges: usize): bool {
  at = skipSpace(merges + 1);
  arePairs = byteAt(at) == BRACKET;
  names = allocate(fileEnd - merges + PADDING);
  lefts = allocate(<usize>MAX_MERGES * 4);
  rights = allocate(<usize>MAX_MERGES * 4);
  made = allocate(<usize>MAX_MERGES * 4);
  return names != 0 && lefts != 0 && rights != 0 && made != 0;
}

/** Reads the next merges. */
export function readMerges(most: u32): i32 {
  // Only an empty list ends where a merge may begin.
  if (mergeCount == 0 && byteAt(at) == BRACKET_END) return DONE;
  for (let i: u32 = 0; i < most; i++) {
    if (mergeCount == MAX_MERGES) return REFUSED;
    beginName();
    const middle = arePairs ? readPair() : readText();
    if (middle == 0 || !isPlain) return REFUSED;
    if (!addMerge(<u32>(middle - names), <u32>(nameEnd - names))) return REFUSED;
    at = skipSpace(at);
    const byte = byteAt(at);
    if (byte == BRACKET_END) return DONE;
    if (byte != COMMA) return REFUSED;
    at = skipSpace(at + 1);
  }
  return MORE;
}

/** Where the list ends, behind its bracket. */
export function mergesEnd(): usize {
  return at + 1;
}

/** Reads `"a b"`; returns where the second name begins, 0 where it is something else. */
@inline
function readText(): usize {
  if (byteAt(at) != QUOTE || load<u64>(at + 1) == VERSION) return 0;
  at = readName(at + 1, SPACE, names);
  if (at == 0) return 0;
  const middle = nameEnd;
  at = readName(at, QUOTE, middle);
  return at == 0 ? 0 : middle;
}

/** Reads `["a", "b"]`. */
@inline
function readPair(): usize {
  if (byteAt(at) != BRACKET) return 0;
  at = skipSpace(at + 1);
  if (byteAt(at) != QUOTE) return 0;
  at = readName(at + 1, QUOTE, names);
  if (at == 0) return 0;
  const middle = nameEnd;
  at = skipSpace(at);
  if (byteAt(at) != COMMA) return 0;
  at = skipSpace(at + 1);
  if (byteAt(at) != QUOTE) return 0;
  at = readName(at + 1, QUOTE, middle);
  if (at == 0) return 0;
  at = skipSpace(at);
  return byteAt(at++) == BRACKET_END ? middle : 0;
}

/** @returns whether all three are tokens */
@inline
function addMerge(middle: u32, length: u32): bool {
  const left = findToken(names, middle);
  const right = findToken(names + middle, length - middle);
  if (left < 0 || right < 0) return false;
  if (!isToken(next, length)) next = <u32>findToken(names, length);
  if (<i32>next < 0) return false;
  const place = <usize>mergeCount << 2;
  store<u32>(lefts + place, left);
  store<u32>(rights + place, right);
  store<u32>(made + place, next);
  next++;
  mergeCount++;
  return true;
}

/** Whether the two names are those of a token together. */
@inline
function isToken(id: u32, length: u32): bool {
  return id < size && lengthOf(id) == length && isEqual(bytes + offsetOf(id), names, length);
}
