/**
 * float64 fused multiply-add: `a * b + c`, rounded once, for all finite doubles.
 *
 * The product as high + low (Dekker's TwoProduct) plus c as sum + error (Knuth's TwoSum) makes
 * three doubles that are exact together. They are added with two roundings; where these could differ
 * from one, that is where a last place of the small part decides, integers settle it.
 * About 10 ns, and a microsecond in the rare case and for magnitudes beyond 2^400, whose small parts
 * could leave double's range.
 */

/** Veltkamp's constant: splits a double into two of 26 bits. */
const SPLITTER = 2 ** 27 + 1;
const MAX_FAST = 2 ** 400;
const MIN_FAST = 2 ** -400;

export function fma64(a: number, b: number, c: number): number {
  const product = a * b;
  if (a === 0 || b === 0) return product + c;
  if (!(isFast(a) && isFast(b) && (c === 0 || isFast(c)))) return exactFma64(a, b, c);
  const aHigh = upperHalf(a);
  const bHigh = upperHalf(b);
  const aLow = a - aHigh;
  const bLow = b - bHigh;
  const low = aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
  const sum = product + c;
  const addend = sum - product;
  const error = product - (sum - addend) + (c - addend);
  const small = error + low;
  const least = sum + small * (1 - 2 ** -51);
  return least === sum + small * (1 + 2 ** -51) ? least : exactFma64(a, b, c);
}

function isFast(x: number): boolean {
  return Math.abs(x) <= MAX_FAST && Math.abs(x) >= MIN_FAST;
}

function upperHalf(x: number): number {
  const scaled = SPLITTER * x;
  return scaled - (scaled - x);
}

/** The same with integers; neither a nor b is 0. */
function exactFma64(a: number, b: number, c: number): number {
  const [aInteger, aExponent] = decompose(a);
  const [bInteger, bExponent] = decompose(b);
  const [cInteger, cExponent] = decompose(c);
  const exponent = Math.min(aExponent + bExponent, cExponent);
  const sum =
    ((aInteger * bInteger) << BigInt(aExponent + bExponent - exponent)) + (cInteger << BigInt(cExponent - exponent));
  const magnitude = sum < 0n ? -sum : sum;
  // A double has 53 bits, and none below 2^-1074.
  const dropped = Math.max(magnitude.toString(2).length - 53, -1074 - exponent, 0);
  const unit = 1n << BigInt(dropped);
  const rest = (magnitude % unit) * 2n;
  let kept = magnitude / unit;
  if (rest > unit || (rest === unit && (kept & 1n) === 1n)) kept++;
  const rounded = Number(kept) * 2 ** (exponent + dropped);
  return sum < 0n ? -rounded : rounded;
}

/** x = integer * 2^exponent. */
function decompose(x: number): readonly [integer: bigint, exponent: number] {
  if (x === 0) return [0n, 0];
  const exponent = Math.max(Math.floor(Math.log2(Math.abs(x))) - 53, -1074);
  // In two steps, since 2 ** 1074 is not a double. An exponent too small by one is as good.
  const integer = x * 2 ** Math.floor(-exponent / 2) * 2 ** Math.ceil(-exponent / 2);
  return [BigInt(integer), exponent];
}
