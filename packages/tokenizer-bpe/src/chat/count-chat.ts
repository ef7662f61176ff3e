/** How many tokens a chat request takes: exactly, where it is published or was measured, or as an estimate. */
import { visibleText } from "@windrow/core";
import { BpeError } from "../errors.ts";
import { type ChatCounter, type ChatTokenOptions, type CheckedOptions, checkChatOptions } from "./chat-options.ts";
import { countTurns } from "./count-turns.ts";
import { harmonyChat } from "./encode-chat.ts";
import { unpublishedOverhead } from "./overheads.ts";
import type { ChatMessage } from "./read/chat-message.ts";
import { readTurns } from "./read/read-turns.ts";

/** What `estimateChatTokens` gives. */
export interface EstimatedChatTokens {
  readonly tokens: number;
  /** Whether all of it is counted as published or measured, so that `countChatTokens` gives the same number. */
  readonly exact: boolean;
  /** Where the numbers are from, and what is an estimate: sentences for people. */
  readonly source: string;
}

const COOKBOOK = "OpenAI's cookbook, How to count tokens with tiktoken (c81359c)";
const HARMONY = "harmony's rendering (github.com/openai/harmony v0.0.8), without a date";

/**
 * The number of tokens that messages take in a chat request, the reply's beginning included: the count that OpenAI
 * publishes for gpt-3.5-turbo, gpt-4, gpt-4o and gpt-4o-mini, with functions as the API was measured to count them,
 * images by OpenAI's tiles, and for gpt-oss the length of harmony's rendering. Special tokens in the messages count
 * as text.
 * @param tokenizer a BpeTokenizer of the model's encoding
 * @param options.model an OpenAI model whose overheads are published and whose encoding this is
 * @param options.overhead tokens per message, per name and for the reply, in place of the published
 * @throws BpeError BPE_UNKNOWN_CHAT_MODEL where nothing is published; BPE_UNCOUNTABLE_CHAT where the number can only be
 *   estimated, or not even that; BPE_WRONG_ENCODING; BPE_INVALID_MESSAGE naming the index and the field;
 *   BPE_INVALID_TOOL; BPE_INVALID_OPTION, BPE_PIECE_TOO_LONG
 * @example
 * countChatTokens(o200kBase, [{ role: "user", content: "Hello!" }], { model: "gpt-4o" }); // 9
 */
export function countChatTokens(
  tokenizer: ChatCounter,
  messages: readonly ChatMessage[],
  options: ChatTokenOptions,
): number {
  const { tokens, isPublished, estimated } = countRequest(tokenizer, messages, options);
  if (!isPublished) throw unpublishedOverhead(options.model!);
  if (estimated.length === 0) return tokens;
  throw new BpeError(
    "BPE_UNCOUNTABLE_CHAT",
    `This chat can only be estimated (${estimated[0]}): use estimateChatTokens(tokenizer, messages, options).`,
    { estimated },
  );
}

/**
 * The same number where it is exact, and an estimate where it is not: for gpt-4.1, gpt-4.5, gpt-5 and the o-series, by
 * what is published for gpt-4o; for tool calls, their answers, reasoning and some tools, by what was measured.
 * @throws BpeError as `countChatTokens`, but BPE_UNCOUNTABLE_CHAT only for what has no number at all: sounds, files,
 *   and images without size
 * @example
 * estimateChatTokens(o200kBase, [{ role: "user", content: "Hello!" }], { model: "gpt-5" }); // { tokens: 9, exact: false, source: "..." }
 */
export function estimateChatTokens(
  tokenizer: ChatCounter,
  messages: readonly ChatMessage[],
  options: ChatTokenOptions,
): EstimatedChatTokens {
  const { tokens, isPublished, estimated, source } = countRequest(tokenizer, messages, options);
  const notes = isPublished ? estimated : [`nothing is published for ${visibleText(options.model!)}`, ...estimated];
  return { tokens, exact: notes.length === 0, source: [source, ...new Set(notes)].join("; ") };
}

interface CountedRequest {
  readonly tokens: number;
  readonly isPublished: boolean;
  readonly estimated: readonly string[];
  readonly source: string;
}

function countRequest(
  tokenizer: ChatCounter,
  messages: readonly ChatMessage[],
  options: ChatTokenOptions,
): CountedRequest {
  const checked = checkChatOptions(tokenizer, options);
  if (checked.isHarmony) return countHarmony(tokenizer, messages, checked);
  const { tokens, estimated, sources } = countTurns(tokenizer, readTurns(messages), checked);
  const texts = options.overhead === undefined ? COOKBOOK : "the overhead that was given";
  return { tokens, isPublished: checked.isPublished, estimated, source: [texts, ...sources].join("; ") };
}

function countHarmony(
  tokenizer: ChatCounter,
  messages: readonly ChatMessage[],
  { offered, choice }: CheckedOptions,
): CountedRequest {
  const tools = offered?.functions.map((one) => ({ type: "function", ...one }));
  const tokens = harmonyChat(messages, { tools }).reduce(
    (sum, piece) => sum + ("special" in piece ? 1 : tokenizer.countTokens(piece.text)),
    0,
  );
  const estimated = choice === "auto" ? [] : ["harmony can't say which tool must be called"];
  return { tokens, isPublished: true, estimated, source: HARMONY };
}
