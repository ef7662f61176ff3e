export { fromPacked } from "./from-packed.ts";
export type { FromPackedOptions } from "../packed/open-packed.ts";
export type { PackedLists, PackedTokenizer } from "../packed/packed-tokenizer.ts";
export type { PackedSentencePiece } from "./packed-sentence-piece.ts";
export type { PretrainedTokenizer } from "../pretrained-tokenizer.ts";
export { HfError } from "../errors.ts";
export type { HfErrorCode } from "../errors.ts";
