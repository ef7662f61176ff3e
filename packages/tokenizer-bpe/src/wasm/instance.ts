/** An instance of the engine with its vocabulary, and views of its memory. */
import { packed as packedClasses } from "../packed/unicode-classes.js";
import { PATTERNS } from "../split/patterns.ts";
import type { VocabularySource } from "../vocabulary/vocabulary-source.ts";
import { engineModule } from "#engine-module";
import type { EngineExports } from "./engine-exports.ts";
import { instantiate } from "./instantiate.ts";
import { loadTable } from "./load-table.ts";
import { loadVocabulary } from "./load-vocabulary.ts";
import { isScanned, type Split } from "../split/split.ts";

/** A call of the encoder takes 50 ns, a character of a text that is at hand 1. */
const SHORT_UNITS = 40;

const utf8 = new TextEncoder();

export class Instance {
  readonly exports: EngineExports;
  /** Where the text is to be. Other views after memory has grown: see `refresh`. */
  text!: Uint8Array;
  /** The ids of the text. */
  ids!: Int32Array;
  /** Where the lengths of pieces are to be. */
  lengths!: Uint32Array;

  /**
   * @param split a pattern that is scanned, or another, whose pieces are found elsewhere
   * @throws where there is no WebAssembly, no memory, or the vocabulary has too large ids
   */
  constructor(split: Split, source: VocabularySource, module: WebAssembly.Module = engineModule()) {
    this.exports = instantiate(module) as unknown as EngineExports;
    const { exports } = this;
    this.#setViews();
    if (typeof split === "string") {
      utf8.encodeInto(packedClasses, this.text);
      exports.loadClasses(exports.text.value, packedClasses.length);
      exports.setPattern(PATTERNS.indexOf(split));
    } else if (isScanned(split)) loadTable(exports, split);
    loadVocabulary(exports, source);
    this.#setViews();
  }

  /** After a call that may have made memory grow, which detaches all views. */
  refresh(): void {
    if (this.ids.length === 0) this.#setViews();
  }

  #setViews(): void {
    const { memory, text, textCapacity, ids, lengths } = this.exports;
    this.text = new Uint8Array(memory.buffer, text.value, textCapacity.value);
    this.ids = new Int32Array(memory.buffer, ids.value, textCapacity.value);
    this.lengths = new Uint32Array(memory.buffer, lengths.value, textCapacity.value / 2);
  }

  /** Puts a text behind the first `at` bytes; returns how many bytes there are then. Lone surrogates become U+FFFD. */
  write(part: string | Uint8Array, at: number): number {
    const { text } = this;
    if (typeof part !== "string") {
      text.set(part, at);
      return at + part.length;
    }
    if (part.length <= SHORT_UNITS) {
      const end = this.#writeAscii(part, at);
      if (end > at) return end;
    }
    return at + utf8.encodeInto(part, at === 0 ? text : text.subarray(at)).written;
  }

  /** The same for a short text; returns `at` where it is not ASCII. */
  #writeAscii(part: string, at: number): number {
    const { text } = this;
    for (let i = 0; i < part.length; i++) {
      const unit = part.charCodeAt(i);
      if (unit > 0x7f) return at;
      text[at + i] = unit;
    }
    return at + part.length;
  }
}
