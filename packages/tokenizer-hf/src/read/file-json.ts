/** The JSON of a file, from its bytes, its text, or parsed already. */
import { describe, isUint8Array } from "@windrow/core";
import { type CutFile, cutLists } from "@windrow/tokenizer-bpe/internal";
import { invalidFile, isRecord } from "./fields.ts";

export interface FileJson {
  /** Parsed, with a mark in place of each list where they were cut out. */
  readonly file: unknown;
  /** The same without its lists of tokens and merges, which are read from the bytes. */
  readonly cut: CutFile | undefined;
  /** All of it, parsed. */
  whole(): unknown;
}

/** @throws HfError HF_INVALID_FILE */
export function fileJson(json: unknown): FileJson {
  if (typeof json !== "string" && !isUint8Array(json)) {
    if (!isRecord(json))
      throw invalidFile("the file", `is ${describe(json)}; expected a tokenizer.json: its bytes, text or object.`);
    return { file: json, cut: undefined, whole: () => json };
  }
  const whole = (): unknown => parsed(json);
  const cut = cutLists(json);
  return cut === undefined ? { file: whole(), cut, whole } : { file: cut.rest, cut, whole };
}

function parsed(json: string | Uint8Array): unknown {
  try {
    const text = typeof json === "string" ? json : new TextDecoder("utf-8", { fatal: true }).decode(json);
    return JSON.parse(text.replace(/^\ufeff/, "")) as unknown;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw invalidFile("the file", `is not JSON, or cut short: ${reason}`, { cause: error });
  }
}
