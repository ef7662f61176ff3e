export { encodingForModel, getEncoding, listEncodingNames } from "./get-encoding.ts";
export { encodingNameForModel } from "./models.ts";
export type { EncodingName } from "./encoding-definitions.ts";
export { BpeTokenizer } from "./bpe-tokenizer.ts";
export type { DecodedWithOffsets, EncodeOptions } from "./bpe-tokenizer.ts";
export type { OffsetUnit } from "./token-offsets.ts";
export type { SpecialTokenSelection } from "./special-tokens.ts";
export { BpeError } from "./errors.ts";
export type { BpeErrorCode } from "./errors.ts";
