export { SimpleTokenizer } from "./simple-tokenizer.ts";
export type { SimpleTokenizerJson } from "./simple-tokenizer.ts";
export type { SimpleTokenizerOptions, SimpleTrainOptions } from "./simple-options.ts";
export { splitText } from "./split-text.ts";
export { SimpleTokenizerError } from "./errors.ts";
export type { SimpleTokenizerErrorCode } from "./errors.ts";
