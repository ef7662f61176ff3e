/** The two engines of a vocabulary side by side: ids, counts, and where pieces end. */
import { TypeScriptEngine } from "../../src/encode/typescript-engine.ts";
import { WasmEngine } from "../../src/encode/wasm-engine.ts";
import { IdBuffer } from "../../src/id-buffer.ts";
import { LOOK_AHEAD } from "../../src/split/limits.ts";
import { CL100K_PATTERN, O200K_PATTERN, type PieceScanner, R50K_PATTERN } from "../../src/split/patterns.ts";
import { scannerOfSplit } from "../../src/split/scan-table.ts";
import { isScanned, type Split } from "../../src/split/split.ts";
import { TextWindow } from "../../src/split/text-window.ts";
import { cl100kVocabulary } from "../../src/vocabulary/cl100k.ts";
import { o200kVocabulary } from "../../src/vocabulary/o200k.ts";
import { p50kVocabulary } from "../../src/vocabulary/p50k.ts";
import { r50kVocabulary } from "../../src/vocabulary/r50k.ts";
import type { VocabularySource } from "../../src/vocabulary/vocabulary-source.ts";
import { Instance } from "../../src/wasm/instance.ts";
import { Runner } from "../../src/wasm/runner.ts";

/** One of each packed vocabulary, with the pattern that it is used with. */
export const VOCABULARIES: readonly (readonly [name: string, pattern: string, source: VocabularySource])[] = [
  ["r50k", R50K_PATTERN, r50kVocabulary],
  ["p50k", R50K_PATTERN, p50kVocabulary],
  ["cl100k", CL100K_PATTERN, cl100kVocabulary],
  ["o200k", O200K_PATTERN, o200kVocabulary],
];

export type Text = string | Uint8Array;

export class BothEngines {
  readonly wasm: WasmEngine;
  readonly typescript: TypeScriptEngine;
  readonly instance: Instance;
  /** None where pieces are found by a regular expression. */
  readonly #scan: PieceScanner | undefined;
  readonly #fast = new IdBuffer(64);
  readonly #slow = new IdBuffer(64);
  readonly #limited = new IdBuffer(64);

  constructor(split: Split, source: VocabularySource) {
    this.instance = new Instance(split, source);
    this.wasm = new WasmEngine(split, source, new Runner(split, source, this.instance));
    this.typescript = new TypeScriptEngine(split, source.vocabulary());
    this.#scan = isScanned(split) ? scannerOfSplit(split) : undefined;
  }

  /**
   * What the engines do not agree on, or undefined.
   * @param at two numbers from 0 up to 1: how many ids are asked for, and where the text is cut
   */
  difference(text: Text, at: readonly [limit: number, cut: number] = [0.5, 0.5]): string | undefined {
    const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
    const ends = this.#scan && this.#differentEnds(this.#scan, bytes, at[1]);
    return this.#differentIds(text, bytes, at[0]) ?? ends ?? this.#failure();
  }

  #differentIds(text: Text, bytes: Uint8Array, at: number): string | undefined {
    const [fast, slow, limited] = [this.#fast, this.#slow, this.#limited];
    fast.length = slow.length = 0;
    const count = this.typescript.encode(text, slow);
    if (this.wasm.encode(text, fast) !== count || !isSame(fast, slow)) return `ids: ${shown(fast)} for ${shown(slow)}`;
    fast.length = 0;
    this.wasm.encode(bytes, fast);
    if (!isSame(fast, slow)) return `ids of the bytes: ${shown(fast)} for ${shown(slow)}`;
    if (this.wasm.encode(text, undefined) !== count) return "the count without ids";
    const short = typeof text === "string" ? this.wasm.encodeShort(text) : undefined;
    if (short !== undefined && !isEqual(short, slow.toArray())) return "ids at once";
    const limit = Math.floor(at * (count + 2));
    limited.length = 0;
    for (const out of [limited, undefined]) {
      const some = this.wasm.encode(text, out, limit);
      if (count > limit ? some <= limit : some !== count) return `${some} of ${count} ids with a limit of ${limit}`;
      if (out !== undefined && (out.length !== some || !isSame(out, slow, some))) return `ids with a limit of ${limit}`;
    }
    return undefined;
  }

  #differentEnds(scan: PieceScanner, bytes: Uint8Array, at: number): string | undefined {
    const [fast, slow] = [this.ends(bytes, true), scannedEnds(scan, bytes, true)];
    if (!isEqual(fast, slow)) return `pieces end at ${fast} for ${slow}`;
    // The beginning of a text, however it goes on: bytes that are not UTF-8 come whole.
    const cut = wholeCharacters(bytes, Math.floor(at * (bytes.length + 1)));
    const beginning = bytes.subarray(0, cut);
    const [certain, known] = [this.ends(beginning, false), scannedEnds(scan, beginning, false)];
    if (!isEqual(certain, known)) return `pieces of the first ${cut} bytes end at ${certain} for ${known}`;
    return undefined;
  }

  #failure(): string | undefined {
    return this.wasm.failure && `the engine failed: ${String(this.wasm.failure.cause)}`;
  }

  /** Where the pieces end that are certain to, by the engine in WebAssembly. */
  ends(bytes: Uint8Array, isFinal: boolean): Int32Array {
    const { exports } = this.instance;
    exports.splitText(this.instance.write(bytes, 0), isFinal ? 1 : 0);
    return this.instance.ids.slice(0, exports.foundIds());
  }
}

/** The same by the scanner in TypeScript. */
function scannedEnds(scan: PieceScanner, bytes: Uint8Array, isFinal: boolean): number[] {
  const window = new TextWindow();
  window.appendBytes(bytes);
  const ends: number[] = [];
  for (let at = 0; at < bytes.length;) {
    let end = scan(window.bytes, at, bytes.length, isFinal);
    if (!isFinal && end > bytes.length - LOOK_AHEAD) break;
    end = Math.min(Math.max(end, at + 1), bytes.length);
    ends.push(end);
    at = end;
  }
  return ends;
}

/** Whether `a` has the first `length` ids of `b`. */
function isSame(a: IdBuffer, b: IdBuffer, length: number = b.length): boolean {
  return isEqual(a.ids.subarray(0, a.length), b.ids.subarray(0, length));
}

function isEqual(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < b.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function shown(ids: IdBuffer): string {
  return `[${ids.toArray().subarray(0, 100)}]`;
}

/** `length`, or less where a character would be cut. */
function wholeCharacters(bytes: Uint8Array, length: number): number {
  let end = length;
  while (end > 0 && end < bytes.length && (bytes[end]! & 0xc0) === 0x80) end--;
  return end;
}
