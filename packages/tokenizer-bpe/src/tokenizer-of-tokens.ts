/** A tokenizer of tokens that were read elsewhere. */
import { type BpeTokenizer, tokenizerOf } from "./bpe-tokenizer.ts";
import { checkEngineName } from "./encode/choose-engine.ts";
import { ownDefinition, type OwnEncodingOptions } from "./own-encoding.ts";
import { vocabularyOfTokenBytes } from "./vocabulary-sources/listed/vocabulary-of-tokens.ts";
import type { TokenBytes } from "./vocabulary/token-bytes.ts";
import { ownSource } from "./vocabulary/vocabulary-source.ts";

/**
 * @param tokens by rank, as `BpeTokenizer.fromTiktoken` reads them from a file
 * @throws BpeError as `BpeTokenizer.fromTiktoken`
 */
export function tokenizerOfTokens(tokens: TokenBytes, options: OwnEncodingOptions): BpeTokenizer {
  const definition = ownDefinition(options, knownIds(tokens));
  return tokenizerOf(definition, ownSource(vocabularyOfTokenBytes(tokens)), checkEngineName(options.engine));
}

function knownIds({ offsets }: TokenBytes): (true | undefined)[] {
  const known: (true | undefined)[] = [];
  for (let id = 0; id + 1 < offsets.length; id++) known.push(offsets[id + 1]! > offsets[id]! ? true : undefined);
  return known;
}
