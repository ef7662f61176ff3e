export { SimpleTokenizer } from "./simple-tokenizer.ts";
export type { SimpleTokenizerJson, SimpleTokenizerOptions } from "./simple-tokenizer.ts";
export { splitText } from "./split-text.ts";
export { SimpleTokenizerError } from "./errors.ts";
export type { SimpleTokenizerErrorCode } from "./errors.ts";
