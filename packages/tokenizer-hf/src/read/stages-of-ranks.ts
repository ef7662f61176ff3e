/** The stages of a file that lists tokens by rank, as tiktoken has them, a pattern, and special tokens. */
import {
  charactersOfBytes,
  type EngineName,
  ownSource,
  type TokenBytes,
  vocabularyOfTokens,
} from "@windrow/tokenizer-bpe/internal";
import type { AddedToken } from "../added-tokens/added-tokens.ts";
import type { Stages } from "../assemble.ts";
import { byteLevel } from "../decoders/byte-level.ts";
import { ByteLevelBpe } from "../models/byte-level-bpe.ts";
import { readExpression } from "../patterns/read-pattern.ts";
import { ByteLevel } from "../pre-tokenizers/byte-level.ts";
import { PreTokenizerSequence } from "../pre-tokenizers/sequence.ts";
import { Split } from "../pre-tokenizers/split.ts";
import { engineParts } from "./engine-parts.ts";
import { engineSplit } from "./engine-split.ts";
import { type Fields, invalidFile, shown } from "./fields.ts";
import { digestOf } from "./fingerprint.ts";

export interface RanksFile {
  readonly name: string;
  /** What kind of file it is, for the fingerprint. */
  readonly kind: string;
  readonly special: readonly (readonly [content: string, id: number])[];
  /** Bytes by id; undefined for ids that no text has. */
  readonly tokens: readonly (Uint8Array | undefined)[];
  /** The object that has the pattern, and the pattern's name in it. */
  readonly fields: Fields;
  readonly pattern: string;
  readonly unkToken: string | undefined;
  readonly engineName: EngineName | undefined;
}

/** @throws HfError HF_UNSUPPORTED_FILE for the pattern; BpeError BPE_INVALID_RANKS */
export function stagesOfRanks({
  name,
  kind,
  special,
  tokens,
  fields,
  pattern,
  unkToken,
  engineName,
}: RanksFile): Stages {
  const vocabulary = vocabularyOfTokens(tokens);
  const words = new Split(readExpression(fields, pattern), "Isolated");
  const preTokenizer = new PreTokenizerSequence([words, new ByteLevel(false, false)]);
  const split = engineSplit(preTokenizer)!;
  const parts = engineParts(ownSource(vocabulary), split.split, engineName);
  const bytes = vocabulary.tokenBytes();
  const none = new Int32Array(0);
  const { length: size } = tokens;
  const listing = { tokens: bytes, lefts: none, rights: none, size, nameOf: (id: number) => nameOf(bytes, id) };
  const model = new ByteLevelBpe(listing, new Map(), parts.engine);
  return {
    name,
    added: special.map(specialToken),
    normalizer: undefined,
    preTokenizer,
    model,
    postProcessor: undefined,
    decoder: byteLevel,
    engineModel: parts,
    split,
    engineName,
    padding: {},
    unkToken,
    fingerprint: () => digestOf(kind, fields.text(pattern), special, model.lists()),
  };
}

/** @param place of the field @throws HfError HF_INVALID_FILE */
export function bytesOfBase64(base64: string, place: string): Uint8Array {
  try {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    if (bytes.length > 0) return bytes;
  } catch {
    // It is not base64.
  }
  throw invalidFile(place, `is ${shown(base64)}; expected bytes in base64.`);
}

function specialToken([content, id]: readonly [string, number]): AddedToken {
  return {
    id,
    content,
    isSpecial: true,
    isNormalized: false,
    isSingleWord: false,
    stripsLeft: false,
    stripsRight: false,
  };
}

function nameOf({ bytes, offsets }: TokenBytes, id: number): string | undefined {
  const token = bytes.subarray(offsets[id], offsets[id + 1]);
  return token.length === 0 ? undefined : charactersOfBytes(token);
}
