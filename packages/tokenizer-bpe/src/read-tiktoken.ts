/**
 * tiktoken's file format for ranks: a line for each token, its bytes in base64, a space, its rank. One token may have no
 * bytes, which is written as `=`: that of Whisper's multilingual.tiktoken, which no text has and ids may have.
 * Source: tiktoken/load.py; openai/whisper, whisper/assets.
 */
import { describe, isUint8Array, quoted } from "@windrow/core";
import { checkNotDetached } from "./arguments.ts";
import { BpeError } from "./errors.ts";
import { MAX_TOKENS } from "./vocabulary/pair-table.ts";

/** A larger file does not fit into a text of every engine; o200k_base has 3.6 MB. */
const MAX_RANKS_BYTES = 2 ** 28;

export interface TiktokenRanks {
  /** Bytes of each token by its rank; none where there is none, or where it is the empty one. */
  readonly tokens: readonly (Uint8Array | undefined)[];
  /** The rank of the token of no bytes. */
  readonly emptyToken: number | undefined;
}

/**
 * @param ranks the file's text or bytes
 * @throws BpeError BPE_INVALID_RANKS naming the line
 */
export function readTiktoken(ranks: string | Uint8Array): TiktokenRanks {
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
  let emptyToken: number | undefined;
  for (const [index, line] of text
    .replace(/^\ufeff/, "")
    .split("\n")
    .entries()) {
    if (line.trim() === "") continue;
    const number = index + 1;
    const [, base64 = "", rankText = ""] = /^(\S+)[ \t]+(\d+)\r?$/.exec(line) ?? [];
    const bytes = bytesOf(base64);
    const rank = Number(rankText);
    if (bytes === undefined) {
      throw invalid(`line ${number} is ${quoted(line)}; expected base64 of a token, a space and its rank.`, number);
    }
    if (rank >= MAX_TOKENS) {
      throw invalid(`line ${number} has the rank ${rankText}; expected less than ${MAX_TOKENS}.`, number);
    }
    if (lines[rank] !== undefined) {
      throw invalid(
        `line ${number} has the rank ${rank}, as line ${lines[rank]} has; expected each rank once.`,
        number,
      );
    }
    lines[rank] = number;
    if (bytes.length > 0) tokens[rank] = bytes;
    else if (emptyToken === undefined) emptyToken = rank;
    else
      throw invalid(
        `line ${number} has a token without bytes, as line ${lines[emptyToken]} has; expected each token once.`,
        number,
      );
  }
  if (lines.length === 0)
    throw invalid("the ranks have no lines; expected a token in base64 and its rank on each line.", 1);
  tokens.length = lines.length;
  return { tokens, emptyToken };
}

/** Undefined where it is not base64; none of `=`, as Python has it. */
function bytesOf(base64: string): Uint8Array | undefined {
  if (base64 === "=") return new Uint8Array(0);
  if (base64 === "") return undefined;
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}

function invalid(message: string, line: number): BpeError {
  return new BpeError("BPE_INVALID_RANKS", message, { line });
}
