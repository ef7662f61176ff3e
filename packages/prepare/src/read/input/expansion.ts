/**
 * How much a packed input may unpack to. Thirty kilobytes of zstd can hold a gigabyte of newlines, and a few
 * bytes of Parquet a million rows: without a limit, a file that a stranger wrote decides how long a job takes
 * and how much it writes. Text packs to a third or a tenth, logs to a fiftieth.
 */
import { wording } from "@windrow/core";
import { PrepareError } from "../../errors.ts";

/** So many bytes are always allowed. */
const FREE_BYTES = 2 ** 24;

/** What a job has where it does not say. */
export const DEFAULT_MAX_EXPANSION = 100;

/** Counts what one segment of an input comes to. */
export class Expansion {
  readonly #path: string;
  readonly #packedBytes: number;
  readonly #maxExpansion: number;
  readonly #limit: number;
  #bytes = 0;

  /** @param packedBytes of the file that are unpacked */
  constructor(path: string, packedBytes: number, maxExpansion: number) {
    this.#path = path;
    this.#packedBytes = packedBytes;
    this.#maxExpansion = maxExpansion;
    this.#limit = Math.max(FREE_BYTES, packedBytes * maxExpansion);
  }

  /** Counts bytes, before they are worked on. @throws PrepareError PREPARE_EXPANDS_TOO_MUCH */
  add(bytes: number): void {
    this.#bytes += bytes;
    if (this.#bytes <= this.#limit) return;
    throw new PrepareError(
      "PREPARE_EXPANDS_TOO_MUCH",
      wording`${this.#path} unpacks to over ${this.#limit} bytes, more than ${this.#maxExpansion} times its size: leave it out or, if you trust it, prepare into another folder with a higher ${{ option: "maxExpansion" }}.`,
      { path: this.#path, bytes: this.#packedBytes, limit: this.#limit, maxExpansion: this.#maxExpansion },
    );
  }
}
