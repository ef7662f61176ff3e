/**
 * What a document is known by: the first 16 bytes of the sha256 of its text in UTF-8. Two documents of
 * other text have the same with a probability of 10^-20 among a billion.
 */
import { createHash, hash, type Hash } from "node:crypto";

export const HASH_BYTES = 16;

/** A text may have an empty document for each of its bytes. */
const OF_NOTHING = hash("sha256", "", "buffer");

/** The hashes of documents one after the other, from their parts. */
export class DocumentHashes {
  #bytes = Buffer.alloc(2 ** 12 * HASH_BYTES);
  #count = 0;
  #open: Hash | undefined;

  get count(): number {
    return this.#count;
  }

  /** A document, or a part of one: its text, or that in UTF-8. */
  push(text: string | Uint8Array, isLast: boolean): void {
    if (isLast && this.#open === undefined) {
      this.#put(text.length === 0 ? OF_NOTHING : hash("sha256", text, "buffer"));
      return;
    }
    this.#open ??= createHash("sha256");
    this.#open.update(text);
    if (!isLast) return;
    this.#put(this.#open.digest());
    this.#open = undefined;
  }

  /** A document that is left out: all zeros, which stand for no text. */
  skip(): void {
    this.#open = undefined;
    this.#put(Buffer.alloc(HASH_BYTES));
  }

  /** Returns what there is, and starts over. */
  take(): Uint8Array {
    const bytes = new Uint8Array(this.#bytes.subarray(0, this.#count * HASH_BYTES));
    this.#count = 0;
    return bytes;
  }

  #put(digest: Uint8Array): void {
    if ((this.#count + 1) * HASH_BYTES > this.#bytes.length) {
      this.#bytes = Buffer.concat([this.#bytes], 2 * this.#bytes.length);
    }
    this.#bytes.set(digest.subarray(0, HASH_BYTES), this.#count * HASH_BYTES);
    this.#count++;
  }
}

/** Where a hash lies between 0 and 1: by its first 48 bits. */
export function fractionOf(hashes: Buffer, document: number): number {
  return hashes.readUIntBE(document * HASH_BYTES, 6) / 2 ** 48;
}

/** Whether it stands for a document that was left out. */
export function isSkipped(words: Uint32Array, document: number): boolean {
  const at = document * 4;
  return (words[at]! | words[at + 1]! | words[at + 2]! | words[at + 3]!) === 0;
}
