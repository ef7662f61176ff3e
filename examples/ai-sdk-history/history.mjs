/** A chat's history, cut to a budget of tokens. */
import { estimateChatTokens } from "@windrow/tokenizer-bpe/chat";
import { o200kBase } from "@windrow/tokenizer-bpe/o200k_base";

/**
 * The last turns of a chat that fit beside its system prompt. A turn begins with what the user says, so that a call of
 * a tool is never kept without its result.
 * @param messages the AI SDK's ModelMessage[]
 * @param options.system the prompt that is sent with every request
 * @param options.model an OpenAI model with o200k_base, such as `gpt-5`
 * @param options.maxTokens of the whole request
 * @throws RangeError where the system prompt and the last turn alone take more
 */
export function cutHistory(messages, { system, model, maxTokens }) {
  const tokensOf = (some) => estimateChatTokens(o200kBase, some, { model }).tokens;
  const reply = tokensOf([]);
  const kept = [];
  let left = maxTokens - tokensOf([{ role: "system", content: system }]);
  for (const turn of turnsOf(messages).toReversed()) {
    left -= tokensOf(turn) - reply;
    if (left < 0) break;
    kept.unshift(...turn);
  }
  if (kept.length === 0)
    throw new RangeError(`The last turn takes ${-left} tokens more than there are (${maxTokens}).`);
  return kept;
}

function turnsOf(messages) {
  const turns = [];
  for (const message of messages) {
    if (message.role === "user" || turns.length === 0) turns.push([]);
    turns.at(-1).push(message);
  }
  return turns;
}
