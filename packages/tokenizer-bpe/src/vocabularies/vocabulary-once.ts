import { parseRanks, type Vocabulary } from "../vocabulary.ts";

/** A vocabulary that is read on first use and then shared. */
export function vocabularyOnce(ranks: string): () => Vocabulary {
  let parsed: Vocabulary | undefined;
  return () => (parsed ??= parseRanks(ranks));
}
