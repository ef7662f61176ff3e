/** A text that a command was given: a file, standard input, or the text of `--text`. */
import { readText } from "./read-text.ts";
import { unusable } from "./read-errors.ts";
import { readUtf8Chunks, type TextChunk } from "./read-utf8-chunks.ts";

/** A whole text and its sizes. */
export interface WholeText {
  readonly text: string;
  /** Bytes of UTF-8. */
  readonly bytes: number;
}

/** Name under which `--text` stands among the paths; no path has a zero byte. */
export const GIVEN_TEXT = "\0--text";

/** How a path is named in JSON: null for `--text`. */
export function fileJson(path: string): string | null {
  return path === GIVEN_TEXT ? null : path;
}

/** @param wanted what a file should have @throws CliError as `readText` */
export async function readInput(path: string, given: string | undefined, wanted?: string): Promise<WholeText> {
  if (path !== GIVEN_TEXT) return readText(path, wanted);
  if (given === undefined || given === "") throw unusable("--text", "it is empty. Give some text");
  return { text: given, bytes: Buffer.byteLength(given) };
}

/** @throws CliError as `readUtf8Chunks` */
export async function* readInputChunks(path: string, given: string | undefined): AsyncGenerator<TextChunk> {
  if (path !== GIVEN_TEXT) yield* readUtf8Chunks(path);
  else yield { text: given!, bytes: Buffer.byteLength(given!), chars: [...given!].length };
}
