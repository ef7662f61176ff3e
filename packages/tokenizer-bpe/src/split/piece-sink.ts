/** What is done with the pieces of a text: encoded (piece-encoder.ts), or counted (train/piece-counter.ts). */
import type { PieceScanner } from "./patterns.ts";
import type { IdBuffer } from "../id-buffer.ts";
import type { TextWindow } from "./text-window.ts";

export interface PieceSink {
  /**
   * Takes the pieces of a window that are certain to be whole, and drops them from it.
   * @param isFinal whether the text ends with the window
   * @param out where ids are appended, if there is such a place
   * @param limit it stops after the piece with which there are more
   * @returns how many ids, or pieces
   */
  encodeWindow(
    window: TextWindow,
    scan: PieceScanner,
    isFinal: boolean,
    out: IdBuffer | undefined,
    limit: number,
  ): number;
  /** Takes a window as one piece, and empties it. @param limit of more ids not all need be found */
  encodeWhole(window: TextWindow, out: IdBuffer | undefined, limit?: number): number;
}
