/** The JSON of a file, from its bytes, its text, or parsed already. */
import { describe, isUint8Array } from "@windrow/core";
import {
  type CutFile,
  cutLists,
  type EngineName,
  findLists,
  readLists,
  type ReadLists,
  wantsWasm,
} from "@windrow/tokenizer-bpe/internal";
import { invalidFile, isRecord } from "./fields.ts";

export interface FileJson {
  /** Parsed, with a mark in place of each list where they were cut out. */
  readonly file: unknown;
  /** The same without its lists of tokens and merges, which are read from the bytes. */
  readonly cut: CutFile | undefined;
  /** Those lists, where WebAssembly could read them. */
  readonly lists: ReadLists | undefined;
  /** All of it, parsed. */
  whole(): unknown;
}

/**
 * @param engine `"typescript"` keeps to TypeScript
 * @throws HfError HF_INVALID_FILE
 */
export function fileJson(json: unknown, engine?: EngineName): FileJson {
  const whole = (): unknown => wholeJson(json);
  if (typeof json !== "string" && !isUint8Array(json))
    return { file: whole(), cut: undefined, lists: undefined, whole };
  let lists: ReadLists | undefined;
  const cut = cutLists(json, (bytes) => {
    lists = wantsWasm(engine) ? readLists(bytes) : undefined;
    return lists?.places ?? findLists(bytes);
  });
  return cut === undefined ? { file: whole(), cut, lists: undefined, whole } : { file: cut.rest, cut, lists, whole };
}

/** All of it, parsed. @throws HfError HF_INVALID_FILE */
export function wholeJson(json: unknown): unknown {
  if (typeof json !== "string" && !isUint8Array(json)) {
    if (isRecord(json)) return json;
    throw invalidFile("the file", `is ${describe(json)}; expected a tokenizer.json: its bytes, text or object.`);
  }
  try {
    const text = typeof json === "string" ? json : new TextDecoder("utf-8", { fatal: true }).decode(json);
    return JSON.parse(text.replace(/^\ufeff/, "")) as unknown;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw invalidFile("the file", `is not JSON, or cut short: ${reason}`, { cause: error });
  }
}
