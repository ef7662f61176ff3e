/**
 * Decides before any work starts which documents are duplicates and which go to the validation set, from
 * the hashes of all of them, which lie in files in the order of the documents.
 *
 * Memory is bounded: the hashes are read several times, and each time those of one range of values are
 * looked up in a table (two million at a time: 64 MB). There is one bit for each document.
 */
import { open } from "node:fs/promises";
import { readFully } from "@windrow/core/node";
import { PrepareError } from "../errors.ts";
import { unreadable } from "../files/unreadable.ts";
import { DocumentBits } from "./document-bits.ts";
import { fractionOf, HASH_BYTES, isSkipped } from "./document-hash.ts";

/** Hashes that one table is made for. */
const TABLE_HASHES: number = 2 ** 21;
const READ_DOCUMENTS = 2 ** 16;

/** A file of hashes, and how many. */
export interface HashFile {
  readonly path: string;
  readonly documents: number;
}

/**
 * Documents whose text came before.
 * @param tableHashes injectable for tests: hashes looked up in one reading
 */
export async function findDuplicates(
  files: readonly HashFile[],
  tableHashes: number = TABLE_HASHES,
): Promise<DocumentBits> {
  const total = files.reduce((sum, { documents }) => sum + documents, 0);
  const duplicates = DocumentBits.ofDocuments(total);
  // Hashes are spread evenly; what chance adds to the average is far from filling a table.
  const readings = total <= tableHashes ? 1 : Math.ceil((1.5 * total) / tableHashes);
  for (let reading = 0; reading < readings; reading++) {
    const table = new HashTable(Math.min(total, tableHashes));
    await eachHashes(files, (words, count, first) => {
      for (let i = 0; i < count; i++) {
        if (isSkipped(words, i)) continue;
        if (readings > 1 && words[4 * i + 3]! % readings !== reading) continue;
        if (!table.add(words, 4 * i)) duplicates.add(first + i);
      }
    });
  }
  return duplicates;
}

/** Documents of the validation set: those whose hash lies below the fraction, and that are not duplicates. */
export async function chooseValidation(
  files: readonly HashFile[],
  fraction: number,
  duplicates: DocumentBits | undefined,
): Promise<DocumentBits> {
  const chosen = DocumentBits.ofDocuments(files.reduce((sum, { documents }) => sum + documents, 0));
  await eachHashes(files, (words, count, first) => {
    const bytes = Buffer.from(words.buffer, words.byteOffset, words.byteLength);
    for (let i = 0; i < count; i++) {
      if (isSkipped(words, i) || duplicates?.has(first + i)) continue;
      if (fractionOf(bytes, i) < fraction) chosen.add(first + i);
    }
  });
  return chosen;
}

async function eachHashes(
  files: readonly HashFile[],
  visit: (words: Uint32Array, count: number, first: number) => void,
): Promise<void> {
  const words = new Uint32Array(READ_DOCUMENTS * 4);
  const bytes = new Uint8Array(words.buffer);
  let first = 0;
  for (const { path, documents } of files) {
    const fail = (error: Error): never => {
      throw unreadable(path, error);
    };
    const file = await open(path).catch(fail);
    try {
      for (let done = 0; done < documents;) {
        const count = Math.min(documents - done, READ_DOCUMENTS);
        const wanted = bytes.subarray(0, count * HASH_BYTES);
        const read = await readFully(file, wanted, done * HASH_BYTES).catch(fail);
        if (read < wanted.length) throw tooShort(path, done * HASH_BYTES + read);
        visit(words, count, first);
        done += count;
        first += count;
      }
    } finally {
      await file.close();
    }
  }
}

/** What was written a moment ago is not there any more. */
function tooShort(path: string, bytes: number): PrepareError {
  return new PrepareError(
    "PREPARE_OUTPUT_UNREADABLE",
    `${path} ends at byte ${bytes}, but more was written to it; check the disk, then prepare again.`,
    { path },
  );
}

/** A set of hashes of four words each: open addressing, linear probing, at least a quarter of its places empty. */
class HashTable {
  readonly #words: Uint32Array;
  readonly #mask: number;
  /** Empty places that are left before only a quarter is: without one, looking would never end. */
  #room: number;

  constructor(hashes: number) {
    const places = 2 ** Math.ceil(Math.log2(Math.max(16, hashes * 1.5)));
    this.#words = new Uint32Array(4 * places);
    this.#mask = places - 1;
    this.#room = (places / 4) * 3;
  }

  /** Whether it was not there before. No hash is all zeros: those are of skipped documents. */
  add(words: Uint32Array, at: number): boolean {
    const [a, b, c, d] = [words[at]!, words[at + 1]!, words[at + 2]!, words[at + 3]!];
    for (let place = a & this.#mask; ; place = (place + 1) & this.#mask) {
      const own = 4 * place;
      const [w, x, y, z] = [this.#words[own]!, this.#words[own + 1]!, this.#words[own + 2]!, this.#words[own + 3]!];
      if (w === a && x === b && y === c && z === d) return false;
      if ((w | x | y | z) !== 0) continue;
      if (this.#room-- === 0) throw new RangeError("more hashes than the table was made for");
      this.#words[own] = a;
      this.#words[own + 1] = b;
      this.#words[own + 2] = c;
      this.#words[own + 3] = d;
      return true;
    }
  }
}
