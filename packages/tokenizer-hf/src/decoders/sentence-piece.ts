/**
 * Pieces back to text, as SentencePieceProcessor::Decode of sentencepiece 0.2 has it: control symbols are nothing, the
 * unknown piece is a sign, runs of bytes are the characters of their UTF-8 and a U+FFFD for each byte that is of none, and
 * the space that encoding has put before the text is taken away.
 */
import type { Normalizer } from "../normalizers/normalizer.ts";
import { BYTE, CONTROL } from "../sentence-piece/model-file.ts";
import { type Pieces, SPACE_SYMBOL } from "../sentence-piece/pieces.ts";
import type { Decoder, OpenDecoder } from "./decoder.ts";

/** @param denormalizer changes the text in the end */
export function sentencePieceDecoder(pieces: Pieces, denormalizer: Normalizer | undefined): Decoder {
  const open = (): OpenDecoder =>
    denormalizer === undefined ? new OpenPieces(pieces) : denormalized(new OpenPieces(pieces), denormalizer);
  return {
    open,
    decode(tokens) {
      const all = open();
      return [all.push(tokens), all.end()];
    },
  };
}

/** Its text is known when it ends. */
function denormalized(open: OpenDecoder, denormalizer: Normalizer): OpenDecoder {
  let text = "";
  return {
    push(tokens) {
      text += open.push(tokens);
      return "";
    },
    end: () => denormalizer.normalize(text + open.end()),
  };
}

class OpenPieces implements OpenDecoder {
  readonly #pieces: Pieces;
  /** Bytes that wait for the rest of a character. */
  #bytes: number[] = [];
  /** Whether the space before the text may still come, which is there no longer once there is text. */
  #isAtStart = true;

  constructor(pieces: Pieces) {
    this.#pieces = pieces;
  }

  push(tokens: readonly string[]): string {
    let text = "";
    for (const token of tokens) {
      const id = this.#pieces.idOf(token) ?? this.#pieces.unkId;
      if (this.#pieces.isOfType(id, BYTE)) {
        this.#isAtStart = false;
        this.#bytes.push(Number.parseInt(token.slice(3, 5), 16));
        text += this.#takeBytes(false);
      } else text += this.#takeBytes(true) + this.#textOf(token, id);
    }
    return text;
  }

  end(): string {
    return this.#takeBytes(true);
  }

  #textOf(token: string, id: number): string {
    const { normalizer, trainer } = this.#pieces.file;
    if (this.#pieces.isOfType(id, CONTROL)) return "";
    if (id === this.#pieces.unkId) {
      // A token that is not the model's is its own text.
      const text = this.#pieces.file.texts[id] === token ? trainer.unkSurface : token;
      if (text !== "") this.#isAtStart = false;
      return text;
    }
    const takesSpace = this.#isAtStart && (normalizer.addsPrefix || normalizer.removesExtraSpaces);
    const isSpaced = takesSpace && token.startsWith(SPACE_SYMBOL);
    const text = (isSpaced ? token.slice(1) : token).replaceAll(SPACE_SYMBOL, " ");
    // Where all spaces before a text are removed, the next piece's is too.
    if (text !== "" || (isSpaced && !normalizer.removesExtraSpaces)) this.#isAtStart = false;
    return text;
  }

  #takeBytes(isEnd: boolean): string {
    if (this.#bytes.length === 0) return "";
    let text = "";
    let at = 0;
    for (; at < this.#bytes.length;) {
      const length = characterAt(this.#bytes, at);
      if (length === 0 && !isEnd) break;
      text += length > 0 ? UTF8.decode(Uint8Array.from(this.#bytes.slice(at, at + length))) : "\ufffd";
      at += Math.max(1, length);
    }
    this.#bytes = this.#bytes.slice(at);
    return text;
  }
}

const UTF8 = /* @__PURE__ */ new TextDecoder("utf-8", { ignoreBOM: true });

/** How many bytes a character has that begins there; 0 where it may, but its end is missing, and -1 where none does. */
function characterAt(bytes: readonly number[], at: number): number {
  const first = bytes[at]!;
  if (first < 0x80) return 1;
  const length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  if (length === 0) return -1;
  for (let i = 1; i < length; i++) {
    const byte = bytes[at + i];
    if (byte === undefined) return 0;
    if ((byte & 0xc0) !== 0x80 || (i === 1 && !isSecond(first, byte))) return -1;
  }
  return length;
}

/** Whether a byte may follow the first: longer forms than needed, surrogates and what is above U+10FFFF are not UTF-8. */
function isSecond(first: number, second: number): boolean {
  if (first === 0xe0) return second >= 0xa0;
  if (first === 0xed) return second < 0xa0;
  if (first === 0xf0) return second >= 0x90;
  return first !== 0xf4 || second < 0x90;
}
