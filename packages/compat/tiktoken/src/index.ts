export { encoding_for_model, get_encoding } from "./get-encoding.ts";
export { get_encoding_name_for_model } from "./encoding-name-for-model.ts";
export { Tiktoken } from "./tiktoken.ts";
export type { TiktokenEncoding, TiktokenModel } from "@windrow/compat-ranks";
