/** Blocks of 64 bytes as masks of 64 bits: bit i says something of byte i. All of it is inlined into block-*.ts. */

@inline
export function bitsOf(a: v128, b: v128, c: v128, d: v128): u64 {
  const low = <u64>(<u32>i8x16.bitmask(a)) | (<u64>(<u32>i8x16.bitmask(b)) << 16);
  return low | (<u64>(<u32>i8x16.bitmask(c)) << 32) | (<u64>(<u32>i8x16.bitmask(d)) << 48);
}

@inline
function isWithin(bytes: v128, first: i8, more: i8): v128 {
  return v128.le<u8>(i8x16.sub(bytes, i8x16.splat(first)), i8x16.splat(more));
}

/** The bytes from `first` to `first + more`. */
@inline
export function bytesWithin(a: v128, b: v128, c: v128, d: v128, first: i8, more: i8): u64 {
  return bitsOf(isWithin(a, first, more), isWithin(b, first, more), isWithin(c, first, more), isWithin(d, first, more));
}

/** The ASCII letters: in lower case once bit 5 is set. */
@inline
export function asciiLetters(a: v128, b: v128, c: v128, d: v128): u64 {
  const bit5 = i8x16.splat(0x20);
  return bytesWithin(v128.or(a, bit5), v128.or(b, bit5), v128.or(c, bit5), v128.or(d, bit5), 0x61, 25);
}

@inline
export function bytesEqual(a: v128, b: v128, c: v128, d: v128, byte: i8): u64 {
  const one = i8x16.splat(byte);
  return bitsOf(i8x16.eq(a, one), i8x16.eq(b, one), i8x16.eq(c, one), i8x16.eq(d, one));
}

/** The bits below bit `count`, of which there are 64. */
@inline
export function below(count: u64): u64 {
  return count < 64 ? (<u64>1 << count) - 1 : <u64>-1;
}

/** The bits up to bit `last`. */
@inline
export function upTo(last: u64): u64 {
  return ((<u64>1 << last) << 1) - 1;
}

/** Only the lowest bit that is set. */
@inline
export function lowest(bits: u64): u64 {
  return bits & (0 - bits);
}

/** The first bit of each run of bits. */
@inline
export function runStarts(bits: u64): u64 {
  return bits & ~(bits << 1);
}
