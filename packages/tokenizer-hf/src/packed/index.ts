export { fromPacked } from "./from-packed.ts";
export type { FromPackedOptions } from "./from-packed.ts";
export type { PackedLists, PackedTokenizer } from "./packed-tokenizer.ts";
export type { HfTokenizer } from "../hf-tokenizer.ts";
export { HfError } from "../errors.ts";
export type { HfErrorCode } from "../errors.ts";
