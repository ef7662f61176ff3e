/** A tokenizer of tokens that were read elsewhere. */
import { type BpeTokenizer, tokenizerOf } from "./bpe-tokenizer.ts";
import { checkEngineName } from "./encode/choose-engine.ts";
import { ownDefinition, type OwnEncodingOptions } from "./own-encoding.ts";
import type { TokenBytes } from "./vocabulary/token-bytes.ts";
import { ownSource } from "./vocabulary/vocabulary-source.ts";
import { vocabularyOfTokenBytes } from "./vocabulary/vocabulary-of-tokens.ts";

/**
 * @param tokens by rank, as `BpeTokenizer.fromTiktoken` reads them from a file
 * @throws BpeError as `BpeTokenizer.fromTiktoken`
 */
export function tokenizerOfTokens(tokens: TokenBytes, options: OwnEncodingOptions): BpeTokenizer {
  const { offsets } = tokens;
  const known = Array.from(offsets.subarray(1), (end, id) => (end > offsets[id]! ? true : undefined));
  const definition = ownDefinition(options, known);
  return tokenizerOf(definition, ownSource(vocabularyOfTokenBytes(tokens)), checkEngineName(options.engine));
}
