/**
 * Numbers of a JSON text as Hugging Face's library reads them: by the algorithm of serde_json 1 without its feature
 * float_roundtrip. All digits that fit into 64 bits are taken as one integer, which is rounded to a double, and then
 * multiplied or divided by a power of ten, which rounds once more. So one in eight numbers of 17 digits is the double next
 * to the right one, and that decides between ways to cut a text whose sums are equal but for that.
 */

/** Digits of numbers of this length, with a point, fit into 64 bits. */
const MAX_QUICK = 20;
/** The largest integer of 64 bits. */
const MAX_INTEGER = "18446744073709551615";
const MAX_POWER = 308;

const NUMBER = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

const powers: number[] = [];

/**
 * @param text a number of JSON
 * @returns one that is not finite where the library refuses it
 */
export function libraryNumber(text: string): number {
  const point = text.indexOf(".");
  if (point > 0 && text.length <= MAX_QUICK && !/[eE]/.test(text))
    return Number(text.slice(0, point) + text.slice(point + 1)) / powerOf(text.length - 1 - point);
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
