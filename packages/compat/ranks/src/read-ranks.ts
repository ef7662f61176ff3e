/**
 * Reads `bpe_ranks` into tiktoken's own file format, which the engine reads. A line is a run of tokens (`! 0 IQ== Ig==`,
 * as write-ranks.ts has it) or, as in a .tiktoken file, one token and its rank (`IQ== 0`). What a token is in base64, and
 * that no rank is there twice, is checked where the file is read.
 */
import { describe } from "@windrow/core";

/** @returns the text of a .tiktoken file @throws TypeError where the ranks are not text */
export function readRanks(ranks: string): string {
  if (typeof ranks !== "string") {
    throw new TypeError(`bpe_ranks is ${describe(ranks)}; expected the ranks as a text.`);
  }
  const lines: string[] = [];
  for (const line of ranks.split("\n")) {
    const [mark, first, ...tokens] = line.split(" ");
    if (mark !== "!") {
      lines.push(line);
      continue;
    }
    const offset = Number(first);
    for (const [index, token] of tokens.entries()) lines.push(`${token} ${offset + index}`);
  }
  return lines.join("\n");
}
