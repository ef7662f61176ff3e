/** One bit for each document of a job, least significant bit first: for which of them something holds. */
import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import { readFully } from "@windrow/core/node";
import { writeDurably } from "../files/durable.ts";
import { invalidJob } from "../files/invalid-job.ts";
import { unreadable } from "../files/unreadable.ts";
import type { BitsEntry } from "../job/job-manifest.ts";

export class DocumentBits {
  readonly #bytes: Uint8Array;
  readonly #first: number;

  /** @param first number of the document that the first bit stands for */
  constructor(bytes: Uint8Array, first: number = 0) {
    this.#bytes = bytes;
    this.#first = first;
  }

  static ofDocuments(count: number): DocumentBits {
    return new DocumentBits(new Uint8Array(Math.ceil(count / 8)));
  }

  has(document: number): boolean {
    const at = document - this.#first;
    return ((this.#bytes[Math.floor(at / 8)]! >> (at % 8)) & 1) === 1;
  }

  add(document: number): void {
    const at = document - this.#first;
    this.#bytes[Math.floor(at / 8)]! |= 1 << (at % 8);
  }

  get count(): number {
    let count = 0;
    for (let byte of this.#bytes) for (; byte !== 0; byte &= byte - 1) count++;
    return count;
  }

  /** Writes them to a file; `readDocumentBits` reads a part of it. */
  async save(path: string): Promise<BitsEntry> {
    await writeDurably(path, (file) => file.append(this.#bytes));
    return { count: this.count, sha256: createHash("sha256").update(this.#bytes).digest("hex") };
  }
}

/** The bits of `count` documents from the one of number `first` on. */
export async function readDocumentBits(path: string, first: number, count: number): Promise<DocumentBits> {
  const start = Math.floor(first / 8);
  const bytes = new Uint8Array(Math.ceil((first + count) / 8) - start);
  const fail = (error: Error): never => {
    throw unreadable(path, error);
  };
  const file = await open(path).catch(fail);
  try {
    const bytesRead = await readFully(file, bytes, start).catch(fail);
    if (bytesRead < bytes.length) throw invalidJob(path, `ends before document ${first + count}`);
    return new DocumentBits(bytes, start * 8);
  } finally {
    await file.close();
  }
}
