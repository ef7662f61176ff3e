export { encodingForModel, getEncoding, listEncodingNames } from "./get-encoding.ts";
export { encodingNameForModel } from "./models.ts";
export type { EncodingName } from "./encoding-definitions.ts";
export type {
  CountOptions,
  EncodedWithOffsets,
  EncodeOptions,
  EncodeWithOffsetsOptions,
  ThreadedEncodeOptions,
} from "./encode/encode-options.ts";
export type { DecodedWithOffsets } from "./decode/token-offsets.ts";
export type { EngineName, EngineOptions } from "./encode/engine.ts";
export { BpeTokenizer } from "./bpe-tokenizer.ts";
export type { ChunkEnd, SplitByTokensOptions, TokenChunk } from "./chunks/split-options.ts";
export type { KeptPart, TruncateOptions } from "./chunks/truncate-text.ts";
export type { TokenDecoder } from "./decode/token-decoder.ts";
export type { TokenCounter, TokenEncoder } from "./encode/token-encoder.ts";
export type { EncodedBatch } from "./threads/encoded-slice.ts";
export type { OwnEncodingOptions } from "./own-encoding.ts";
export type { VocabAndMerges } from "./formats/vocab-and-merges.ts";
export type { OffsetUnit } from "./decode/token-widths.ts";
export type { FurtherTokens } from "./special/further-tokens.ts";
export type { SpecialTokenSelection } from "./special/special-tokens.ts";
export { BpeError } from "./errors.ts";
export type { BpeErrorCode } from "./errors.ts";
