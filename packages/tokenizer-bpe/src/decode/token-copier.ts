/**
 * Ids to text: tokens are learned as they come and copied as UTF-16 units, of which strings are made. What tokens cut is
 * put together on the way, so that the text is that of all their bytes.
 */
import { BpeError } from "../errors.ts";
import { isStackOverflow } from "../stack-overflow.ts";
import { ArrayMemory } from "./array-memory.ts";
import { bytesOfToken, type DecodedTokens } from "./decoded-tokens.ts";
import { readIds } from "./read-ids.ts";
import { UnitText } from "./unit-text.ts";
import { AT, CUT, IS_WIDE, LENGTH, LIMIT, LONG, OVERRUN, PLACE_SHIFT, USED, WIDE } from "./unit-memory.ts";
import type { UnitMemory } from "./unit-memory.ts";
import { endUtf8, NEEDED, pushUtf8, REPLACED, resetUtf8, STATE_LENGTH, type Utf8State } from "./utf8-to-units.ts";

/**
 * From so many ids on WebAssembly makes up for its start. On a busy machine the first 1,000 ids of a process take 12 ms
 * here and the first 4,000 take 28; there 4,000 take 14.
 */
const WASM_IDS = 1 << 10;

export class TokenCopier {
  /** A bug of what copies in WebAssembly: since then the same is done in TypeScript. */
  failure: BpeError | undefined;
  readonly #tokens: DecodedTokens;
  readonly #invalidId: (ids: ArrayLike<number>, index: number) => Error;
  #openWasm: ((memory: UnitMemory) => UnitMemory) | undefined;
  /** Whether its memory is in use. */
  #isBusy = false;
  /** Ids so far, as long as WebAssembly may follow. */
  #seen = 0;
  #memory: UnitMemory;
  /** Room for the bytes of a token that is learned. */
  readonly #learned = new Uint8Array(3 * LENGTH);
  readonly #learnState: Utf8State = new Int32Array(STATE_LENGTH);
  #text: UnitText;
  #textUnits: Uint16Array;

  /**
   * @param invalidId makes the error of an id, by its index, that is not a token
   * @param openWasm the same memory where WebAssembly copies; throws where there is none
   */
  constructor(
    tokens: DecodedTokens,
    invalidId: (ids: ArrayLike<number>, index: number) => Error,
    openWasm: ((memory: UnitMemory) => UnitMemory) | undefined,
  ) {
    this.#tokens = tokens;
    this.#invalidId = invalidId;
    this.#openWasm = openWasm;
    this.#memory = new ArrayMemory(tokens.size);
    this.#textUnits = this.#memory.units;
    this.#text = new UnitText(this.#textUnits);
  }

