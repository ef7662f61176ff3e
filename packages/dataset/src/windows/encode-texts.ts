/** Texts to one run of ids, whatever kind of array the tokenizer gives. */
import { describe, invalidOption, isDetached } from "@windrow/core";
import type { IdEncoder, TokenIds } from "@windrow/interfaces";
import { DatasetError } from "../errors.ts";
import { fail } from "../options.ts";
import { detachedTokens } from "./tokens.ts";

/** What is encoded, and with what. */
export interface TextOptions {
  /** Anything that turns text into ids. */
  readonly tokenizer: IdEncoder;
  /** The id put between texts that are concatenated; by default the tokenizer's own `eotToken`. */
  readonly eotToken?: number | undefined;
  /**
   * What several texts become: one run with `eotToken` between them (`"concatenate"`, the default), or
   * documents of their own, with nothing between them, whose borders no window crosses (`"separate"`).
   */
  readonly documents?: "concatenate" | "separate" | undefined;
}

/** Names of the options of texts. */
export const TEXT_OPTIONS = ["tokenizer", "eotToken", "documents"] as const;

/** Tokens one after another, and where each document ends if they are separate. */
export interface EncodedTexts {
  readonly tokens: TokenIds;
  readonly documentEnds: Float64Array | undefined;
}

/** The ids of a text, or of several. */
export function encodeTexts(texts: string | Iterable<string>, options: TextOptions): EncodedTexts {
  const { tokenizer, eotToken, documents = "concatenate" } = options;
  if (documents !== "concatenate" && documents !== "separate") {
    throw invalidOption(fail, "documents", documents, '"concatenate" or "separate"');
  }
  if (eotToken !== undefined) checkEotToken(eotToken);
  if (eotToken !== undefined && documents === "separate") {
    throw invalidOption(
      fail,
      "eotToken",
      eotToken,
      'no eotToken with documents: "separate", which puts nothing between the texts',
    );
  }
  if (typeof tokenizer?.encode !== "function") {
    throw invalidOption(fail, "tokenizer", tokenizer, "an object with a method encode(text) that returns ids");
  }
  if (typeof texts === "string") return { tokens: encodeText(texts, tokenizer), documentEnds: undefined };
  if (typeof texts?.[Symbol.iterator] !== "function")
    throw invalidOption(fail, "text", texts, "a string or an iterable of strings");
  const parts = Array.from(texts, (text) => encodeText(text, tokenizer));
  if (documents === "separate") return { tokens: join(parts, undefined), documentEnds: endsOf(parts) };
  const between = parts.length > 1 ? checkEotToken(eotToken ?? tokenizer.eotToken, parts.length) : undefined;
  return { tokens: join(parts, between), documentEnds: undefined };
}

function encodeText(text: string, tokenizer: IdEncoder): TokenIds {
  if (typeof text !== "string") throw invalidOption(fail, "text", text, "a string");
  const ids = tokenizer.encode(text);
  if (typeof ids !== "object" || ids === null || typeof ids.length !== "number") {
    throw new DatasetError(
      "DATASET_INVALID_TOKENS",
      `the tokenizer returned ${describe(ids)}; expected an array of ids, not a promise.`,
      { option: "tokenizer", value: ids },
    );
  }
  // A bigint is not int32, and is refused below like every other id that is none.
  if (ArrayBuffer.isView(ids) && isDetached(ids)) throw detachedTokens(ids);
  const tokens = ids instanceof Int32Array ? ids : Int32Array.from(ids, Number);
  for (let i = 0; i < tokens.length; i++) {
    if (tokens[i] !== ids[i] || tokens[i]! < 0) {
      throw new DatasetError(
        "DATASET_INVALID_TOKENS",
        `the tokenizer returned ${describe(ids[i])} at index ${i}; expected an integer from 0 to 2^31 - 1, as a number.`,
        { option: "tokenizer", id: ids[i], index: i },
      );
    }
  }
  return tokens;
}

/** @param texts how many there are; an option is checked before that is known */
function checkEotToken(eotToken: number | undefined, texts?: number): number {
  if (Number.isInteger(eotToken) && eotToken! >= 0 && eotToken! < 2 ** 31) return eotToken!;
  throw invalidOption(
    fail,
    "eotToken",
    eotToken,
    `the id to put between ${texts === undefined ? "" : `${texts} `}texts, from the tokenizer or the option, from 0 to 2^31 - 1`,
  );
}

function join(parts: readonly TokenIds[], between: number | undefined): TokenIds {
  if (parts.length === 1) return parts[0]!;
  const betweens = between === undefined ? 0 : Math.max(0, parts.length - 1);
  const joined = new Int32Array(parts.reduce((length, part) => length + part.length, betweens));
  let at = 0;
  for (const [i, part] of parts.entries()) {
    if (i > 0 && between !== undefined) joined[at++] = between;
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

function endsOf(parts: readonly TokenIds[]): Float64Array {
  let end = 0;
  return Float64Array.from(parts, (part) => (end += part.length));
}
