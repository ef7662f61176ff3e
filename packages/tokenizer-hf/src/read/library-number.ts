/**
 * Numbers of a JSON text as Hugging Face's library reads them: by the algorithm of serde_json 1 without its feature
 * float_roundtrip. All digits that fit into 64 bits are taken as one integer, which is rounded to a double, and then
 * multiplied or divided by a power of ten, which rounds once more. So one in eight numbers of 17 digits is the double next
 * to the right one, and that decides between ways to cut a text whose sums are equal but for that.
 */

/** Digits that are added up before and behind: their sum is rounded once, since 10^9 * 5^9 is below 2^53. */
const HALF_DIGITS = 9;
/** The largest integer of 64 bits. */
const MAX_INTEGER = "18446744073709551615";
const MAX_POWER = 308;

const NUMBER = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

const powers: number[] = [];

/**
 * @param text has a number of JSON from `start` to `end`; default all of it
 * @returns one that is not finite where the library refuses it
 */
export function libraryNumber(text: string, start = 0, end: number = text.length): number {
  const isNegative = text.charCodeAt(start) === 0x2d;
  let [high, low, lowDigits, decimals] = [0, 0, 0, 0];
  let isBehindPoint = false;
  for (let at = isNegative ? start + 1 : start, digits = 0; at < end; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0x2e) {
      isBehindPoint = true;
      continue;
    }
    const isDigit = unit >= 0x30 && unit <= 0x39;
    if (!isDigit || digits === 2 * HALF_DIGITS) return longNumber(text.slice(start, end));
    if (digits++ < HALF_DIGITS) high = high * 10 + unit - 0x30;
    else {
      low = low * 10 + unit - 0x30;
      lowDigits++;
    }
    if (isBehindPoint) decimals++;
  }
  const value = (high * powerOf(lowDigits) + low) / powerOf(decimals);
  return isNegative ? -value : value;
}

/** With an exponent, or many digits. */
function longNumber(text: string): number {
  const [, sign, whole, decimals = "", exponent] = NUMBER.exec(text)!;
  const integer = withDigits("", whole!);
  const all = withDigits(integer.digits, decimals);
  const shift = integer.dropped - (decimals.length - all.dropped) + Number(exponent ?? 0);
  const value = scaled(Number(all.digits), Math.max(shift, -(2 ** 31)));
  return sign === "-" ? -value : value;
}

/** Digits with more behind them, up to the first that does not fit; zeros in front are left out. */
function withDigits(before: string, more: string): { readonly digits: string; readonly dropped: number } {
  let digits = before;
  for (let i = 0; i < more.length; i++) {
    const next = digits === "0" || digits === "" ? more[i]! : digits + more[i]!;
    const fits = next.length < MAX_INTEGER.length || (next.length === MAX_INTEGER.length && next <= MAX_INTEGER);
    if (!fits) return { digits, dropped: more.length - i };
    digits = next;
  }
  return { digits, dropped: 0 };
}

function scaled(digits: number, shift: number): number {
  let value = digits;
  let left = shift;
  while (left < -MAX_POWER && value !== 0) {
    value /= 1e308;
    left += MAX_POWER;
  }
  if (value === 0) return 0;
  if (left > MAX_POWER) return Infinity;
  return left >= 0 ? value * powerOf(left) : value / powerOf(-left);
}

/** The double next to a power of ten: Math.pow need not give it. */
function powerOf(exponent: number): number {
  return (powers[exponent] ??= Number(`1e${exponent}`));
}
