/** `gpt-tokenizer/encoding/cl100k_base`: GPT-3.5's and GPT-4's. */
import { cl100kBase } from "@windrow/tokenizer-bpe/cl100k_base";
import { GptEncoding } from "../GptEncoding.ts";

export * from "../constants.ts";
export * from "../specialTokens.ts";

/** The encoding, whose functions are exported beside it. */
const api: GptEncoding = GptEncoding.getEncodingApi("cl100k_base", () => cl100kBase);
export default api;

/** Does nothing: the engine has a bounded cache of its own. */
export const clearMergeCache: GptEncoding["clearMergeCache"] = api.clearMergeCache;
/** The number of tokens of a text, or of the messages of a chat. */
export const countTokens: GptEncoding["countTokens"] = api.countTokens;
/** The text of ids. */
export const decode: GptEncoding["decode"] = api.decode;
/** The text of ids that are waited for, some at a time. */
export const decodeAsyncGenerator: GptEncoding["decodeAsyncGenerator"] = api.decodeAsyncGenerator;
/** The text of ids, some at a time, never half a character. */
export const decodeGenerator: GptEncoding["decodeGenerator"] = api.decodeGenerator;
/** The ids of a text. */
export const encode: GptEncoding["encode"] = api.encode;
/** The ids of a chat in the way of the model that is named, with the beginning of the answer. */
export const encodeChat: GptEncoding["encodeChat"] = api.encodeChat;
/** The ids of a chat, some at a time. */
export const encodeChatGenerator: GptEncoding["encodeChatGenerator"] = api.encodeChatGenerator;
/** The ids of a text piece by piece, such as a word. */
export const encodeGenerator: GptEncoding["encodeGenerator"] = api.encodeGenerator;
/** What tokens cost, by prices that the caller brings. */
export const estimateCost: GptEncoding["estimateCost"] = api.estimateCost;
/** The number of tokens of a text or a chat, or false where there are more than the limit. */
export const isWithinTokenLimit: GptEncoding["isWithinTokenLimit"] = api.isWithinTokenLimit;
/** Does nothing: the engine has a bounded cache of its own. */
export const setMergeCacheSize: GptEncoding["setMergeCacheSize"] = api.setMergeCacheSize;
/** How many tokens there are, special ones included; ids may be larger. */
export const vocabularySize: number = api.vocabularySize;
