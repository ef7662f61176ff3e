/** Ids that are there as a whole, special ones included, to text. */
import { describe } from "@windrow/core";
import type { BpeTokenizer } from "@windrow/tokenizer-bpe";
import type { Encoding } from "./encodings.ts";
import { GptTokenizerError, wrongType } from "./errors.ts";
import { plainId } from "./plain-id.ts";

type Ids = readonly number[] | Int32Array;

/** @throws GptTokenizerError GPT_INVALID_TOKEN_ID; TypeError where it is not a list */
export function decodeIds(tokens: Iterable<number>, tokenizer: BpeTokenizer, encoding: Encoding): string {
  const { firstSpecial, specialNames } = encoding;
  const ids = idsOf(tokens);
  let text = "";
  let start = 0;
  for (let i = 0; i < ids.length; i++) {
    const name = ids[i]! < firstSpecial ? undefined : specialNames.get(ids[i]!);
    if (name === undefined) continue;
    text += decodeOrdinary(ids, start, i, tokenizer) + name;
    start = i + 1;
  }
  return text + decodeOrdinary(ids, start, ids.length, tokenizer);
}

/** @throws TypeError where it is not iterable */
function idsOf(tokens: Iterable<number>): Ids {
  const isList = Array.isArray(tokens) || tokens instanceof Int32Array;
  if (!isList && typeof tokens?.[Symbol.iterator] !== "function") {
    throw wrongType("GPT_INVALID_TOKEN_ID", `The ids are ${describe(tokens)}; expected a list of ids.`, {
      ids: tokens,
    });
  }
  const ids: Ids = isList ? tokens : Array.from(tokens);
  return ids.length === 0 || typeof ids[0] === "number" ? ids : Array.from(ids, (id) => plainId(id) as number);
}

function decodeOrdinary(ids: Ids, start: number, end: number, tokenizer: BpeTokenizer): string {
  if (start === end) return "";
  try {
    return tokenizer.decode(start === 0 && end === ids.length ? ids : ids.slice(start, end));
  } catch (error) {
    const { code, fields } = error as { code?: unknown; fields?: { id: unknown; index?: number } };
    if (code !== "BPE_INVALID_TOKEN_ID") throw error;
    throw new GptTokenizerError(
      "GPT_INVALID_TOKEN_ID",
      `Token ${String(fields?.id)} is not in the byte pair encoder.`,
      { id: fields?.id, index: start + (fields?.index ?? 0), cause: error },
    );
  }
}
