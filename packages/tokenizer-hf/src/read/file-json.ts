/** The JSON of a file, from its bytes, its text, or parsed already. */
import { describe, isDetached, isUint8Array } from "@windrow/core";
import {
  type CutFile,
  cutLists,
  type EngineName,
  findLists,
  MAX_FILE_BYTES,
  readLists,
  type ReadLists,
  wantsWasm,
  whyRefused,
} from "@windrow/tokenizer-bpe/internal";
import { invalidFile, isRecord } from "../fields/fields.ts";
import { type ScoreList, scoreListOf } from "./score-list.ts";

export interface FileJson {
  /** Parsed, with a mark in place of each list where they were cut out. */
  readonly file: unknown;
  /** The same without its lists of tokens and merges, which are read from the bytes. */
  readonly cut: CutFile | undefined;
  /** Those lists, where WebAssembly could read them. */
  readonly lists: ReadLists | undefined;
  /** All of it, parsed. */
  whole(): unknown;
  /** Scores of its tokens, where it has any, as Hugging Face's library reads them. */
  readonly scores?: Float64Array | undefined;
}

/**
 * @param engine `"typescript"` keeps to TypeScript
 * @throws HfError HF_INVALID_FILE
 */
export function fileJson(json: unknown, engine?: EngineName): FileJson {
  if (typeof json !== "string" && !isUint8Array(json)) {
    const whole = (): unknown => wholeJson(json);
    return { file: whole(), cut: undefined, lists: undefined, whole };
  }
  checkSize(json);
  let lists: ReadLists | undefined;
  const cut = cutLists(json, (bytes) => {
    lists = wantsWasm(engine) ? readLists(bytes) : undefined;
    return lists?.places ?? findLists(bytes);
  });
  const isCut = cut !== undefined && isOfModel(cut);
  if (!isCut) return wholeFile(textOf(json));
  const whole = (): unknown => {
    const text = textOf(json);
    const value = parsed(text);
    // All but the lists is known to be what Hugging Face's reader takes.
    if (MAY_BE_REFUSED.test(text)) checkTaken(text, value);
    return value;
  };
  return { file: cut.rest, cut, lists, whole };
}

function wholeFile(text: string): FileJson {
  const file = parsed(text);
  const scored = scoresIn(text, file);
  // Scores may be written as 0.0, which no other whole number may.
  checkTaken(scored === undefined ? text : `${text.slice(0, scored.start)}[]${text.slice(scored.end)}`, file);
  return { file, cut: undefined, lists: undefined, whole: () => file, scores: scored?.scores };
}

function scoresIn(text: string, file: unknown): ScoreList | undefined {
  const model = isRecord(file) ? file["model"] : undefined;
  const vocab = isRecord(model) ? model["vocab"] : undefined;
  return Array.isArray(vocab) ? scoreListOf(text, vocab) : undefined;
}

/** @throws HfError HF_INVALID_FILE where Hugging Face's reader refuses what JavaScript's takes */
function checkTaken(text: string, value: unknown): void {
  const why = whyRefused(text, value);
  if (why !== undefined) throw invalidFile("the file", why);
}

/** A file that is not Hugging Face's, parsed. @throws HfError HF_INVALID_FILE */
export function wholeJson(json: unknown): unknown {
  if (typeof json === "string" || isUint8Array(json)) {
    checkSize(json);
    return parsed(textOf(json));
  }
  if (isRecord(json)) return json;
  throw invalidFile("the file", `is ${describe(json)}; expected a tokenizer.json: its bytes, text or object.`);
}

/** A file of lines. @param kind what it is, for errors @throws HfError HF_INVALID_FILE */
export function fileText(file: unknown, kind: string): string {
  if (typeof file !== "string" && !isUint8Array(file))
    throw invalidFile("the file", `is ${describe(file)}; expected a ${kind}: its bytes or text.`);
  checkSize(file);
  try {
    return decoded(file);
  } catch (cause) {
    throw invalidFile("the file", "is not UTF-8.", { cause });
  }
}

/** Whether the lists that were cut out are those of the model, and not of some other object. */
function isOfModel({ rest, mark }: CutFile): boolean {
  const model = isRecord(rest) ? rest["model"] : undefined;
  return isRecord(model) && model["vocab"] === mark && model["merges"] === mark;
}

function checkSize(json: string | Uint8Array): void {
  if (isUint8Array(json) && isDetached(json))
    throw invalidFile("the file", "is detached: its memory was transferred, to a worker for instance. Pass a copy.");
  if (json.length > MAX_FILE_BYTES)
    throw invalidFile("the file", `has ${json.length} bytes; the largest that can be read has ${MAX_FILE_BYTES}.`);
}

/** What the lists may have that Hugging Face's reader refuses: a look at all of the text takes as long as parsing it. */
const MAY_BE_REFUSED = /\\u[dD][89a-fA-F]|"\s*:\s*-?\d+[.eE]/;

function textOf(json: string | Uint8Array): string {
  try {
    return decoded(json);
  } catch (error) {
    throw notJson(error);
  }
}

/** Without a byte order mark. */
function decoded(file: string | Uint8Array): string {
  return typeof file === "string"
    ? file.replace(/^\ufeff/, "")
    : new TextDecoder("utf-8", { fatal: true }).decode(file);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw notJson(error);
  }
}

function notJson(error: unknown): Error {
  const reason = error instanceof Error ? error.message : String(error);
  return invalidFile("the file", `is not JSON, or cut short: ${reason}`, { cause: error });
}
