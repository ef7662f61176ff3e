/** How long a piece may be, and how far beyond its end a scanner looks. */
import { BpeError } from "../errors.ts";

/** Bytes of a piece at most: merging takes 32 bytes of memory for each, so 1 GiB. */
export const MAX_PIECE: number = 1 << 25;

/** No scanner looks further beyond the end of a piece. */
export const LOOK_AHEAD = 8;

/** The error for a piece beyond the limit. */
export function pieceTooLong(bytes: number): BpeError {
  return new BpeError(
    "BPE_PIECE_TOO_LONG",
    `the text has a piece of more than ${MAX_PIECE} bytes that the pattern does not split, such as a run of one ` +
      `letter (${bytes} bytes so far). Encode the text in parts.`,
    { bytes, limit: MAX_PIECE },
  );
}
