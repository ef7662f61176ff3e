/** What windows can be laid over. */
import { describe, isDetached } from "@windrow/core";
import type { TokenIds, TokenSource } from "@windrow/interfaces";
import { DatasetError } from "../errors.ts";

/** Tokens in memory, 4 or 2 bytes each, or read by position from elsewhere. */
export type Tokens = TokenIds | Uint16Array | TokenSource;

/** Whether tokens are in memory. */
export function isTokenArray(tokens: unknown): tokens is TokenIds | Uint16Array {
  return tokens instanceof Int32Array || tokens instanceof Uint16Array;
}

/** @throws DatasetError DATASET_INVALID_TOKENS */
export function checkTokens<T extends Tokens>(tokens: T): T {
  const source = tokens as Partial<TokenSource> | null | undefined;
  const isSource = Number.isSafeInteger(source?.length) && source!.length! >= 0 && typeof source!.read === "function";
  if (isTokenArray(tokens) && isDetached(tokens)) throw detachedTokens(tokens);
  if (isTokenArray(tokens) || isSource) return tokens;
  throw new DatasetError(
    "DATASET_INVALID_TOKENS",
    `tokens is ${describe(tokens)}; expected an Int32Array, a Uint16Array or an object with a length and read(start, out). ` +
      "Convert other arrays with Int32Array.from(tokens), or use SlidingWindowDataset.fromText.",
    { option: "tokens", value: tokens },
  );
}

/** The error for tokens whose memory has gone to another thread, or has shrunk. */
export function detachedTokens(tokens: unknown): DatasetError {
  return new DatasetError(
    "DATASET_INVALID_TOKENS",
    `tokens is ${describe(tokens)}; expected an array whose buffer was not transferred to another thread; pass a copy to that thread instead.`,
    { option: "tokens", value: tokens },
  );
}
