export { applyChatTemplate, renderChat } from "./render-chat.ts";
export type { RenderedChat } from "./render-chat.ts";
export { encodeChat, encodeChatWithMask } from "./encode-chat.ts";
export type { MaskedChat } from "./encode-chat.ts";
export type { ChatMessage, ChatOptions } from "./chat-options.ts";
export type { ChatEncoder, ChatMaskEncoder, ChatTokenizer } from "./chat-tokenizer.ts";
export type { TextRange } from "./jinja/text/marked-text.ts";
export { HfError } from "../errors.ts";
export type { HfErrorCode } from "../errors.ts";
