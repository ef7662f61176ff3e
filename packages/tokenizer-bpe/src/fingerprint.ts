/** What decides an encoding's ids, in one digest: recorded with data that was made with it. */
import type { TokenBytes } from "./vocabulary/token-bytes.ts";
import type { EncodingDefinition } from "./encoding-definitions.ts";
import { sha256 } from "@windrow/core";

/** sha256 over the pattern, the special tokens, the bytes of all tokens with their lengths, and what else decides the merges. */
export function fingerprintOf(
  { pattern, specialTokens }: EncodingDefinition,
  { bytes, offsets }: TokenBytes,
  mergesKey?: string,
): string {
  const special = [...specialTokens].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const lengths = Array.from(offsets.subarray(1), (end, id) => end - offsets[id]!).join();
  const tokens = sha256(bytes);
  const parts = ["windrow-bpe-1", pattern, special, tokens, lengths, ...(mergesKey === undefined ? [] : [mergesKey])];
  return sha256(new TextEncoder().encode(JSON.stringify(parts)));
}
