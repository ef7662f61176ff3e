/**
 * Fields of a message in the wire format of Protocol Buffers (protobuf.dev/programming-guides/encoding), of which a
 * SentencePiece model needs little: numbers of up to 32 bits, floats and bytes. A length is compared with what is left
 * before anything is made of it.
 */
import { invalidFile } from "../fields/fields.ts";

export const VARINT = 0;
export const FIXED64 = 1;
export const BYTES = 2;
export const FIXED32 = 5;
/** For a number of 64 bits. */
const MAX_VARINT_BYTES = 10;

const UTF8 = /* @__PURE__ */ new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export class WireField {
  readonly number: number;
  readonly #place: string;
  readonly #kind: number;
  readonly #number: number;
  readonly #bytes: Uint8Array;

  /** @param bytes the file's own memory, for a field of bytes */
  constructor(number: number, place: string, kind: number, value: number, bytes: Uint8Array) {
    this.number = number;
    this.#place = place;
    this.#kind = kind;
    this.#number = value;
    this.#bytes = bytes;
  }

  /** Its low 32 bits, signed. */
  int(): number {
    return this.#as(VARINT).#number | 0;
  }

  flag(): boolean {
    return this.#as(VARINT).#number !== 0;
  }

  float(): number {
    const { buffer, byteOffset } = this.#as(FIXED32).#bytes;
    return new DataView(buffer, byteOffset, 4).getFloat32(0, true);
  }

  /** A view of the file. */
  bytes(): Uint8Array {
    return this.#as(BYTES).#bytes;
  }

  text(): string {
    try {
      return UTF8.decode(this.bytes());
    } catch (cause) {
      throw invalidFile(this.#place, "is not UTF-8.", { cause });
    }
  }

  #as(kind: number): this {
    if (this.#kind === kind) return this;
    throw invalidFile(this.#place, "does not have the type that a SentencePiece model has there.");
  }
}

/**
 * @param place what the message is, for errors
 * @throws HfError HF_INVALID_FILE where it ends within a field, or is something else
 */
export function* wireFields(bytes: Uint8Array, place: string): Generator<WireField> {
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let i = 0; i < MAX_VARINT_BYTES && at < bytes.length; i++) {
      const byte = bytes[at++]!;
      // Bits above the 32nd say nothing here but that the number is not 0, or is too long for a length.
      value += (byte & 0x7f) * 2 ** (7 * i);
      if (byte < 0x80) return value;
    }
    throw broken(place, at, bytes.length);
  };
  const take = (length: number): Uint8Array => {
    if (length > bytes.length - at) throw broken(place, at, bytes.length);
    at += length;
    return bytes.subarray(at - length, at);
  };
  while (at < bytes.length) {
    const start = at;
    const key = varint();
    const kind = key % 8;
    const number = Math.floor(key / 8);
    const field = `${place}, field ${number} at byte ${start},`;
    if (number === 0) throw broken(place, start, bytes.length);
    if (kind === VARINT) yield new WireField(number, field, kind, varint(), bytes);
    else if (kind === BYTES) yield new WireField(number, field, kind, 0, take(varint()));
    else if (kind === FIXED32 || kind === FIXED64)
      yield new WireField(number, field, kind, 0, take(kind === FIXED32 ? 4 : 8));
    else throw broken(place, start, bytes.length);
  }
}

function broken(place: string, at: number, length: number): Error {
  return invalidFile(
    place,
    `is not a SentencePiece model, or is cut short: it can't be read past byte ${at} of ${length}.`,
    { at },
  );
}
