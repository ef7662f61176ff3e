/** Texts that are split by a pattern, whatever is done with their pieces. */
import { scannerOf } from "./patterns.ts";
import { MatchedText } from "./matched-text.ts";
import type { OpenText } from "./open-text.ts";
import type { PieceSink } from "./piece-sink.ts";
import { ScannedText } from "./scanned-text.ts";
import type { Split } from "./split.ts";

/**
 * What opens texts.
 */
export function textOpener(split: Split, pieces: PieceSink): () => OpenText {
  if (typeof split !== "string") return () => new MatchedText(split, pieces);
  const scan = scannerOf(split);
  return () => new ScannedText(scan, pieces);
}
