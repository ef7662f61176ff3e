/** Whether a file is a SentencePiece model, by what it holds: a newline begins messages as well as texts. */
import { isUint8Array } from "@windrow/core";
import { BYTES, FIXED32, FIXED64, VARINT } from "../../sentence-piece/wire.ts";

const KINDS: ReadonlySet<number> = new Set([VARINT, FIXED64, BYTES, FIXED32]);

/**
 * A model begins as a message does, which `{` does not, and has control characters: the type of its unknown piece is one.
 * A text has none but tabs and ends of lines.
 */
export function isSentencePiece(file: unknown): file is Uint8Array {
  return isUint8Array(file) && file.length > 0 && KINDS.has(file[0]! % 8) && file.some(isControl);
}

function isControl(byte: number): boolean {
  return byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d;
}
