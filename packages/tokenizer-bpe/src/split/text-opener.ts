/** Texts that are split by a pattern, whatever is done with their pieces. */
import { scannerOf } from "./patterns.ts";
import { MatchedText } from "./matched-text.ts";
import type { OpenText } from "./open-text.ts";
import type { PieceSink } from "./piece-sink.ts";
import { ScannedText } from "./scanned-text.ts";

/**
 * What opens texts.
 * @param split a pattern that has a scanner, or the regular expression of another
 */
export function textOpener(split: string | RegExp, pieces: PieceSink): () => OpenText {
  if (typeof split !== "string") return () => new MatchedText(split, pieces);
  const scan = scannerOf(split);
  return () => new ScannedText(scan, pieces);
}
