/**
 * Patterns that come as tables, which one scanner reads: those that have none written for them. Who makes the tables
 * brings the scanner in TypeScript; the one in WebAssembly is assembly/table.ts. Both read the same:
 *
 * A piece is found character by character, from the first state on. Each step gives the next state, and whether a match
 * ends before the character; the last such place counts once there is no next state. Where no match begins, a piece
 * goes on up to where one does, or another section begins.
 */
import { type PieceScanner, scannerOf } from "./patterns.ts";

export interface ScanTable {
  /** The class of each code point, and behind the last one that of the end of a text, which is the largest. Below 32. */
  readonly classes: () => Uint8Array;
  /** Classes that ASCII characters have are below `1 << asciiBits`. */
  readonly asciiBits: number;
  /**
   * At `state * 32 + class`: the next state * 4, and 1 where a match ends, with 2 where what goes on may come to nothing.
   * State 0 is none, 1 is the first.
   */
  readonly steps: Uint16Array;
  /** By class: characters of two numbers are never in one piece, nor are two of one that is 128 or more. */
  readonly sections: Uint8Array;
  readonly scan: PieceScanner;
}

/** What scans by a pattern that has a scanner, or by tables. */
export function scannerOfSplit(split: string | ScanTable): PieceScanner {
  return typeof split === "string" ? scannerOf(split) : split.scan;
}
