/** A text that is being encoded, in one part or in many. */
import type { IdBuffer } from "../id-buffer.ts";

export interface OpenText {
  /**
   * Encodes as much as is certain of the text so far. Parts end on whole characters.
   * @param part text, or its UTF-8
   * @param isFinal whether the text ends here; the next part begins another text
   * @param out where the ids are appended; undefined if they are only counted
   * @param limit it stops after the piece with which this call gives more ids; then `clear` is due
   * @returns how many ids
   */
  push(part: string | Uint8Array, isFinal: boolean, out: IdBuffer | undefined, limit: number): number;
  /** Forgets what is left, and gives back memory that an unusual text has taken. */
  clear(): void;
}
