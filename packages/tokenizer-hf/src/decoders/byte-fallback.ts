/** Runs of tokens such as `<0x0A>` become the text of their bytes, or a U+FFFD for each where they are not UTF-8. */
import type { Decoder } from "./decoder.ts";

/** Its hexadecimal digits may be read with a sign, as Rust reads them. */
const BYTE = /^<0x((?:[\da-f]{2}|\+[\da-f]))>$/i;

/** Whether a token is a byte: what a run of them is can change with the next one. */
export function isByteToken(token: string): boolean {
  return BYTE.test(token);
}

export const byteFallback: Decoder = {
  decode(tokens) {
    const decoded: string[] = [];
    let bytes: number[] = [];
    const endBytes = (): void => {
      if (bytes.length > 0) for (const text of textsOf(bytes)) decoded.push(text);
      bytes = [];
    };
    for (const token of tokens) {
      const digits = BYTE.exec(token)?.[1];
      if (digits !== undefined) bytes.push(Number.parseInt(digits, 16));
      else {
        endBytes();
        decoded.push(token);
      }
    }
    endBytes();
    return decoded;
  },
};

function textsOf(bytes: readonly number[]): string[] {
  try {
    return [new TextDecoder("utf-8", { ignoreBOM: true, fatal: true }).decode(Uint8Array.from(bytes))];
  } catch {
    return bytes.map(() => "\ufffd");
  }
}
