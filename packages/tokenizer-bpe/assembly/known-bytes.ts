/** Pieces without the bytes that are not tokens: those are left out before merging. Few vocabularies lack any. */
import { KNOWN } from "./memory";
import { byteId } from "./vocabulary";

/** The number of a byte that is not a token. */
const NO_TOKEN: u32 = 0xffffffff;

export let lacksBytes: bool = false;

export function setLacksBytes(lacks: bool): void {
  lacksBytes = lacks;
}

/** Writes the bytes of a piece of up to 256 that are tokens to KNOWN; returns how many they are. */
export function copyKnownBytes(piece: usize, length: u32): u32 {
  let count: u32 = 0;
  for (let i: u32 = 0; i < length; i++) {
    const byte = <u32>load<u8>(piece + i);
    if (byteId(byte) == NO_TOKEN) continue;
    store<u8>(KNOWN + count, <u8>byte);
    count++;
  }
  return count;
}
