/**
 * Reads the vocabularies of tools/pack-merges.mjs, whose header has the format.
 *
 * Some merges at a time: WebAssembly has no way into the optimized code of a function that runs, so that one long call
 * would stay in the slow code that it began in.
 */
import { BYTE_IDS, allocate, release } from "./memory";
import { addPair, bytePairs, makeVocabulary } from "./vocabulary";

const BYTES: u32 = 256;

let merges: u32 = 0;
let planes: usize = 0;
let done: u32 = 0;

/** Where the host puts the packed vocabulary, six bytes for each merge; 0 where there is no memory for it. */
export function beginPacked(count: u32, tree: bool): usize {
  if (!makeVocabulary(BYTES + count, BYTES + count, tree)) return 0;
  merges = count;
  done = 0;
  planes = allocate(<usize>count * 6 + BYTES);
  if (planes != 0) numberBytes();
  return planes;
}

/** Reads the next merges; returns how many are left. */
export function readPacked(most: u32): u32 {
  const to = merges - done > most ? done + most : merges;
  for (let i = done; i < to; i++) {
    const at = planes + i;
    const left = digitAt(at) | (digitAt(at + merges) << 6) | (digitAt(at + 2 * merges) << 12);
    const right = digitAt(at + 3 * merges) | (digitAt(at + 4 * merges) << 6) | (digitAt(at + 5 * merges) << 12);
    const id = BYTES + i;
    // An id that is not a token has a left above it.
    if (left > id) continue;
    addPair(id, left, right);
    if ((left | right) < BYTES) {
      const bytes = (<u32>load<u8>(byteOfId(left)) << 8) | <u32>load<u8>(byteOfId(right));
      store<u32>(bytePairs + (bytes << 2), id);
    }
  }
  done = to;
  if (done == merges) release(planes);
  return merges - done;
}

/** Digits of six bits are '#' to 'c' without the backslash. */
@inline
export function digitAt(at: usize): u32 {
  const code = <u32>load<u8>(at);
  return code - 35 - ((92 - code) >> 31);
}

/** GPT-2's order of the bytes: the printable ones of Latin-1, then the others. */
function numberBytes(): void {
  let id: u32 = 0;
  for (let isSecond = 0; isSecond < 2; isSecond++) {
    for (let byte: u32 = 0; byte < BYTES; byte++) {
      const isPrintable = (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte != 0xad);
      if (isPrintable == (isSecond == 1)) continue;
      store<u32>(BYTE_IDS + (byte << 2), id);
      store<u8>(byteOfId(id), <u8>byte);
      id++;
    }
  }
}

/** Behind the packed bytes: the byte of each of the first 256 tokens. */
@inline
function byteOfId(id: u32): usize {
  return planes + merges * 6 + id;
}
