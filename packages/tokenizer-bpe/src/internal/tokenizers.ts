/** What the stand-ins of packages/compat make tokenizers with: exactly this version, no promise to others. Apart from index.ts, so that who needs no BpeTokenizer does not carry it. */
export { partsOf } from "../bpe-tokenizer.ts";
export type { TokenizerParts } from "../bpe-tokenizer.ts";
export { tokenizerOfTokens } from "../tokenizer-of-tokens.ts";
