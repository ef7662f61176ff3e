/** Bytes as a string of U+0000 to U+00FF, one character for each: keys of a Map. */
export function byteString(bytes: Uint8Array): string {
  let result = "";
  // In parts: each byte becomes an argument of one call.
  for (let at = 0; at < bytes.length; at += 8192) result += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return result;
}
