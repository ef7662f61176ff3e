/** The memory of tokens' units in arrays, copied in TypeScript. */
import { type CopiedMemory, copyTokens } from "./copy-tokens.ts";
import { FIRST_ARENA, INTEGERS, LIMIT, MAX_ARENA, MAX_IDS, MAX_UNITS, OVERRUN } from "./unit-memory.ts";

const FIRST_UNITS = 1 << 10;

export class ArrayMemory implements CopiedMemory {
  readonly table: Int32Array;
  readonly integers: Int32Array = new Int32Array(INTEGERS);
  readonly ids: Int32Array = new Int32Array(MAX_IDS);
  arena!: Uint16Array;
  arenaBytes!: Uint8Array;
  arenaView!: DataView;
  units!: Uint16Array;
  unitsView!: DataView;

  /** @param size ids are below this */
  constructor(size: number) {
    this.table = new Int32Array(size);
    this.#setArena(FIRST_ARENA);
    this.#setUnits(FIRST_UNITS);
  }

  copy(first: number, count: number): number {
    return copyTokens(this, first, count);
  }

  growArena(): boolean {
    const { arena } = this;
    if (arena.length >= MAX_ARENA) return false;
    this.#setArena(2 * arena.length);
    this.arena.set(arena);
    return true;
  }

  growUnits(): boolean {
    const { units } = this;
    if (units.length >= MAX_UNITS) return false;
    this.#setUnits(4 * units.length);
    this.units.set(units);
    return true;
  }

  #setArena(length: number): void {
    this.arena = new Uint16Array(length);
    this.arenaBytes = new Uint8Array(this.arena.buffer);
    this.arenaView = new DataView(this.arena.buffer);
  }

  #setUnits(length: number): void {
    this.units = new Uint16Array(length);
    this.unitsView = new DataView(this.units.buffer);
    this.integers[LIMIT] = length - OVERRUN;
  }
}
