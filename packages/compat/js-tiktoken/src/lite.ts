export { Tiktoken } from "./tiktoken.ts";
export { getEncodingNameForModel } from "./encoding-name-for-model.ts";
export type { TiktokenBPE, TiktokenEncoding, TiktokenModel } from "@windrow/compat-ranks";
