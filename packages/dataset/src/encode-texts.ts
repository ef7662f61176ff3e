/** Texts to one run of ids, whatever kind of array the tokenizer gives. */
import type { IdEncoder, TokenIds } from "@windrow/interfaces";
import { DatasetError } from "./errors.ts";
import { describe, invalidOption } from "./options.ts";

/** What is encoded, and with what. */
export interface TextOptions {
  /** Anything that turns text into ids. */
  readonly tokenizer: IdEncoder;
  /** The id put between several texts; by default the tokenizer's own `eotToken`. */
  readonly eotToken?: number | undefined;
  /** How several texts become one run: joined, with `eotToken` between. This version has no other way. */
  readonly documents?: "concatenate" | undefined;
}

/** The ids of a text, or of several joined with `eotToken`. */
export function encodeTexts(texts: string | Iterable<string>, options: TextOptions): TokenIds {
  const { tokenizer, eotToken, documents = "concatenate" } = options;
  if (documents !== "concatenate") {
    throw invalidOption("documents", documents, '"concatenate", the only way this version has');
  }
  if (typeof tokenizer?.encode !== "function") {
    throw invalidOption("tokenizer", tokenizer, "an object with a method encode(text) that gives ids");
  }
  if (typeof texts === "string") return encodeText(texts, tokenizer);
  if (typeof texts?.[Symbol.iterator] !== "function")
    throw invalidOption("text", texts, "a string or an iterable of strings");
  const parts = Array.from(texts, (text) => encodeText(text, tokenizer));
  return parts.length > 1 ? join(parts, eotToken ?? tokenizer.eotToken) : (parts[0] ?? new Int32Array(0));
}

function encodeText(text: string, tokenizer: IdEncoder): TokenIds {
  if (typeof text !== "string") throw invalidOption("text", text, "a string");
  const ids = tokenizer.encode(text);
  if (typeof ids !== "object" || ids === null || typeof ids.length !== "number") {
    throw new DatasetError(
      "DATASET_INVALID_TOKENS",
      `the tokenizer gave ${describe(ids)}; expected an array of ids, at once.`,
    );
  }
  const tokens = ids instanceof Int32Array ? ids : Int32Array.from(ids);
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
  if (!(Number.isInteger(eotToken) && eotToken! >= 0 && eotToken! < 2 ** 31)) {
    throw invalidOption(
      "eotToken",
      eotToken,
      `the id to put between ${parts.length} texts, of the tokenizer or as an option`,
    );
  }
  const joined = new Int32Array(parts.reduce((length, part) => length + part.length, parts.length - 1));
  let at = 0;
  for (const [i, part] of parts.entries()) {
    if (i > 0) joined[at++] = eotToken!;
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
