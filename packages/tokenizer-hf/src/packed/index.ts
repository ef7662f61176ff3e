export { fromPacked } from "./from-packed.ts";
export type { FromPackedOptions } from "./open-packed.ts";
export type { PackedLists, PackedTokenizer } from "./packed-tokenizer.ts";
export type { PretrainedTokenizer } from "../pretrained-tokenizer.ts";
export { HfError } from "../errors.ts";
export type { HfErrorCode } from "../errors.ts";
