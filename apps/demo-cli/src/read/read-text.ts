/** A whole text, strictly UTF-8, of a file or standard input; what can't be read is said in one line with the way out. */
import { constants, isUtf8 } from "node:buffer";
import { fileURLToPath } from "node:url";
import { cutCharacter, notUtf8, refuseBinary, unusable } from "./read-errors.ts";
import { readWholeBytes } from "./whole-bytes.ts";
import { firstInvalidByte, isCutCharacter } from "./utf8.ts";

/** The text that ships with the demo. */
export const SAMPLE_TEXT: string = fileURLToPath(new URL("../../texts/the-long-field.txt", import.meta.url));

/** @param path a file, or `-` for standard input @param wanted what it should have @throws CliError naming the file and what to do */
export async function readText(path: string, wanted: string = "some text"): Promise<{ text: string; bytes: number }> {
  const bytes = await readWholeBytes(path, constants.MAX_STRING_LENGTH, (beginning) => refuseBinary(path, beginning));
  if (bytes.length === 0) throw unusable(path, `it is empty. Give a file with ${wanted}`);
  // A pipe may give a few bytes at first.
  refuseBinary(path, bytes);
  if (!isUtf8(bytes)) {
    const place = firstInvalidByte(bytes);
    if (isCutCharacter(bytes.subarray(place))) throw cutCharacter(path, place);
    throw notUtf8(path, bytes, place, bytes[place]!);
  }
  // A byte order mark stays, as it does in Python's open(encoding="UTF-8").
  return { text: bytes.toString("utf8"), bytes: bytes.length };
}
