/** Chat messages to ids. The template's special tokens are ids; what the caller wrote never becomes one. */
import type { TokenIds } from "@windrow/interfaces";
import type { ChatMessage, ChatOptions } from "./chat-options.ts";
import type { ChatEncoder, ChatMaskEncoder } from "./chat-tokenizer.ts";
import type { TextRange } from "./jinja/text/marked-text.ts";
import { renderChat } from "./render-chat.ts";

/** Ids of a chat, and which of them the assistant said. */
export interface MaskedChat {
  readonly ids: TokenIds;
  /** 1 for what the template has in `{% generation %}`, 0 for the rest; of the length of `ids`. */
  readonly assistantMask: Uint8Array;
}

/**
 * The ids of a chat: those of the rendered text, as Hugging Face's libraries give them, but that a special token typed
 * into a message, a tool, a document or a variable is ordinary text. Which characters are the caller's is known for each
 * of them, whatever the template does: trims, splits, replaces, JSON, letter case. A token that the caller's characters
 * would complete, or complete with the template's, is text as well. Roles are an exception: `user`, `assistant` and
 * others that templates know may stand inside of a special token, such as `<|user|>`.
 *
 * Added tokens that are not special, such as Qwen's `<think>`, are found wherever they are.
 * @param tokenizer an HfTokenizer
 * @throws HfError those of applyChatTemplate and of the tokenizer's `encode`
 * @example
 * encodeChat(qwen, [{ role: "user", content: "Hi" }]); // Int32Array [ 151644, 872, 198, 13048, 151645, 198 ]
 */
export function encodeChat(tokenizer: ChatEncoder, messages: readonly ChatMessage[], options?: ChatOptions): TokenIds {
  const { text, callerRanges } = renderChat(tokenizer, messages, options);
  return tokenizer.encode(text, { allowedSpecial: "all", noSpecialIn: callerRanges });
}

/**
 * The same, and which ids the assistant said, for training on those alone. Where the template has no `{% generation %}`
 * the mask is all 0. A token that is partly the assistant's counts as the assistant's.
 * @param tokenizer an HfTokenizer
 * @throws HfError those of {@link encodeChat}
 */
export function encodeChatWithMask(
  tokenizer: ChatMaskEncoder,
  messages: readonly ChatMessage[],
  options?: ChatOptions,
): MaskedChat {
  const { text, callerRanges, assistantRanges } = renderChat(tokenizer, messages, options);
  const { ids, starts, ends } = tokenizer.encodeWithOffsets(text, { allowedSpecial: "all", noSpecialIn: callerRanges });
  return { ids, assistantMask: maskOf(starts, ends, assistantRanges) };
}

/** Tokens and ranges are both ascending, so one pass is enough. */
function maskOf(starts: ArrayLike<number>, ends: ArrayLike<number>, ranges: readonly TextRange[]): Uint8Array {
  const mask = new Uint8Array(starts.length);
  let next = 0;
  for (let i = 0; i < mask.length; i++) {
    while (next < ranges.length && ranges[next]![1] <= starts[i]!) next++;
    if (next < ranges.length && ranges[next]![0] < ends[i]!) mask[i] = 1;
  }
  return mask;
}
