/** Vocabularies from their packed form, which packed-vocabulary.ts describes. */
import type { VocabularySource } from "../../vocabulary/vocabulary-source.ts";
import { mergesSource } from "./packed-merges.ts";
import { treeSource } from "./packed-tree.ts";
import { isUnmade } from "./packed-unmade.ts";
import type { PackedVocabulary } from "./packed-vocabulary.ts";

/** The vocabulary, made when it is first needed; undefined where a part of it is cut. */
export function sourceOfPacked(packed: PackedVocabulary): VocabularySource | undefined {
  const { count, pairs, size, table, unmade } = packed;
  const columns = table?.third === undefined ? 2 : 3;
  const digits = table?.digits ?? 3;
  if (typeof pairs !== "string" || pairs.length !== count * columns * digits) return undefined;
  if (unmade !== undefined && !isUnmade(unmade, size)) return undefined;
  return table === undefined ? treeSource(packed) : mergesSource(packed, table);
}
