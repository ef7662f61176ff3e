/** The memory of tokens' units where WebAssembly copies them: an instance of the engine's module to itself. */
import {
  FIRST_ARENA,
  INTEGERS,
  LIMIT,
  MAX_ARENA,
  MAX_IDS,
  MAX_UNITS,
  OVERRUN,
  type UnitMemory,
  USED,
} from "../decode/unit-memory.ts";
import type { VocabularySource } from "../vocabulary/vocabulary-source.ts";
import type { EngineExports } from "./engine-exports.ts";
import { instantiate } from "./instantiate.ts";
import { engineModule } from "#engine-module";

/** In a packed vocabulary. */
const BYTES_OF_MERGE = 6;
const BYTES = 256;

export class WasmMemory implements UnitMemory {
  table!: Int32Array;
  arena!: Uint16Array;
  arenaBytes!: Uint8Array;
  ids!: Int32Array;
  units!: Uint16Array;
  integers!: Int32Array;
  readonly #exports: EngineExports;
  readonly #size: number;
  #arenaLength: number;

  /**
   * @param before the tokens that are known already
   * @param source of the others: where it is packed, they are learned here too
   * @throws where there is no WebAssembly, or no memory
   */
  constructor(before: UnitMemory, source: VocabularySource, module: WebAssembly.Module = engineModule()) {
    this.#exports = instantiate(module) as unknown as EngineExports;
    this.#size = before.table.length;
    this.#arenaLength = Math.max(FIRST_ARENA, before.arena.length);
    const { packed = "" } = source;
    const merges = packed.length / BYTES_OF_MERGE;
    if (!this.#exports.makeDecoder(this.#size, MAX_IDS, MAX_UNITS + OVERRUN, this.#arenaLength, merges)) {
      throw new RangeError("there is no memory for a decoder");
    }
    this.#setViews();
    const used = before.integers[USED]!;
    this.table.set(before.table);
    this.arena.set(before.arena.subarray(0, used));
    this.integers[USED] = used;
    this.integers[LIMIT] = MAX_UNITS;
    if (packed !== "") this.#loadPacked(packed, source);
  }

  #loadPacked(packed: string, source: VocabularySource): void {
    const { memory, decodePacked } = this.#exports;
    const place = new Uint8Array(memory.buffer, decodePacked.value, packed.length + BYTES);
    new TextEncoder().encodeInto(packed, place);
    for (let id = 0; id < BYTES; id++) source.copyToken(id, place.subarray(packed.length + id));
  }

  copy(first: number, count: number): number {
    return this.#exports.copyTokens(first, count);
  }

  growArena(): boolean {
    const length = this.#arenaLength;
    if (length >= MAX_ARENA || !this.#exports.growArena(length)) return false;
    this.#arenaLength = 2 * length;
    this.#setViews();
    return true;
  }

  /** They have all that they may from the beginning on: memory that is not written costs nothing. */
  growUnits(): boolean {
    return false;
  }

  #setViews(): void {
    const { memory, decodeIntegers, decodeTable, decodeIds, decodeUnits, decodeArena } = this.#exports;
    this.integers = new Int32Array(memory.buffer, decodeIntegers.value, INTEGERS);
    this.table = new Int32Array(memory.buffer, decodeTable.value, this.#size);
    this.ids = new Int32Array(memory.buffer, decodeIds.value, MAX_IDS);
    this.units = new Uint16Array(memory.buffer, decodeUnits.value, MAX_UNITS + OVERRUN);
    this.arena = new Uint16Array(memory.buffer, decodeArena.value, this.#arenaLength);
    this.arenaBytes = new Uint8Array(memory.buffer, decodeArena.value, 2 * this.#arenaLength);
  }
}
