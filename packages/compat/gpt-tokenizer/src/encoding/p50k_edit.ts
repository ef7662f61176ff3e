/** `gpt-tokenizer/encoding/p50k_edit`: Codex's with what fills in the middle. It has no chats: encodeChat says so. */
import { p50kEdit } from "@windrow/tokenizer-bpe/p50k_edit";
import { GptEncoding } from "../GptEncoding.ts";

export * from "../constants.ts";
export * from "../specialTokens.ts";

const api: GptEncoding = GptEncoding.getEncodingApi("p50k_edit", () => p50kEdit);
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