  /**
   * The text of ids, as far as it is certain.
   * @param state of what came before; it is that of what came after all ids, unless this throws
   * @param isFinal whether nothing follows
   */
  push(ids: ArrayLike<number>, state: Utf8State, isFinal: boolean): string {
    // Reading an id may run code of the caller's, a getter or a proxy, which may decode something else.
    if (this.#isBusy) return new TokenCopier(this.#tokens, this.#invalidId, undefined).push(ids, state, isFinal);
    this.#isBusy = true;
    try {
      return this.#pushAlone(ids, state, isFinal);
    } finally {
      this.#isBusy = false;
    }
  }

  #pushAlone(ids: ArrayLike<number>, state: Utf8State, isFinal: boolean): string {
    if (this.#openWasm !== undefined && (this.#seen += ids.length) >= WASM_IDS) this.#enterWasm(this.#openWasm);
    try {
      return this.#push(ids, state, isFinal);
    } catch (error) {
      if (this.#memory instanceof ArrayMemory || !(error instanceof WebAssembly.RuntimeError)) throw error;
      this.failure = copyingFailed(error, this.#memory.ids.slice());
      this.#memory = new ArrayMemory(this.#tokens.size);
      return this.#push(ids, state, isFinal);
    }
  }

  #enterWasm(open: (memory: UnitMemory) => UnitMemory): void {
    this.#openWasm = undefined;
    try {
      this.#memory = open(this.#memory);
    } catch (error) {
      // There is none here, whatever the reason: the text is the same. Only a full stack says nothing about the next call.
      if (isStackOverflow(error)) this.#openWasm = open;
    }
  }

  #push(ids: ArrayLike<number>, state: Utf8State, isFinal: boolean): string {
    const memory = this.#memory;
    begin(memory.integers, state);
    let text = "";
    for (let first = 0; first < ids.length;) {
      const count = readIds(ids, first, memory.ids);
      for (let i = 0; i < count;) {
        i += memory.copy(i, count - i);
        if (i === count) break;
        const id = memory.ids[i]!;
        if (memory.integers[AT]! > memory.integers[LIMIT]!) text += this.#makeRoom();
        else if (memory.table[id] === LONG) {
          text += this.#pushLong(id);
          i++;
        } else if (!this.#learn(id)) throw this.#invalidId(ids, first + i);
      }
      first += count;
    }
    if (isFinal) endCharacter(memory);
    text += this.#take();
    for (let i = 0; i < STATE_LENGTH; i++) state[i] = memory.integers[i]!;
    return text;
  }

  /** Puts a token into the table, and into the arena; false where an id is not a token. */
  #learn(id: number): boolean {
    const length = this.#tokens.copy(id, this.#learned);
    if (length === 0 && id !== this.#tokens.emptyToken) return false;
    // In the table a token of no bytes would be one that was not learned.
    const isKept = length > 0 && length <= this.#learned.length;
    this.#memory.table[id] = isKept ? this.#keep(this.#learned, length) : LONG;
    return true;
  }

  /** Puts the bytes of a token into the arena; returns its entry of the table. */
  #keep(bytes: Uint8Array, count: number): number {
    const memory = this.#memory;
    const used = memory.integers[USED]!;
    while (used + count + OVERRUN > memory.arena.length) {
      if (!memory.growArena()) return LONG;
    }
    const { arena } = memory;
    const state = this.#learnState;
    resetUtf8(state);
    const end = pushUtf8(state, bytes, 0, count, arena, used);
    const isCut = state[NEEDED] !== 0 || state[REPLACED] !== 0;
    const length = isCut ? count : end - used;
    if (length > LENGTH) return LONG;
    if (isCut) for (let i = 0; i < count; i++) memory.arenaBytes[2 * used + i] = bytes[i]!;
    memory.integers[USED] = used + (isCut ? (length + 1) >> 1 : length);
    return (used << PLACE_SHIFT) | length | (isCut ? CUT | WIDE : isWide(arena, used, end) ? WIDE : 0);
  }

  /** A token that is not in the arena; returns the text for which there was no room before it. */
  #pushLong(id: number): string {
    const bytes = bytesOfToken(this.#tokens, id)!;
    let text = "";
    for (let start = 0; start < bytes.length;) {
      if (this.#memory.integers[AT]! > this.#memory.integers[LIMIT]!) text += this.#makeRoom();
      const { integers, units } = this.#memory;
      const at = integers[AT]!;
      // At most a unit for each byte, and one for a character that they cut.
      const end = Math.min(bytes.length, start + units.length - at - 1);
      const next = pushUtf8(integers, bytes, start, end, units, at);
      if (isWide(units, at, next)) integers[IS_WIDE] = WIDE;
      integers[AT] = next;
      start = end;
    }
    return text;
  }

  /** Makes room for more units; where there is none to be had, by taking those that are there, as text. */
  #makeRoom(): string {
    return this.#memory.growUnits() ? "" : this.#take();
  }

  /** The text of the units that are there, which are gone then. */
  #take(): string {
    const { integers, units } = this.#memory;
    const count = integers[AT]!;
    if (count === 0) return "";
    if (units !== this.#textUnits) {
      this.#textUnits = units;
      this.#text = new UnitText(units);
    }
    const text = this.#text.take(count, integers[IS_WIDE] === 0);
    integers[AT] = 0;
    integers[IS_WIDE] = 0;
    return text;
  }
}

/** @param ids that were being copied, and what came before them in their place */
function copyingFailed(cause: unknown, ids: Int32Array): BpeError {
  return new BpeError(
    "BPE_ENGINE_FAILED",
    "The WebAssembly engine failed, so the TypeScript engine answered instead: the text is correct. " +
      "Please report this with fields.ids, the ids that it failed at.",
    { ids, cause },
  );
}

function begin(integers: Int32Array, state: Utf8State): void {
  for (let i = 0; i < STATE_LENGTH; i++) integers[i] = state[i]!;
  integers[AT] = 0;
  integers[IS_WIDE] = 0;
}

/** Writes U+FFFD for a character that is cut at the end of all. */
function endCharacter({ integers, units }: UnitMemory): void {
  if (integers[NEEDED] === 0) return;
  integers[AT] = endUtf8(integers, units, integers[AT]!);
  integers[IS_WIDE] = WIDE;
}

/** Whether a unit is beyond Latin-1, or a control of C1, which what the standard calls latin1 does not have. */
function isWide(units: Uint16Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (units[i]! > 0xff || (units[i]! >= 0x80 && units[i]! < 0xa0)) return true;
  return false;
}
