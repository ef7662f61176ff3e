/** What a file of others comes to. */
import type { EncodingDefinition } from "../encoding-definitions.ts";
import type { Vocabulary } from "../vocabulary/vocabulary.ts";

export interface ReadEncoding {
  readonly definition: EncodingDefinition;
  readonly vocabulary: Vocabulary;
}
