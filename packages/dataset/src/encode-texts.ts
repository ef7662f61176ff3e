/** Texts to one run of ids, whatever kind of array the tokenizer gives. */
import type { IdEncoder, TokenIds } from "@windrow/interfaces";
import { DatasetError } from "./errors.ts";

/** The ids of a text, or of several joined with the tokenizer's `eotToken`. */
export function encodeTexts(texts: string | Iterable<string>, tokenizer: IdEncoder): TokenIds {
  if (typeof tokenizer?.encode !== "function") {
    throw new DatasetError(
      "DATASET_INVALID_OPTION",
      "tokenizer has no encode method; pass an object with encode(text) that gives ids.",
    );
  }
  if (typeof texts === "string") return toTokenIds(tokenizer.encode(texts));
  const parts = Array.from(texts, (text) => toTokenIds(tokenizer.encode(text)));
  return join(parts, tokenizer.eotToken);
}

function toTokenIds(ids: ArrayLike<number>): TokenIds {
  if (ids instanceof Int32Array) return ids;
  const tokens = Int32Array.from(ids);
  for (let i = 0; i < tokens.length; i++) {
    if (tokens[i] !== ids[i] || tokens[i]! < 0) {
      throw new DatasetError(
        "DATASET_INVALID_TOKENS",
        `the tokenizer gave ${ids[i]} at index ${i}; expected an integer from 0 to 2^31 - 1.`,
      );
    }
  }
  return tokens;
}

function join(parts: readonly TokenIds[], eotToken: number | undefined): TokenIds {
  if (parts.length > 1 && eotToken === undefined) {
    throw new DatasetError(
      "DATASET_INVALID_OPTION",
      `${parts.length} texts are joined, but the tokenizer has no eotToken; pass { encode, eotToken } or one text.`,
    );
  }
  const separators = Math.max(0, parts.length - 1);
  const joined = new Int32Array(parts.reduce((length, part) => length + part.length, separators));
  let at = 0;
  for (const [i, part] of parts.entries()) {
    if (i > 0) joined[at++] = eotToken!;
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
