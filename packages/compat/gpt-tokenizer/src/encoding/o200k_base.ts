/** `gpt-tokenizer/encoding/o200k_base`: GPT-4o's and later models', and the one of `gpt-tokenizer` itself. */
import { o200kBase } from "@windrow/tokenizer-bpe/o200k_base";
import { GptEncoding } from "../GptEncoding.ts";

export * from "../constants.ts";
export * from "../specialTokens.ts";

const api: GptEncoding = GptEncoding.getEncodingApi("o200k_base", () => o200kBase);
export default api;

export const clearMergeCache: GptEncoding["clearMergeCache"] = api.clearMergeCache;
export const countTokens: GptEncoding["countTokens"] = api.countTokens;
export const decode: GptEncoding["decode"] = api.decode;
export const decodeAsyncGenerator: GptEncoding["decodeAsyncGenerator"] = api.decodeAsyncGenerator;
export const decodeGenerator: GptEncoding["decodeGenerator"] = api.decodeGenerator;
export const encode: GptEncoding["encode"] = api.encode;
export const encodeChat: GptEncoding["encodeChat"] = api.encodeChat;
export const encodeChatGenerator: GptEncoding["encodeChatGenerator"] = api.encodeChatGenerator;
export const encodeGenerator: GptEncoding["encodeGenerator"] = api.encodeGenerator;
export const estimateCost: GptEncoding["estimateCost"] = api.estimateCost;
export const isWithinTokenLimit: GptEncoding["isWithinTokenLimit"] = api.isWithinTokenLimit;
export const setMergeCacheSize: GptEncoding["setMergeCacheSize"] = api.setMergeCacheSize;
export const vocabularySize: number = api.vocabularySize;
