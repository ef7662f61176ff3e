/** The stages of files that list tokens by rank, as tiktoken has them, and a pattern. */
import {
  charactersOfBytes,
  type EngineName,
  ownSource,
  type TokenBytes,
  vocabularyOfTokens,
} from "@windrow/tokenizer-bpe/internal";
import type { AddedToken } from "../added-tokens/added-tokens.ts";
import { byteLevel } from "../decoders/byte-level.ts";
import { ByteLevelBpe } from "../models/byte-level-bpe.ts";
import type { Normalizer } from "../normalizers/normalizer.ts";
import type { Pattern } from "../patterns/pattern.ts";
import { ByteLevel } from "../pre-tokenizers/byte-level.ts";
import { PreTokenizerSequence } from "../pre-tokenizers/sequence.ts";
import { Split } from "../pre-tokenizers/split.ts";
import { digestOf } from "../stages/digest.ts";
import { engineParts } from "../stages/engine-parts.ts";
import { engineSplit } from "../stages/engine-split.ts";
import type { Stages } from "../stages/stages.ts";

/** What such a file says. */
export interface TokenList {
  /** In errors. */
  readonly name: string;
  /** That of the file, and the version of what decides its ids here. */
  readonly kind: string;
  readonly added: readonly AddedToken[];
  readonly normalizer: Normalizer | undefined;
  readonly pattern: Pattern;
  /** What the file has for the pattern. */
  readonly expression: string;
  /** By id, which is also the order of the merges; undefined for those of special tokens. */
  readonly tokens: readonly (Uint8Array | undefined)[];
  readonly unkToken: string | undefined;
  readonly engineName: EngineName | undefined;
}

/** @throws BpeError BPE_INVALID_RANKS */
export function stagesOfTokens(list: TokenList): Stages {
  const { name, kind, added, normalizer, pattern, expression, tokens, unkToken, engineName } = list;
  const vocabulary = vocabularyOfTokens(tokens);
  const preTokenizer = new PreTokenizerSequence([new Split(pattern, "Isolated"), new ByteLevel(false, false)]);
  const split = engineSplit(preTokenizer)!;
  const parts = engineParts(ownSource(vocabulary), split.split, engineName);
  const bytes = vocabulary.tokenBytes();
  const none = new Int32Array(0);
  const nameOf = (id: number): string | undefined => nameIn(bytes, id);
  const listing = { tokens: bytes, lefts: none, rights: none, size: tokens.length, nameOf };
  const model = new ByteLevelBpe(listing, new Map(), parts.engine);
  const names = added.map(({ content }) => content);
  return {
    name,
    added,
    normalizer,
    preTokenizer,
    model,
    postProcessor: undefined,
    decoder: byteLevel,
    engineModel: parts,
    split,
    engineName,
    padding: {},
    unkToken,
    fingerprint: () => digestOf(kind, expression, names, model.lists()),
  };
}

function nameIn({ bytes, offsets }: TokenBytes, id: number): string | undefined {
  const token = bytes.subarray(offsets[id], offsets[id + 1]);
  return token.length === 0 ? undefined : charactersOfBytes(token);
}
