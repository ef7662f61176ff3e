/**
 * The two lists of a tokenizer.json, read by WebAssembly, which is compiled at once: in a process that loads one file,
 * list-by-bytes.ts runs as code that is not. It finds what that would, and where something is not plain, nothing.
 */
import type { ListPlaces } from "../formats/cut-lists.ts";
import { type BytesListing, nameIn } from "../formats/list-by-bytes.ts";
import type { ListingOptions } from "../formats/listed-vocabulary.ts";
import { BYTE_OF_CODE } from "../vocabulary/byte-alphabet.ts";
import type { VocabularySource } from "../vocabulary/vocabulary-source.ts";
import { instantiate } from "../wasm/instantiate.ts";
import { listedSource } from "./listed-source.ts";
import type { ListsExports } from "./lists-exports.ts";
import { listsModule } from "./lists-module.ts";
import { isDone } from "./steps.ts";

/** Larger files are for others: memory of WebAssembly takes three times as much. */
const MAX_FILE_BYTES = 2 ** 28;

export class ReadLists {
  /** Where the lists are in the file. */
  readonly places: ListPlaces;
  readonly #exports: ListsExports;
  readonly #file: Uint8Array;

  constructor(exports: ListsExports, file: Uint8Array, places: ListPlaces) {
    this.#exports = exports;
    this.#file = file;
    this.places = places;
  }

  /** @param special tokens that are not bytes; the vocabulary may have no others that are not */
  listing(special: ReadonlySet<string>): BytesListing | undefined {
    const specialIds = this.#specialIds(special);
    if (specialIds === undefined) return undefined;
    const { memory, size, bytes, offsets, lefts, rights, made, mergeCount, tokenCount, otherCount } = this.#exports;
    const take = (place: number): Int32Array => new Int32Array(memory.buffer, place, mergeCount.value).slice();
    const begins = new Uint32Array(memory.buffer, offsets.value, size.value + 1).slice();
    const tokens = {
      bytes: new Uint8Array(memory.buffer, bytes.value, begins.at(-1)).slice(),
      offsets: begins,
    };
    return {
      tokens,
      size: tokenCount.value + otherCount.value,
      specialIds,
      nameOf: (id) => nameIn(tokens, id),
      lefts: take(lefts.value),
      rights: take(rights.value),
      made: take(made.value),
    };
  }

  /**
   * The vocabulary of the listing, once, with all of its tokens: undefined where it is for `vocabularyOfListing`.
   */
  source(listing: BytesListing, options: ListingOptions): VocabularySource | undefined {
    return listedSource(this.#exports, listing, options);
  }

  #specialIds(special: ReadonlySet<string>): Map<string, number> | undefined {
    const { memory, others, otherCount } = this.#exports;
    const found = new Uint32Array(memory.buffer, others.value, 3 * otherCount.value);
    const ids = new Map<string, number>();
    for (let i = 0; i < found.length; i += 3) {
      const name = textIn(this.#file.subarray(found[i], found[i + 1]));
      if (name === undefined || !special.has(name) || ids.has(name)) return undefined;
      ids.set(name, found[i + 2]!);
    }
    return ids;
  }
}

/** Undefined where there is no WebAssembly, the file has not both lists in this order, or something is not plain. */
export function readLists(file: Uint8Array): ReadLists | undefined {
  if (file.length > MAX_FILE_BYTES) return undefined;
  try {
    const exports = instantiate(listsModule()) as unknown as ListsExports;
    const places = read(exports, file);
    return places && new ReadLists(exports, file, places);
  } catch {
    // Whatever the reason is, list-by-bytes.ts finds the same.
    return undefined;
  }
}

function read(exports: ListsExports, file: Uint8Array): ListPlaces | undefined {
  const begin = exports.beginFile(file.length);
  if (begin === 0) return undefined;
  new Uint8Array(exports.memory.buffer, begin, file.length).set(file);
  new Int16Array(exports.memory.buffer, exports.codes.value, BYTE_OF_CODE.length).set(BYTE_OF_CODE);
  const vocab = exports.findVocab();
  if (vocab === 0 || exports.beginTokens(vocab) === 0) return undefined;
  if (!isDone((most) => exports.readTokens(most))) return undefined;
  if (exports.beginTable(exports.tokenCount.value) === 0) return undefined;
  if (!isDone((most) => exports.indexTokens(most))) return undefined;
  const vocabEnd = exports.tokensEnd();
  const merges = exports.findMerges(vocabEnd);
  if (merges === 0 || exports.beginMerges(merges) === 0) return undefined;
  if (!isDone((most) => exports.readMerges(most))) return undefined;
  return {
    vocab: vocab - begin,
    vocabEnd: vocabEnd - begin,
    merges: merges - begin,
    mergesEnd: exports.mergesEnd() - begin,
  };
}

/** A text of JSON. */
function textIn(json: Uint8Array): string | undefined {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(json)) as string;
  } catch {
    return undefined;
  }
}
