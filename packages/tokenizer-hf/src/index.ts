export { HfTokenizer } from "./hf-tokenizer.ts";
export type { BertVocabOptions, HfTokenizerOptions, SentencePieceOptions } from "./hf-tokenizer.ts";
export type { HfDecodeOptions, HfEncodeOptions, HfEncoding, PretrainedTokenizer } from "./pretrained-tokenizer.ts";
export type {
  ChunkEnd,
  FurtherTokens,
  KeptPart,
  SplitByTokensOptions,
  TokenChunk,
  TokenCounter,
  TokenDecoder,
  TokenEncoder,
  TruncateOptions,
} from "@windrow/tokenizer-bpe/internal";
export type { BatchOptions } from "./batch/batch-rows.ts";
export type { EncodedRows, RowTensor, RowTensor64 } from "./batch/pad.ts";
export { modelFeeds } from "./batch/model-feeds.ts";
export type { FeedOptions, TensorClass } from "./batch/model-feeds.ts";
export type { TokenizerConfig } from "./fields/config.ts";
export type { SpecialOptions, SpecialTokenSelection } from "./special/selection.ts";
export { HfError } from "./errors.ts";
export type { HfErrorCode } from "./errors.ts";
