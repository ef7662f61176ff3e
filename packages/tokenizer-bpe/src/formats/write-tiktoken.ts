/** tiktoken's file of ranks: a line for each token, its bytes in base64, a space, its rank, which is its id. */
import { byteString } from "../vocabulary/byte-string.ts";
import type { Vocabulary } from "../vocabulary/vocabulary.ts";
import { notExportable } from "./file-error.ts";
import { eachToken } from "./list-merges.ts";

/**
 * @param emptyToken the id of a token of no bytes
 * @throws BpeError BPE_NOT_EXPORTABLE where ranks alone would make other ids
 */
export function writeTiktoken(vocabulary: Vocabulary, emptyToken?: number): string {
  if (vocabulary.mergesKey?.() !== undefined)
    throw notExportable(
      ".tiktoken",
      "its merges are in another order than its ids, or are not all that its tokens allow; a tokenizer.json can express that.",
    );
  const lines: string[] = [];
  for (const [id, token] of eachToken(vocabulary.tokenBytes())) lines[id] = `${btoa(byteString(token))} ${id}\n`;
  if (emptyToken !== undefined) lines[emptyToken] = `= ${emptyToken}\n`;
  return lines.join("");
}
