/**
 * The engine in WebAssembly. It splits by patterns that have a scanner; the pieces of others it is handed. What it can't
 * do, or should fail at, the engine in TypeScript does, with the same ids.
 */
import type { BpeError } from "../errors.ts";
import { firstOf, type IdBuffer } from "../id-buffer.ts";
import type { OpenText } from "../split/open-text.ts";
import { once } from "../vocabulary/once.ts";
import type { VocabularySource } from "../vocabulary/vocabulary-source.ts";
import { isScanned, type Split } from "../split/split.ts";
import { Runner } from "../wasm/runner.ts";
import { WasmMatchedText } from "../wasm/wasm-matched-text.ts";
import { CHUNK, WasmText } from "../wasm/wasm-text.ts";
import type { Engine, EngineName } from "./engine.ts";
import { TypeScriptEngine } from "./typescript-engine.ts";

export class WasmEngine implements Engine {
  readonly isScanned: boolean;
  /** Whether the pieces are found here. */
  readonly #splits: boolean;
  readonly #runner: Runner;
  readonly #open: () => OpenText;
  readonly #whole: OpenText;
  readonly #typescript: () => TypeScriptEngine;

  /**
   * @throws where there is no WebAssembly for it, see Instance
   */
  constructor(split: Split, source: VocabularySource, runner: Runner = new Runner(split, source)) {
    this.isScanned = typeof split === "string";
    this.#splits = isScanned(split);
    this.#runner = runner;
    this.#open = () => (isScanned(split) ? new WasmText(runner) : new WasmMatchedText(split, runner));
    this.#whole = this.#open();
    this.#typescript = once(() => new TypeScriptEngine(split, source.vocabulary()));
  }

  get name(): EngineName {
    return this.failure === undefined ? "wasm" : "typescript";
  }

  get failure(): BpeError | undefined {
    return this.#runner.failure;
  }

  encode(text: string | Uint8Array, out: IdBuffer | undefined, limit: number = Infinity): number {
    if (this.failure !== undefined) return this.#typescript().encode(text, out, limit);
    if (this.#splits && text.length <= CHUNK && limit === Infinity && out !== undefined) {
      const count = this.#runWhole(text, false);
      if (count >= 0) {
        out.append(this.#runner.ids, count);
        return count;
      }
    }
    return this.#push(text, true, out, limit);
  }

  encodeShort(text: string): Int32Array | undefined {
    const isForIt = this.#splits && text.length <= CHUNK && this.failure === undefined;
    const count = isForIt ? this.#runWhole(text, false) : -1;
    return count < 0 ? undefined : firstOf(this.#runner.ids, count);
  }

  encodeBeginning(text: string, out: IdBuffer, limit: number): number {
    if (this.failure !== undefined) return this.#typescript().encodeBeginning(text, out, limit);
    return this.#push(text, false, out, limit);
  }

  isCertain(beginning: Uint8Array, count: number, worth: number): boolean {
    return this.#typescript().isCertain(beginning, count, worth);
  }

  encodePiece(bytes: Uint8Array): Int32Array {
    const isForIt = bytes.length <= CHUNK && this.failure === undefined;
    const count = isForIt ? this.#runWhole(bytes, true) : -1;
    return count < 0 ? this.#typescript().encodePiece(bytes) : firstOf(this.#runner.ids, count);
  }

  open(): OpenText {
    return this.failure === undefined ? this.#open() : this.#typescript().open();
  }

  #runWhole(text: string | Uint8Array, isPiece: boolean): number {
    return this.#runner.runWhole(this.#runner.write(text, 0), isPiece);
  }

  #push(text: string | Uint8Array, isFinal: boolean, out: IdBuffer | undefined, limit: number): number {
    try {
      return this.#whole.push(text, isFinal, out, limit);
    } finally {
      this.#whole.clear();
    }
  }
}
