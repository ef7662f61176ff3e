/** A text file, strictly UTF-8; what can't be read is said in one line with the way out. */
import { constants } from "node:buffer";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { CliError } from "./cli-error.ts";
import { showToken } from "./demo/show-token.ts";

/** The text that ships with the demo. */
export const SAMPLE_TEXT: string = fileURLToPath(new URL("../texts/the-long-field.txt", import.meta.url));

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file. Check the path, or leave FILE out for the text that ships with windrow",
  EISDIR: "it is a directory. Give a text file in it",
  EACCES: "permission is denied. Make it readable, or give another file",
};

/** @param path a file, or `-` for standard input @throws CliError naming the file and what to do */
export async function readText(path: string): Promise<{ text: string; bytes: number }> {
  const bytes = await readBytes(path);
  const fail = (what: string): CliError => new CliError(`cannot use ${shown(path)}: ${what}.`);
  if (bytes.length === 0) throw fail("it is empty. Give a file with some text");
  if (bytes.length > constants.MAX_STRING_LENGTH) {
    throw fail(
      `it has ${bytes.length} bytes, and a text can have ${constants.MAX_STRING_LENGTH}. Split it first, for example: split -C 200m`,
    );
  }
  const text = decodeBeginning(bytes, bytes.length);
  if (text !== undefined && Buffer.byteLength(text) === bytes.length) return { text, bytes: bytes.length };
  const place = firstInvalidByte(bytes);
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const encoding = isUtf16 ? "utf-16" : "latin1";
  throw fail(
    `it is not UTF-8 (byte ${place} is 0x${bytes[place]!.toString(16)}). Convert it first, for example: iconv -f ${encoding} -t utf-8`,
  );
}

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    if (path !== "-") return await readFile(path);
    const chunks: Buffer[] = [];
    for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new CliError(`cannot read ${shown(path)}: ${REASONS[code ?? ""] ?? message}.`);
  }
}

/** Index of the byte at which the first character that is not UTF-8 begins. */
function firstInvalidByte(bytes: Uint8Array): number {
  // The longest beginning that may still become UTF-8, by bisection; its last character may be cut.
  let [good, bad] = [0, bytes.length + 1];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (decodeBeginning(bytes, middle) === undefined) bad = middle;
    else good = middle;
  }
  return Buffer.byteLength(decodeBeginning(bytes, good)!);
}

/** A path on one line. */
function shown(path: string): string {
  return path === "" ? '""' : showToken(path);
}

/** The whole characters of `bytes[0 .. end - 1]`, or undefined where it can't be a beginning of UTF-8. */
function decodeBeginning(bytes: Uint8Array, end: number): string | undefined {
  try {
    // A byte order mark stays, as it does in Python's open(encoding="UTF-8").
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes.subarray(0, end), { stream: true });
  } catch {
    return undefined;
  }
}
