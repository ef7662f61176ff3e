/** The text of a file, and what JSON it is: of no more bytes than fit, and of nothing that Hugging Face's reader refuses. */
import { describe, isUint8Array } from "@windrow/core";
import { checkNotDetached } from "../arguments.ts";
import { invalidFile } from "./file-error.ts";

/** A larger file does not fit into a text of every engine; those of models take 34 MB at most. */
export const MAX_FILE_BYTES: number = 2 ** 28;

/**
 * @param name of the file or field, for errors
 * @param expected what it should be
 * @throws BpeError BPE_INVALID_FILE where it is neither text nor bytes, too large, or not UTF-8
 */
export function textOfFile(name: string, file: unknown, expected: string): string {
  if (typeof file !== "string" && !isUint8Array(file))
    throw invalidFile(name, `is ${describe(file)}; expected ${expected}.`);
  checkFileSize(name, file);
  if (typeof file === "string") return file;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(file);
  } catch (error) {
    throw invalidFile(name, "is not UTF-8 text.", { cause: error });
  }
}

/** @throws BpeError BPE_INVALID_FILE */
function checkFileSize(name: string, file: string | Uint8Array): void {
  if (isUint8Array(file)) checkNotDetached(name, file, "BPE_INVALID_FILE");
  if (file.length <= MAX_FILE_BYTES) return;
  throw invalidFile(name, `has ${file.length} bytes; the largest that can be read has ${MAX_FILE_BYTES}.`);
}

/**
 * What a JSON text says; a value that is not text is taken as parsed already.
 * @throws BpeError BPE_INVALID_FILE
 */
export function parseJson(name: string, json: unknown): unknown {
  if (typeof json !== "string" && !isUint8Array(json)) return json;
  const text = textOfFile(name, json, "JSON").replace(/^\ufeff/, "");
  let parsed: unknown;
  try {
    parsed = JSON.parse(text) as unknown;
  } catch (error) {
    throw invalidFile(name, `is not JSON (${(error as Error).message}); the file may have been cut.`, { cause: error });
  }
  const why = whyRefused(text, parsed);
  if (why !== undefined) throw invalidFile(name, why);
  return parsed;
}

/**
 * What JavaScript's reader takes of a JSON text and Hugging Face's does not: half a surrogate pair, and whole numbers
 * written as 257.0. Undefined where there is nothing of that.
 */
export function whyRefused(text: string, parsed: unknown): string | undefined {
  if (/\\u[dD][89a-fA-F]/.test(text) && hasHalfPair(parsed)) return "has half a surrogate pair.";
  // Dropout is not a whole number, whatever its value.
  const outside = text.replaceAll(/"dropout"\s*:\s*[\d.eE+-]+|"(?:[^"\\]|\\[^])*"/g, "");
  for (const [number] of outside.matchAll(/\d+(?:\.\d+(?:[eE][+-]?\d+)?|[eE][+-]?\d+)/g)) {
    if (Number.isInteger(Number(number)))
      return `has the number ${number}; write whole numbers without a point or an exponent.`;
  }
  return undefined;
}

/** JSON.stringify writes half a pair as an escape, and nothing else above U+001F. */
function hasHalfPair(parsed: unknown): boolean {
  try {
    return /(?<!\\)(?:\\\\)*\\ud[89a-f]/.test(JSON.stringify(parsed) ?? "");
  } catch {
    // Nested too deep to be written; what reads it says so.
    return false;
  }
}
