/**
 * The engine in WebAssembly as a string of ASCII.
 *
 * Format: digits of base 91, '#' to '~' without the backslash. A byte below 89 is one digit; another is two, the first
 * of them 89 or 90: byte = 89 + 91 * (first - 89) + second. Most bytes are one character, so gzip finds what repeats,
 * which base64 hides from it. Sizes after gzip, kB: 9.8; base64 13.8, hexadecimal 10.6, the file itself 9.6.
 */
const ONE_DIGIT = 89;
const BASE = 91;

/** @param bytes of engine.wasm */
export function packEngine(bytes) {
  let packed = "";
  for (const byte of bytes) {
    const above = byte - ONE_DIGIT;
    packed += above < 0 ? digit(byte) : digit(ONE_DIGIT + Math.floor(above / BASE)) + digit(above % BASE);
  }
  // In a page this would end the script's element, wherever it is.
  if (/<\/?script/i.test(packed)) throw new Error("the packed engine has a tag of HTML in it");
  return packed;
}

function digit(value) {
  return String.fromCharCode(value + (value < 57 ? 35 : 36));
}
