/** Sizes of a file: a small one is read and encoded in one go, which costs it half as much as a stream does. */
import { closeSync, constants, openSync, readSync } from "node:fs";
import { readFullySync } from "@windrow/core/node";
import { failureLine } from "../../read/each-input.ts";
import { unreadable } from "../../read/read-errors.ts";
import { checkedCodePoints, readUtf8Chunks } from "../../read/read-utf8-chunks.ts";
import { type Counting, countStream, type Sizes } from "./count-stream.ts";

/** Bytes up to which a file is small: a few files of this size are in memory at a time, in each thread. */
const SMALL_BYTES = 2 ** 18;

/** A regular file. */
export interface SizedFile {
  readonly path: string;
  /** Bytes that it had when it was found. */
  readonly bytes: number;
}

/** Where something else has taken a file's place meanwhile, opening it does not wait. Windows has no such flag. */
const OPEN_FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** What came of a file, as a thread can send it. */
export type Outcome = Sizes | { readonly error: string; readonly isBinary: boolean };

/** Counts files, one after the other: what is read goes into the same memory. */
export class FileCounter {
  readonly #counting: Counting;
  readonly #onRead: (bytes: number, tokens: number) => void;
  readonly #buffer = Buffer.allocUnsafe(SMALL_BYTES + 1);
  #bytes = 0;
  #tokens = 0;

  /** @param onRead is given the bytes and tokens of all files so far */
  constructor(counting: Counting, onRead: (bytes: number, tokens: number) => void) {
    this.#counting = counting;
    this.#onRead = onRead;
  }

  /** The sizes of each file, or what is wrong with it. @throws errors without a code, which are bugs */
  async countAll(files: readonly SizedFile[]): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    for (const { path, bytes } of files) {
      try {
        const sizes = this.#countSmall(path, bytes) ?? (await this.#countLarge(path));
        this.#bytes += sizes.bytes;
        this.#tokens += sizes.tokens[0]!;
        outcomes.push(sizes);
      } catch (error) {
        outcomes.push({ error: failureLine(path, error), isBinary: Object(error).code === "CLI_BINARY" });
      }
    }
    this.#onRead(this.#bytes, this.#tokens);
    return outcomes;
  }

  /** @returns undefined where it is large */
  #countSmall(path: string, known: number): Sizes | undefined {
    const length = known > SMALL_BYTES ? known : this.#read(path, known);
    if (length > SMALL_BYTES) return undefined;
    const utf8 = this.#buffer.subarray(0, length);
    const chars = checkedCodePoints(path, utf8);
    const { tokenizers, rules } = this.#counting;
    return { tokens: tokenizers.map((tokenizer) => tokenizer.countUtf8(utf8, rules)), chars, bytes: length };
  }

  /** One read where a file is as long as it was: asking for its status and its end again costs as much as reading it. */
  #read(path: string, known: number): number {
    try {
      const fd = openSync(path, OPEN_FLAGS);
      try {
        const first = readSync(fd, this.#buffer, 0, known + 1, 0);
        return first === known && known > 0 ? known : readFullySync(fd, this.#buffer, 0);
      } finally {
        closeSync(fd);
      }
    } catch (error) {
      throw unreadable(path, error);
    }
  }

  #countLarge(path: string): Promise<Sizes> {
    return countStream(readUtf8Chunks(path), this.#counting, (bytes, tokens) =>
      this.#onRead(this.#bytes + bytes, this.#tokens + tokens),
    );
  }
}
