export { encodingForModel, getEncoding } from "./get-encoding.ts";
export { getEncodingNameForModel, Tiktoken } from "./lite.ts";
export type { TiktokenBPE, TiktokenEncoding, TiktokenModel } from "./lite.ts";
