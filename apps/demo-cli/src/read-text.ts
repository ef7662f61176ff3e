/** A whole text, strictly UTF-8, of a file or standard input; what can't be read is said in one line with the way out. */
import { constants, isUtf8 } from "node:buffer";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { cutCharacter, notUtf8, refuseBinary, unreadable, unusable } from "./read/read-errors.ts";
import { firstInvalidByte, isCutCharacter } from "./read/utf8.ts";

/** The text that ships with the demo. */
export const SAMPLE_TEXT: string = fileURLToPath(new URL("../texts/the-long-field.txt", import.meta.url));

/** @param path a file, or `-` for standard input @throws CliError naming the file and what to do */
export async function readText(path: string): Promise<{ text: string; bytes: number }> {
  const bytes = await readBytes(path);
  if (bytes.length === 0) throw unusable(path, "it is empty. Give a file with some text");
  refuseBinary(path, bytes);
  if (bytes.length > constants.MAX_STRING_LENGTH) {
    throw unusable(
      path,
      `it has ${bytes.length} bytes, and a text can have ${constants.MAX_STRING_LENGTH}. Split it first, for example: split -C 200m`,
    );
  }
  if (!isUtf8(bytes)) {
    const place = firstInvalidByte(bytes);
    if (isCutCharacter(bytes.subarray(place))) throw cutCharacter(path, place);
    throw notUtf8(path, bytes, place, bytes[place]!);
  }
  // A byte order mark stays, as it does in Python's open(encoding="UTF-8").
  return { text: bytes.toString("utf8"), bytes: bytes.length };
}

async function readBytes(path: string): Promise<Buffer> {
  try {
    if (path !== "-") return await readFile(path);
    const chunks: Buffer[] = [];
    for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  } catch (error) {
    throw unreadable(path, error);
  }
}
