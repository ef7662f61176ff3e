/**
 * A text whose pieces a regular expression or a splitter finds, and the engine in WebAssembly encodes, many at a time. As in
 * split/matched-text.ts parts wait until the text is whole. Pieces that are too long for the engine, and all once it has
 * failed, are encoded in TypeScript.
 */
import { asTextTooLong } from "../decode/text-too-long.ts";
import type { IdBuffer } from "../id-buffer.ts";
import type { OpenText } from "../split/open-text.ts";
import { pieceEnds, type Splitter } from "../split/split.ts";
import { TextWindow } from "../split/text-window.ts";
import type { Runner } from "./runner.ts";

/** UTF-16 units of pieces that are encoded together; a longer piece is by itself. */
const BATCH_UNITS = 1 << 15;

const utf8 = /* @__PURE__ */ new TextDecoder("utf-8", { ignoreBOM: true });

export class WasmMatchedText implements OpenText {
  readonly #split: RegExp | Splitter;
  readonly #runner: Runner;
  readonly #window = new TextWindow();
  readonly #lengths = new Uint32Array(BATCH_UNITS);
  #waiting = "";

  constructor(split: RegExp | Splitter, runner: Runner) {
    this.#split = split;
    this.#runner = runner;
  }

  push(part: string | Uint8Array, isFinal: boolean, out: IdBuffer | undefined, limit: number): number {
    this.#waiting = asTextTooLong(() => this.#waiting + (typeof part === "string" ? part : utf8.decode(part)));
    if (!isFinal) return 0;
    const text = this.#waiting;
    this.#waiting = "";
    const lengths = this.#lengths;
    const nextEnd = pieceEnds(this.#split, text);
    let count = 0;
    /** Where the next piece ends, once it was asked for. */
    let next = -1;
    for (let start = 0; start < text.length && count <= limit;) {
      let end = start;
      let pieces = 0;
      do {
        if (next === -1) next = nextEnd();
        if (next - start > BATCH_UNITS && pieces > 0) break;
        lengths[pieces++] = next - end;
        end = next;
        next = -1;
        // With a limit not much more is split than is asked for.
      } while (end < text.length && end - start < BATCH_UNITS && pieces <= limit - count);
      count += this.#encode(text, start, lengths.subarray(0, pieces), out, limit - count);
      start = end;
    }
    return count;
  }

  clear(): void {
    this.#waiting = "";
    this.#window.start = this.#window.end;
  }

  /** Encodes the pieces of such lengths that begin at `start`. */
  #encode(text: string, start: number, lengths: Uint32Array, out: IdBuffer | undefined, limit: number): number {
    let count = 0;
    let at = start;
    for (let first = 0; first < lengths.length && count <= limit;) {
      if (this.#runner.failure === undefined) {
        const rest = lengths.subarray(first);
        let units = 0;
        for (const length of rest) units += length;
        const { done, found } =
          units > BATCH_UNITS
            ? { done: 0, found: 0 }
            : this.#runner.runPieces(text.slice(at, at + units), rest, out, limit - count);
        count += found;
        for (let i = 0; i < done; i++) at += rest[i]!;
        first += done;
        if (first === lengths.length || count > limit) break;
      }
      // The next one is nothing for the engine.
      this.#window.append(text.slice(at, at + lengths[first]!));
      count += this.#runner.pieces.encodeWhole(this.#window, out, limit - count);
      at += lengths[first++]!;
    }
    return count;
  }
}
