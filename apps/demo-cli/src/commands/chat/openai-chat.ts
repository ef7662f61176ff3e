/** The tokens of a chat for a model of OpenAI's: as it is published, or estimated where it is not. */
import { encodingForModel } from "@windrow/tokenizer-bpe";
import { type ChatMessage, type ChatTool, estimateChatTokens } from "@windrow/tokenizer-bpe/chat";
import type { Chat } from "./read-chat.ts";

/** Tokens of each message, of all with what stands around them, and why they are an estimate. */
export interface OpenAiChat {
  readonly tokens: number[];
  readonly all: number;
  readonly notes: readonly string[];
}

/** @throws BpeError where the model is not known, or for what a message holds */
export async function openAiTokens(model: string, { messages, tools }: Chat): Promise<OpenAiChat> {
  const tokenizer = await encodingForModel(model);
  // What is of another type is refused with its name.
  const estimate = (some: readonly ChatMessage[], of?: readonly object[]): ReturnType<typeof estimateChatTokens> =>
    estimateChatTokens(tokenizer, some, { model, tools: of as readonly ChatTool[] | undefined });
  const count = (some: readonly ChatMessage[]): number => estimate(some).tokens;
  // All first: what is refused is named by its place among all.
  const { tokens: all, exact, source } = estimate(messages, tools);
  const around = count([]);
  let from = 0;
  const tokens = messages.map((message, i) => {
    if (message["role"] !== "tool") {
      from = i;
      return count([message]) - around;
    }
    // An answer has the name of what was called, which stands in the message that calls.
    return count(messages.slice(from, i + 1)) - count(messages.slice(from, i));
  });
  return { tokens, all, notes: exact ? [] : [`An estimate, by ${source}.`] };
}
