/**
 * tiktoken's file format for ranks: a line for each token, its bytes in base64, a space, its rank.
 * Source: tiktoken/load.py.
 */
import { describe, isUint8Array, quoted } from "@windrow/core";
import { checkNotDetached } from "./arguments.ts";
import { BpeError } from "./errors.ts";
import { MAX_TOKENS } from "./merge/pair-table.ts";

/** A larger file does not fit into a text of every engine; o200k_base has 3.6 MB. */
const MAX_RANKS_BYTES = 2 ** 28;

/**
 * Bytes of each token by its rank.
 * @param ranks the file's text or bytes
 * @throws BpeError BPE_INVALID_RANKS naming the line
 */
export function readTiktoken(ranks: string | Uint8Array): (Uint8Array | undefined)[] {
  if (typeof ranks !== "string" && !isUint8Array(ranks)) {
    throw new BpeError(
      "BPE_INVALID_RANKS",
      `ranks is ${describe(ranks)}; expected the text or bytes of a .tiktoken file.`,
    );
  }
  if (isUint8Array(ranks)) checkNotDetached("ranks", ranks, "BPE_INVALID_RANKS");
  if (ranks.length > MAX_RANKS_BYTES)
    throw new BpeError(
      "BPE_INVALID_RANKS",
      `The ranks have ${ranks.length} bytes; the largest file that can be read has ${MAX_RANKS_BYTES}.`,
    );
  const text = typeof ranks === "string" ? ranks : new TextDecoder().decode(ranks);
  const tokens: (Uint8Array | undefined)[] = [];
  const lines: number[] = [];
  for (const [index, line] of text
    .replace(/^\ufeff/, "")
    .split("\n")
    .entries()) {
    if (line.trim() === "") continue;
    const number = index + 1;
    const [, base64 = "", rankText = ""] = /^(\S+)[ \t]+(\d+)\r?$/.exec(line) ?? [];
    const bytes = bytesOf(base64);
    const rank = Number(rankText);
    if (bytes === undefined || bytes.length === 0) {
      throw invalid(`line ${number} is ${quoted(line)}; expected base64 of a token, a space and its rank.`, number);
    }
    if (rank >= MAX_TOKENS) {
      throw invalid(`line ${number} has the rank ${rankText}; expected less than ${MAX_TOKENS}.`, number);
    }
    if (tokens[rank] !== undefined) {
      throw invalid(
        `line ${number} has the rank ${rank}, as line ${lines[rank]} has; expected each rank once.`,
        number,
      );
    }
    tokens[rank] = bytes;
    lines[rank] = number;
  }
  if (tokens.length === 0) throw invalid("the ranks have no line; expected base64 and a rank in each.", 1);
  return tokens;
}

function bytesOf(base64: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}

function invalid(message: string, line: number): BpeError {
  return new BpeError("BPE_INVALID_RANKS", message, { line });
}
