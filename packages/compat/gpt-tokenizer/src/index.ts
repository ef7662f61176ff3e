/** `gpt-tokenizer` itself: o200k_base. */
export { default } from "./encoding/o200k_base.ts";
export * from "./encoding/o200k_base.ts";
