/**
 * A text whose pieces the engine in WebAssembly finds and encodes, some of it at a time.
 *
 * What is not certain yet waits here between two parts, since the engine's memory serves all texts of a tokenizer. A
 * piece that is too long for the engine takes a detour: from its beginning on the text goes through the scanner in
 * TypeScript, until that has next to nothing left. Where the engine has failed, so does all the rest.
 */
import type { IdBuffer } from "../id-buffer.ts";
import { LOOK_AHEAD } from "../split/limits.ts";
import type { OpenText } from "../split/open-text.ts";
import { characterEnd, type ScannedText } from "../split/scanned-text.ts";
import { TextWindow } from "../split/text-window.ts";
import type { Runner } from "./runner.ts";

/** UTF-16 units, or bytes, taken at a time: their bytes and ids stay in a core's own cache. */
export const CHUNK: number = 1 << 16;
/** Bytes that may wait at the end of a detour. */
const DETOUR_END = 64;
/** Bytes of a UTF-16 unit at most. */
const MAX_UNIT_BYTES = 3;

export class WasmText implements OpenText {
  readonly #runner: Runner;
  readonly #waiting = new TextWindow();
  /** The text is encoded when so many bytes wait. */
  #due = 0;
  #detour: ScannedText | undefined;

  constructor(runner: Runner) {
    this.#runner = runner;
  }

  push(part: string | Uint8Array, isFinal: boolean, out: IdBuffer | undefined, limit: number): number {
    const runner = this.#runner;
    const waiting = this.#waiting;
    if (!isFinal && this.#detour === undefined && waiting.length + MAX_UNIT_BYTES * part.length < this.#due) {
      waiting.append(part);
      return 0;
    }
    let count = 0;
    let at = 0;
    let have = waiting.length === 0 ? 0 : runner.write(waiting.bytes.subarray(waiting.start, waiting.end), 0);
    do {
      // With a limit not much more is taken than it can need; on a detour as much again as waits there, so that a long
      // piece is scanned a few times only.
      const units = Math.max(Math.min(CHUNK, 1024 + 16 * (limit - count)), this.#detour?.waiting ?? 0);
      const end = characterEnd(part, at + units);
      const chunk = at === 0 && end === part.length ? part : sliceOf(part, at, end);
      at = end;
      const isLast = isFinal && at === part.length;
      if (this.#detour !== undefined) {
        count += this.#detour.push(chunk, isLast, out, limit - count);
        have = this.#endDetour(isLast);
        continue;
      }
      have = runner.write(chunk, have);
      if (!isLast && have < this.#due) continue;
      const { done, found, isEarly } = runner.run(have, isLast, out, limit - count);
      count += found;
      have = runner.drop(done, have);
      this.#due = have > DETOUR_END ? Math.min(2 * have, CHUNK) : 0;
      if (count <= limit && (isEarly || have > CHUNK + LOOK_AHEAD)) {
        this.#detour = runner.openScanned();
        count += this.#detour.push(runner.waiting(have), isLast, out, limit - count);
        have = this.#endDetour(isLast);
      }
    } while (at < part.length && count <= limit);
    waiting.start = waiting.end;
    if (have > 0) waiting.append(runner.waiting(have));
    return count;
  }

  clear(): void {
    this.#waiting.start = this.#waiting.end;
    this.#due = 0;
    this.#detour = undefined;
  }

  /** Brings what waits back into the engine, once it is little; returns how many bytes are there. */
  #endDetour(isLast: boolean): number {
    if (isLast) {
      this.#detour = undefined;
      return 0;
    }
    const rest = this.#runner.failure === undefined ? this.#detour?.takeWaiting(DETOUR_END) : undefined;
    if (rest === undefined) return 0;
    this.#detour = undefined;
    this.#due = 0;
    return this.#runner.write(rest, 0);
  }
}

function sliceOf(part: string | Uint8Array, start: number, end: number): string | Uint8Array {
  return typeof part === "string" ? part.slice(start, end) : part.subarray(start, end);
}
