/** Which tokens a token was merged from when the vocabulary was trained. */
import type { BpeTokenizer } from "@windrow/tokenizer-bpe";

/** What is asked of the tokenizer: an id's bytes, and the id of bytes that are one token. */
type Vocabulary = Pick<BpeTokenizer, "decodeSingleTokenBytes" | "encodeSingleToken">;

/**
 * Two ids: merging them made the token. Found by merging its bytes again, lowest rank first, with the
 * merges that came before it. Empty for a single byte; more than two where no merge led to the token.
 */
export function mergedFrom(id: number, vocabulary: Vocabulary): number[] {
  const bytes = vocabulary.decodeSingleTokenBytes(id);
  if (bytes.length < 2) return [];
  let parts = Array.from(bytes, (byte) => Uint8Array.of(byte));
  while (parts.length > 2) {
    let [lowest, at] = [id, -1];
    for (let i = 0; i + 1 < parts.length; i++) {
      const rank = idOf(joined(parts[i]!, parts[i + 1]!), vocabulary);
      if (rank !== undefined && rank < lowest) [lowest, at] = [rank, i];
    }
    if (at < 0) break;
    parts = [...parts.slice(0, at), joined(parts[at]!, parts[at + 1]!), ...parts.slice(at + 2)];
  }
  return parts.map((part) => vocabulary.encodeSingleToken(part));
}

function idOf(bytes: Uint8Array, vocabulary: Vocabulary): number | undefined {
  try {
    return vocabulary.encodeSingleToken(bytes);
  } catch {
    return undefined;
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
