/**
 * What copying tokens works on: the UTF-16 units of tokens, each put there the first time that it is asked for, and room
 * for the units of a text. So a call with a few ids touches a few tokens, and the tokens of a text lie close together.
 *
 * array-memory.ts has it in arrays; wasm/wasm-memory.ts has it where WebAssembly can copy.
 */
import { STATE_LENGTH } from "./utf8-to-units.ts";

export interface UnitMemory {
  /**
   * By id, 0 where a token was not asked for yet. Else its units, 1 to 63, or its bytes where it is cut (bits 0 to 5);
   * WIDE, CUT; where in the arena it is, in units (from PLACE_SHIFT on). Or LONG.
   */
  readonly table: Int32Array;
  /** Units, and bytes of cut tokens, with room for OVERRUN units behind those that are used. */
  readonly arena: Uint16Array;
  /** The same memory. */
  readonly arenaBytes: Uint8Array;
  /** Ids that are to be copied. */
  readonly ids: Int32Array;
  /** The units of the text. */
  readonly units: Uint16Array;
  /** The state of UTF-8 (utf8-to-units.ts), then AT, IS_WIDE, LIMIT, USED. */
  readonly integers: Int32Array;
  /**
   * Copies the tokens of `ids` from `first` on to `units`, and what is cut between them together; stops at an id that is
   * not in the table, or LONG, and where AT is beyond LIMIT. It may learn tokens by itself.
   * @returns how many ids are done
   */
  copy(first: number, count: number): number;
  /** Makes the arena larger, where there is memory for it; all arrays may be others then. */
  growArena(): boolean;
  /** The same for the units of a text, up to MAX_UNITS; false where they have them. */
  growUnits(): boolean;
}

/** Bits of an entry of the table. */
export const LENGTH: number = 63;
/** Some unit is beyond Latin-1, or a control of C1. */
export const WIDE: number = 64;
/** The token begins or ends within a character, or is not text: its bytes are in the arena. */
export const CUT: number = 128;
export const PLACE_SHIFT: number = 8;
/** What is not in the arena, as it is too long: the length 0. */
export const LONG: number = 64;

/** Where the units of the text end. */
export const AT: number = STATE_LENGTH;
/** Not 0 where some unit is beyond Latin-1. */
export const IS_WIDE: number = STATE_LENGTH + 1;
/** No token begins behind it. */
export const LIMIT: number = STATE_LENGTH + 2;
/** Units of the arena that are used. */
export const USED: number = STATE_LENGTH + 3;
export const INTEGERS: number = STATE_LENGTH + 4;

/** Ids at a time: 64 KB, in a core's own cache. */
export const MAX_IDS: number = 1 << 14;
/** A text of so many units becomes one string, a longer one a rope; 4 MB. */
export const MAX_UNITS: number = 1 << 21;
/** Units in the arena; entries stay positive. */
export const MAX_ARENA: number = 1 << 22;
export const FIRST_ARENA: number = 1 << 10;
/** Units of a token are read, and written, up to so many beyond their end. */
export const OVERRUN: number = 80;
