/** A vocabulary in the forms that engines take, each made when it is first asked for. */
import { once } from "./once.ts";
import type { TokenBytes } from "./token-bytes.ts";
import { unpackTokenBytes, unpackVocabulary } from "./unpack-vocabulary.ts";
import type { Vocabulary } from "./vocabulary.ts";

export interface VocabularySource {
  /** As tools/pack-merges.mjs packs it, where it is one of tiktoken's. */
  readonly packed?: string;
  /** For the engine in TypeScript. */
  vocabulary(): Vocabulary;
  /** The bytes of all tokens, by id. */
  tokenBytes(): TokenBytes;
  /** What else decides the ids, where the tokens' bytes do not say all. */
  mergesKey(): string | undefined;
}

/** One of tiktoken's. */
export function packedSource(packed: string): VocabularySource {
  return {
    packed,
    vocabulary: once(() => unpackVocabulary(packed)),
    tokenBytes: once(() => unpackTokenBytes(packed)),
    mergesKey: () => undefined,
  };
}

/** One of someone's own. */
export function ownSource(vocabulary: Vocabulary): VocabularySource {
  return {
    vocabulary: () => vocabulary,
    tokenBytes: () => vocabulary.tokenBytes(),
    mergesKey: () => vocabulary.mergesKey?.(),
  };
}
