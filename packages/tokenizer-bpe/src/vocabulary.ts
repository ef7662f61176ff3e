/**
 * The mergeable tokens of an encoding: bytes by id, id by bytes.
 *
 * A token's bytes are kept twice: in one array for decoding, and as a byte string (one character
 * of U+0000 to U+00FF for each byte) that a Map can look up. The rank of a token is its id.
 */
export interface Vocabulary {
  /** Bytes of all tokens one after another, in the order of their ids. */
  readonly bytes: Uint8Array;
  /** Token `id` is `bytes[offsets[id] .. offsets[id + 1] - 1]`; an id that is no token has no bytes. */
  readonly offsets: Uint32Array;
  /** Id by byte string. */
  readonly ids: ReadonlyMap<string, number>;
  /** Bytes of the longest token. */
  readonly longest: number;
}

/**
 * Reads js-tiktoken's rank tables: lines of `! FIRST_ID BASE64 BASE64 ...`, ids counted up from
 * the first. (Checked against tiktoken's own sha256 in the tests.)
 */
export function parseRanks(ranks: string): Vocabulary {
  const tokens: string[] = [];
  const ids = new Map<string, number>();
  let byteLength = 0;
  let longest = 0;
  for (const line of ranks.split("\n")) {
    if (line === "") continue;
    const [, first, ...base64Tokens] = line.split(" ");
    for (const [i, base64] of base64Tokens.entries()) {
      const token = atob(base64);
      tokens[Number(first) + i] = token;
      ids.set(token, Number(first) + i);
      byteLength += token.length;
      longest = Math.max(longest, token.length);
    }
  }
  return { ...packBytes(tokens, byteLength), ids, longest };
}

function packBytes(tokens: readonly string[], byteLength: number): Pick<Vocabulary, "bytes" | "offsets"> {
  const bytes = new Uint8Array(byteLength);
  const offsets = new Uint32Array(tokens.length + 1);
  let at = 0;
  for (let id = 0; id < tokens.length; id++) {
    const token = tokens[id] ?? "";
    for (let i = 0; i < token.length; i++) bytes[at++] = token.charCodeAt(i);
    offsets[id + 1] = at;
  }
  return { bytes, offsets };
}

const NO_BYTES = new Uint8Array(0);

/** Bytes of a token, as a view; empty where the id is not a mergeable token. */
export function tokenBytes(vocabulary: Vocabulary, id: number): Uint8Array {
  if (!Number.isInteger(id)) return NO_BYTES;
  return vocabulary.bytes.subarray(vocabulary.offsets[id] ?? 0, vocabulary.offsets[id + 1] ?? 0);
}

/** The rank of two neighbours that are no token together: above all ranks. */
export const NO_PAIR = 0x7fffffff;

/** The rank of the bytes `piece[start .. end - 1]`, or NO_PAIR where they are no token. */
export function rankOf(piece: string, start: number, end: number, { ids, longest }: Vocabulary): number {
  return end - start > longest ? NO_PAIR : (ids.get(piece.slice(start, end)) ?? NO_PAIR);
}

const utf8 = new TextEncoder();

/** The UTF-8 bytes of a text as a byte string; lone surrogates become U+FFFD. */
export function byteString(text: string): string {
  return isAscii(text) ? text : byteStringOfBytes(utf8.encode(text));
}

/** Bytes as a byte string. */
export function byteStringOfBytes(bytes: Uint8Array): string {
  let result = "";
  // In chunks: each byte becomes an argument of one call.
  for (let at = 0; at < bytes.length; at += 8192) result += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return result;
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return false;
  return true;
}
