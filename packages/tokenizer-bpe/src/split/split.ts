/** How an engine splits texts. */
import { pieceEnd } from "./piece-end.ts";
import type { ScanTable } from "./scan-table.ts";

/** What finds pieces that neither a scanner nor one regular expression finds: those of several steps, for instance. */
export interface Splitter {
  /** Begins a text; each call gives the end of the next piece. Pieces follow each other without a gap, up to the end. */
  open(text: string): () => number;
}

/** A pattern that has a scanner, or tables for one. */
export type ScannedSplit = string | ScanTable;

/** That, the regular expression of another pattern (flags `u` or `v`, and `y`), or what splits otherwise. */
export type Split = ScannedSplit | RegExp | Splitter;

export function isScanned(split: Split): split is ScannedSplit {
  return typeof split === "string" || "steps" in split;
}

/** The ends of the pieces of a text, one with each call. @throws BpeError BPE_PIECE_TOO_LONG, BPE_INVALID_PATTERN */
export function pieceEnds(split: RegExp | Splitter, text: string): () => number {
  if ("open" in split) return split.open(text);
  let start = 0;
  return () => (start = pieceEnd(split, text, start));
}
