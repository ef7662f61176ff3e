/** A tokenizer in a form that another thread makes the same one of. */
import type { EncodingDefinition } from "../encoding-definitions.ts";
import type { EngineName } from "../encode/engine.ts";
import { PairTable } from "../vocabulary/pair-table.ts";
import type { TokenBytes } from "../vocabulary/token-bytes.ts";
import { ownSource, packedSource, type VocabularySource } from "../vocabulary/vocabulary-source.ts";
import type { Vocabulary } from "../vocabulary/vocabulary.ts";

/** What decides a tokenizer's ids, and its engine. */
export interface TokenizerParts {
  readonly definition: EncodingDefinition;
  readonly source: VocabularySource;
  readonly engine: EngineName | undefined;
}

/** A vocabulary without what `postMessage` refuses. */
interface SentVocabulary extends Omit<Vocabulary, "tokenBytes" | "mergesKey" | "pairs"> {
  readonly tokens: TokenBytes;
  readonly pairs: Pick<PairTable, "slots" | "lefts" | "rights" | "made" | "tokens">;
}

/** What `postMessage` takes. */
export interface SentTokenizer {
  readonly definition: EncodingDefinition;
  /** As it is packed, where it is one of tiktoken's. */
  readonly vocabulary: string | SentVocabulary;
  readonly engine: EngineName | undefined;
}

export function sendTokenizer({ definition, source, engine }: TokenizerParts): SentTokenizer {
  return { definition, vocabulary: source.packed ?? sendVocabulary(source.vocabulary()), engine };
}

export function receiveTokenizer({ definition, vocabulary, engine }: SentTokenizer): TokenizerParts {
  const source = typeof vocabulary === "string" ? packedSource(vocabulary) : ownSource(receiveVocabulary(vocabulary));
  return { definition, source, engine };
}

function sendVocabulary(vocabulary: Vocabulary): SentVocabulary {
  const { size, byteIds, bytePairs, isTree, takesWholeTokens, ids } = vocabulary;
  const { slots, lefts, rights, made, tokens } = vocabulary.pairs;
  const optional = { ...(takesWholeTokens && { takesWholeTokens }), ...(ids && { ids }) };
  const pairs = { slots, lefts, rights, made, tokens };
  return { size, byteIds, bytePairs, isTree, ...optional, pairs, tokens: vocabulary.tokenBytes() };
}

function receiveVocabulary({ tokens, pairs: sent, ...rest }: SentVocabulary): Vocabulary {
  const pairs = new PairTable(sent.lefts, sent.rights, sent.made, sent.tokens);
  pairs.slots.set(sent.slots);
  return { ...rest, pairs, tokenBytes: () => tokens };
}
