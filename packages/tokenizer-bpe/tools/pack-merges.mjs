/**
 * A vocabulary as the pairs of tokens that make its tokens, in the order of their ids.
 *
 * Every token but the 256 bytes is made by merging two tokens of lower ids, which is all that byte
 * pair encoding needs to know: the bytes follow from it. Packing fails where a token is not, so
 * that the merges alone give tiktoken's ids (src/vocabulary/vocabulary.ts says why).
 *
 * Format: the lefts, then the rights, each as PLANES planes of six bits, low bits first; a plane
 * has one character for each id from 256 on. Planes compress better than pairs side by side, since
 * their low bits are noise and their high bits are not. Sizes after gzip, kB, r50k / cl100k / o200k:
 * 166 / 345 / 733; planes of eight bits 162 / 339 / 720, but they are not ASCII; in base 91 165 / 343 / 733.
 */

/** 3 * 6 bits: ids below 2^18. */
const PLANES = 3;
/** In the place of left and right where an id has no token: above every id. */
const HOLE = [2 ** (6 * PLANES) - 1, 2 ** (6 * PLANES) - 1];

/** @param base64Tokens base64 of each token by its id */
export function packMerges(base64Tokens) {
  const tokens = Array.from(base64Tokens, (base64) => (base64 === undefined ? undefined : atob(base64)));
  if (tokens.length >= 2 ** (6 * PLANES)) throw new Error(`${tokens.length} tokens do not fit into ${PLANES} planes`);
  checkBytes(tokens);
  const idOf = new Map(tokens.map((token, id) => [token, id]));
  const pairs = tokens.slice(256).map((token, i) => (token === undefined ? HOLE : pairOf(token, 256 + i, idOf)));
  let packed = "";
  for (const side of [0, 1]) {
    for (let plane = 0; plane < PLANES; plane++) {
      for (const pair of pairs) packed += character((pair[side] >> (6 * plane)) & 63);
    }
  }
  return packed;
}

/** The two tokens that a token is merged from: what is left when all merges of lower ids are done. */
function pairOf(token, id, idOf) {
  const parts = [...token];
  for (;;) {
    let lowest = id;
    let at = -1;
    for (let i = 0; i + 1 < parts.length; i++) {
      const rank = idOf.get(parts[i] + parts[i + 1]);
      if (rank !== undefined && rank < lowest) [lowest, at] = [rank, i];
    }
    if (at < 0) break;
    parts.splice(at, 2, parts[at] + parts[at + 1]);
  }
  if (parts.length !== 2) throw new Error(`token ${id} is not made by merging two tokens of lower ids`);
  return parts.map((part) => idOf.get(part));
}

/** The bytes come first, in the order of GPT-2's byte-to-character table: the printable ones, then the others. */
function checkBytes(tokens) {
  const isPrintable = (byte) => (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte !== 0xad);
  const bytes = Array.from({ length: 256 }, (_, byte) => byte);
  const expected = [...bytes.filter(isPrintable), ...bytes.filter((byte) => !isPrintable(byte))];
  expected.forEach((byte, id) => {
    if (tokens[id] !== String.fromCharCode(byte)) throw new Error(`token ${id} is not the byte ${byte}`);
  });
}

/** '#' to 'c' without the backslash. */
function character(sixBits) {
  return String.fromCharCode(sixBits + (sixBits < 57 ? 35 : 36));
}
