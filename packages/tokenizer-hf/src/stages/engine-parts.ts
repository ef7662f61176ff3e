/** A vocabulary on the engine of tokenizer-bpe, which is made when it is first asked for something. */
import {
  chooseEngine,
  type Engine,
  type EngineName,
  type Split,
  type VocabularySource,
} from "@windrow/tokenizer-bpe/internal";

export interface EngineParts {
  readonly engine: () => Engine;
  readonly source: VocabularySource;
}

/** For engines that are only asked for pieces. */
const WHOLE = /[^]+/uy;

/** @param split how it splits; undefined where it gets pieces */
export function engineParts(
  source: VocabularySource,
  split: Split | undefined,
  engineName: EngineName | undefined,
): EngineParts {
  let engine: Engine | undefined;
  return { source, engine: () => (engine ??= chooseEngine(split ?? WHOLE, source, engineName)) };
}
