/** `gpt-tokenizer/encoding/gpt2`: GPT-2's, the same ids as r50k_base. */
import { gpt2 } from "@windrow/tokenizer-bpe/gpt2";
import { GptEncoding } from "../GptEncoding.ts";

export * from "../constants.ts";
export * from "../specialTokens.ts";

const api: GptEncoding = GptEncoding.getEncodingApi("gpt2", () => gpt2);
export default api;

export const clearMergeCache: GptEncoding["clearMergeCache"] = api.clearMergeCache;
export const countTokens: GptEncoding["countTokens"] = api.countTokens;
export const decode: GptEncoding["decode"] = api.decode;
export const decodeAsyncGenerator: GptEncoding["decodeAsyncGenerator"] = api.decodeAsyncGenerator;
export const decodeGenerator: GptEncoding["decodeGenerator"] = api.decodeGenerator;
export const encode: GptEncoding["encode"] = api.encode;
export const encodeGenerator: GptEncoding["encodeGenerator"] = api.encodeGenerator;
export const estimateCost: GptEncoding["estimateCost"] = api.estimateCost;
export const isWithinTokenLimit: GptEncoding["isWithinTokenLimit"] = api.isWithinTokenLimit;
export const setMergeCacheSize: GptEncoding["setMergeCacheSize"] = api.setMergeCacheSize;
export const vocabularySize: number = api.vocabularySize;
