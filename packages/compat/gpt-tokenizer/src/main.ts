/** `gpt-tokenizer/main`: the same as `gpt-tokenizer`, by the name of the original's file. */
export { default } from "./index.ts";
export * from "./index.ts";
