/** The tokens of a chat for a model of OpenAI's, by the overheads that OpenAI publishes. */
import { quoted } from "@windrow/core";
import { BpeError, type ChatMessage, encodingForModel } from "@windrow/tokenizer-bpe";
import { CliError } from "../cli-error.ts";
import type { Chat } from "./read-chat.ts";

/** @throws BpeError where nothing is published for the model, or for what a message holds */
export async function openAiTokens(model: string, { messages }: Chat): Promise<{ tokens: number[]; all: number }> {
  const tokenizer = await encodingForModel(model);
  // What is of another type is refused with its name.
  const count = (some: readonly object[]): number => tokenizer.countChatTokens(some as ChatMessage[], { model });
  const around = unlessUnpublished(model, () => count([]));
  // All first: what is refused is named by its place among all.
  const all = count(messages);
  return { tokens: messages.map((message) => count([message]) - around), all };
}

/** A program may bring overheads of its own; a person has the count of the text. */
function unlessUnpublished(model: string, count: () => number): number {
  try {
    return count();
  } catch (error) {
    if (!(error instanceof BpeError) || error.code !== "BPE_UNKNOWN_CHAT_MODEL") throw error;
    throw new CliError(
      `nothing is published about how ${quoted(model)} counts messages, only for gpt-4o, gpt-4o-mini, gpt-4 and gpt-3.5-turbo. ` +
        "windrow count counts their text alone.",
      { cause: error },
    );
  }
}
