/** Texts that are split by a pattern, whatever is done with their pieces. */
import { MatchedText } from "./matched-text.ts";
import type { OpenText } from "./open-text.ts";
import type { PieceSink } from "./piece-sink.ts";
import { ScannedText } from "./scanned-text.ts";
import { scannerOfSplit } from "./scan-table.ts";
import { isScanned, type Split } from "./split.ts";

/**
 * What opens texts.
 */
export function textOpener(split: Split, pieces: PieceSink): () => OpenText {
  if (!isScanned(split)) return () => new MatchedText(split, pieces);
  const scan = scannerOfSplit(split);
  return () => new ScannedText(scan, pieces);
}
