/**
 * Paths as text, whatever bytes they have. On Linux a file's name is bytes, and need not be UTF-8. A byte that
 * is not becomes the lone surrogate U+DC80 to U+DCFF that ends in it, as Python's os.fsdecode has it: nothing
 * is lost in a manifest, where JSON writes it as an escape such as "\udce9", nor on its way between threads.
 */
import { isUtf8 } from "node:buffer";
import { firstInvalidByte } from "./invalid-bytes.ts";

/** The text of a path, or of a name in it, from its bytes. */
export function pathText(bytes: Uint8Array): string {
  if (isUtf8(bytes)) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString();
  let text = "";
  for (let rest = Buffer.from(bytes); rest.length > 0;) {
    const valid = firstInvalidByte(rest);
    text += rest.toString("utf8", 0, valid);
    if (valid < rest.length) text += String.fromCharCode(0xdc00 + rest[valid]!);
    rest = rest.subarray(valid + 1);
  }
  return text;
}

/** What the file system is given for such a text: the text itself, unless it stands for bytes that are not UTF-8. */
export function pathToOpen(text: string): string | Buffer {
  // Names on Windows are UTF-16, in which a lone surrogate is one.
  if (text.isWellFormed() || process.platform === "win32") return text;
  return Buffer.concat(
    Array.from(text, (character) => {
      const code = character.codePointAt(0)!;
      return code >= 0xdc80 && code <= 0xdcff ? Buffer.of(code & 0xff) : Buffer.from(character);
    }),
  );
}
