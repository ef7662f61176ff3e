/**
 * GPT-2's order of the 256 bytes, and the printable characters that stand for them in files of Hugging Face
 * and of GPT-2: bytes that print in Latin-1 come first, as themselves, then the others, as U+0100 and up.
 * Source: bytes_to_unicode in gpt-2/src/encoder.py.
 */

/** The byte at each place of the order: where a vocabulary is trained, its id. */
export const BYTE_OF_ID: Uint8Array = /* @__PURE__ */ byteOfId();

const PRINTABLE = 188;

function byteOfId(): Uint8Array {
  const prints = (byte: number): boolean =>
    (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae;
  const bytes = Array.from({ length: 256 }, (_, byte) => byte);
  return Uint8Array.from([...bytes.filter(prints), ...bytes.filter((byte) => !prints(byte))]);
}

/** The character's code of each byte. */
const CODE_OF_BYTE = /* @__PURE__ */ codeOfByte();
/** And back: -1 for characters that stand for none, as those beyond it do. */
export const BYTE_OF_CODE: Int16Array = /* @__PURE__ */ byteOfCode();

function codeOfByte(): Uint16Array {
  const codes = new Uint16Array(256);
  for (const [id, byte] of BYTE_OF_ID.entries()) codes[byte] = id < PRINTABLE ? byte : 256 + id - PRINTABLE;
  return codes;
}

function byteOfCode(): Int16Array {
  const bytes = new Int16Array(512).fill(-1);
  for (const [byte, code] of CODE_OF_BYTE.entries()) bytes[code] = byte;
  return bytes;
}

/** Bytes as printable characters. */
export function charactersOfBytes(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(CODE_OF_BYTE[byte]!);
  return text;
}

/** Writes the bytes that characters stand for; returns how many: 0 where one stands for none. */
export function writeBytesOf(text: string, bytes: Uint8Array, at: number): number {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const byte = code < BYTE_OF_CODE.length ? BYTE_OF_CODE[code]! : -1;
    if (byte < 0) return 0;
    bytes[at + i] = byte;
  }
  return text.length;
}

/** Whether a text's characters stand for the bytes of another text than it is itself, as "Ġa" does for " a". */
export function standsForOther(text: string): boolean {
  return /[^!-~]/.test(text) && writeBytesOf(text, new Uint8Array(text.length), 0) > 0;
}

/** The bytes that Hugging Face makes of an added token: those its characters stand for, or its UTF-8 where one stands for none. */
export function bytesOfAddedToken(token: string): Uint8Array {
  const bytes = new Uint8Array(token.length);
  return writeBytesOf(token, bytes, 0) > 0 ? bytes : new TextEncoder().encode(token);
}
