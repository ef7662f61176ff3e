/** A vocabulary in the forms that engines take, each made when it is first asked for. */
import type { EngineTables } from "./engine-tables.ts";
import { once } from "./once.ts";
import { packedTokens } from "./packed-token.ts";
import { copyToken, type TokenBytes } from "./token-bytes.ts";
import { packedSize, unpackTokenBytes, unpackVocabulary } from "./unpack-vocabulary.ts";
import type { Vocabulary } from "./vocabulary.ts";

export interface VocabularySource {
  /** As tools/pack-merges.mjs packs it, where it is one of tiktoken's, or another tree whose ids are the numbers there. */
  readonly packed?: string;
  /** For the engine in WebAssembly, where what read the vocabulary made them. */
  readonly tables?: EngineTables;
  /** The same where ids are others, or there are more pairs. */
  readonly numbered?: NumberedTree;
  /** Tokens beside those packed which a piece may be as a whole, by id. */
  readonly wholeTokens?: () => TokenBytes;
  /** For the engine in TypeScript. */
  vocabulary(): Vocabulary;
  /** The bytes of all tokens, by id. */
  tokenBytes(): TokenBytes;
  /** The largest id + 1. */
  size(): number;
  /** Writes the bytes of one token, as far as they fit; returns how many there are, 0 where an id is not a token. */
  copyToken(id: number, into: Uint8Array): number;
  /** What else decides the ids, where the tokens' bytes do not say all. */
  mergesKey(): string | undefined;
}

/** A packed tree, and what it is beyond that. */
export interface NumberedTree {
  readonly packed: string;
  /** Pairs that make a token of a lower number than a part has, as `[number, left, right, ...]`. */
  readonly late: readonly number[] | undefined;
  /** The id of each number, where those are others. */
  readonly ids: (() => Int32Array) | undefined;
}

/** One of tiktoken's. */
export function packedSource(packed: string): VocabularySource {
  return {
    packed,
    vocabulary: once(() => unpackVocabulary(packed)),
    tokenBytes: once(() => unpackTokenBytes(packed)),
    size: () => packedSize(packed),
    copyToken: packedTokens(packed),
    mergesKey: () => undefined,
  };
}

/** One of someone's own. */
export function ownSource(vocabulary: Vocabulary): VocabularySource {
  return {
    vocabulary: () => vocabulary,
    tokenBytes: () => vocabulary.tokenBytes(),
    size: () => vocabulary.tokenBytes().offsets.length - 1,
    copyToken: (id, into) => copyToken(vocabulary.tokenBytes(), id, into),
    mergesKey: () => vocabulary.mergesKey?.(),
  };
}
