export { readTokenizerJson } from "./read/read-tokenizer-json.ts";
export { HfError } from "./errors.ts";
export type { HfErrorCode } from "./errors.ts";
