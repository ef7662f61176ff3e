export { init } from "./initialize.ts";
export { encoding_for_model, get_encoding, get_encoding_name_for_model, Tiktoken } from "./index.ts";
export type { TiktokenEncoding, TiktokenModel } from "./index.ts";
