/** tiktoken's file of ranks: a line for each token, its bytes in base64, a space, its rank, which is its id. */
import { byteString } from "../vocabulary/byte-string.ts";
import type { Vocabulary } from "../vocabulary/vocabulary.ts";
import { notExportable } from "./file-error.ts";
import { eachToken } from "./list-merges.ts";

/** @throws BpeError BPE_NOT_EXPORTABLE where ranks alone would make other ids */
export function writeTiktoken(vocabulary: Vocabulary): string {
  if (vocabulary.mergesKey?.() !== undefined)
    throw notExportable(
      ".tiktoken",
      "its merges come in another order than its ids, or are not all that its tokens allow; a tokenizer.json can say that.",
    );
  const lines: string[] = [];
  for (const [id, token] of eachToken(vocabulary.tokenBytes())) lines.push(`${btoa(byteString(token))} ${id}\n`);
  return lines.join("");
}
