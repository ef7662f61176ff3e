/**
 * The tokens of an encoding: which neighbours are merged, in which order, as src/vocabulary/pair-table.ts has it.
 *
 * Pairs are numbered: in a tree (src/vocabulary/vocabulary.ts) by the token that they make, whose number is also its
 * rank, and where merges have ranks of their own, by these. A slot is one number: the two tokens, 18 bits each, above
 * 20 bits of the pair's number + 1; 0 is an empty slot. At most four fifths of the slots are used: with half of them
 * lookups are no faster, and loading takes longer.
 */
import { BYTE_IDS, allocate } from "./memory";

/** The rank of two tokens that no merge joins: above all others. */
export const NO_PAIR: u32 = 0xffffff;

const NUMBER_BITS: u64 = 20;
const MIX: u64 = 0x9e3779b97f4a7c15;

/** Numbers of tokens are below this. */
export let tokenCount: u32 = 0;
/** Whether every token is made by merging two of lower numbers. */
export let isTree: bool = true;

/** Where the table of pairs is, and how many bytes it has. */
export let slots: usize = 0;
export let slotBytes: usize = 0;
let slotMask: u32 = 0;
let slotShift: u64 = 0;
/** The rank of each pair, where that is not its number; 0 where there is no such table. */
let ranks: usize = 0;
/** The token that the pair of each rank makes, where that is not the rank; 0 where there is no such table. */
let tokens: usize = 0;
/** The id of each token, where that is not its number; 0 where there is no such table. */
let ids: usize = 0;
/** The rank of two bytes, at (a << 8 | b) * 4. */
export let bytePairs: usize = 0;

/** Makes room for a vocabulary. @returns whether there is any */
export function makeVocabulary(count: u32, pairCount: u32, tree: bool): bool {
  tokenCount = count;
  isTree = tree;
  let bits: u64 = 4;
  while ((<u64>1 << bits) < <u64>pairCount * 5 / 4) bits++;
  slotMask = (<u32>1 << <u32>bits) - 1;
  slotShift = 64 - bits;
  slotBytes = <usize>8 << <usize>bits;
  slots = allocate(slotBytes);
  bytePairs = allocate(4 << 16);
  if (slots == 0 || bytePairs == 0) return false;
  const none = i32x4.splat(NO_PAIR);
  for (let i: usize = 0; i < 4 << 16; i += 16) v128.store(bytePairs + i, none);
  return true;
}

/** Where the host puts a u32 for each pair, its rank. */
export function makeRanks(pairCount: u32): usize {
  return (ranks = allocate(<usize>pairCount * 4));
}

/** Where the host puts a u32 for each rank, the token that is made. */
export function makeTokens(pairCount: u32): usize {
  return (tokens = allocate(<usize>pairCount * 4));
}

/** Where the host puts a u32 for each token, its id. */
export function makeIds(): usize {
  return (ids = allocate(<usize>tokenCount * 4));
}

/** Adds pair `number`, which is not in the table yet. */
export function addPair(number: u32, left: u32, right: u32): void {
  const pair = pairOf(left, right);
  let slot = slotOf(pair);
  while (load<u64>(slots + (slot << 3)) != 0) slot = (slot + 1) & slotMask;
  store<u64>(slots + (slot << 3), pair | (number + 1));
}

/** The rank of the pair, or NO_PAIR. */
@inline
export function findPair(left: u32, right: u32): u32 {
  const pair = pairOf(left, right);
  let slot = slotOf(pair);
  while (true) {
    const word = load<u64>(slots + (slot << 3));
    if (word == 0) return NO_PAIR;
    const rest = word ^ pair;
    if (rest >> NUMBER_BITS == 0) {
      const number = <u32>rest - 1;
      return ranks == 0 ? number : load<u32>(ranks + (number << 2));
    }
    slot = (slot + 1) & slotMask;
  }
}

/** The number of the token that the pair of a rank makes. */
@inline
export function tokenOf(rank: u32): u32 {
  return tokens == 0 ? rank : load<u32>(tokens + (rank << 2));
}

@inline
function pairOf(left: u32, right: u32): u64 {
  return (<u64>left << 38) | (<u64>right << NUMBER_BITS);
}

@inline
function slotOf(pair: u64): u32 {
  return <u32>(((pair >> NUMBER_BITS) * MIX) >> slotShift);
}

@inline
export function byteId(byte: u32): u32 {
  return load<u32>(BYTE_IDS + (byte << 2));
}

/** The rank of the two bytes at `at`. */
@inline
export function bytePairAt(at: usize): u32 {
  return load<u32>(bytePairs + ((<u32>load<u8>(at) << 10) | (<u32>load<u8>(at, 1) << 2)));
}

/** Makes ids of numbers, in place. */
export function toIds(numbers: usize, count: u32): void {
  if (ids == 0) return;
  for (let i: u32 = 0; i < count; i++) {
    const at = numbers + (i << 2);
    store<u32>(at, load<u32>(ids + (load<u32>(at) << 2)));
  }
}
