/** A chat for gpt-oss as ids, exactly as OpenAI's harmony library renders it. */
import { checkBoolean, describe, invalidOption } from "@windrow/core";
import type { TokenIds } from "@windrow/interfaces";
import { checkOptions, fail } from "../arguments.ts";
import { BpeError } from "../errors.ts";
import { harmonyMessages } from "./harmony/harmony-messages.ts";
import { type HarmonyPiece, harmonyPieces } from "./harmony/harmony-pieces.ts";
import type { ChatMessage } from "./read/chat-message.ts";
import { readTurns } from "./read/read-turns.ts";
import type { ChatTool } from "./tools/chat-tool.ts";
import { functionsOf } from "./tools/tool-definitions.ts";

/** How a chat is rendered for gpt-oss. */
export interface EncodeChatOptions {
  /** Functions that the model may call. */
  readonly tools?: readonly ChatTool[] | undefined;
  /** Default: `"medium"`. */
  readonly reasoningEffort?: "low" | "medium" | "high" | undefined;
  /** Such as `"2026-12-02"`; the line is left out by default. */
  readonly currentDate?: string | undefined;
  /** Default: `"2024-06"`. */
  readonly knowledgeCutoff?: string | undefined;
  /** Default: `"You are ChatGPT, a large language model trained by OpenAI."` */
  readonly modelIdentity?: string | undefined;
  /** Whether what was thought before the first final answer stays. Default: false, as in harmony. */
  readonly keepReasoning?: boolean | undefined;
  /** Whether the assistant's answer is begun. Default: true. */
  readonly addGenerationPrompt?: boolean | undefined;
}

/** What encoding asks of a tokenizer: `o200kHarmony`, or `await getEncoding("o200k_harmony")`. */
export interface ChatEncoder {
  readonly name: string;
  readonly specialTokens: ReadonlyMap<string, number>;
  /** The ids of a text in which special tokens are text. */
  encodeOrdinary(text: string): TokenIds;
}

const OPTIONS = [
  "tools",
  "reasoningEffort",
  "currentDate",
  "knowledgeCutoff",
  "modelIdentity",
  "keepReasoning",
  "addGenerationPrompt",
] as const;
const EFFORTS: ReadonlySet<string> = new Set(["low", "medium", "high"]);

/**
 * The ids of a chat for gpt-oss, by harmony's rendering. Its special tokens are ids; the same characters in a message,
 * a name or a tool are text.
 * @param tokenizer o200k_harmony
 * @throws BpeError BPE_WRONG_ENCODING; BPE_INVALID_MESSAGE, BPE_UNCOUNTABLE_CHAT naming the part, for what gpt-oss does
 *   not take; BPE_INVALID_TOOL, BPE_INVALID_OPTION, BPE_PIECE_TOO_LONG
 * @example
 * encodeChat(o200kHarmony, [{ role: "user", content: "Hi" }]).length; // 57
 */
export function encodeChat(
  tokenizer: ChatEncoder,
  messages: readonly ChatMessage[],
  options?: EncodeChatOptions,
): TokenIds {
  if (tokenizer?.name !== "o200k_harmony")
    throw new BpeError(
      "BPE_WRONG_ENCODING",
      `This tokenizer's encoding is ${String(tokenizer?.name)}, but gpt-oss speaks o200k_harmony: use await getEncoding("o200k_harmony"). How other models render a chat is not published.`,
      { encoding: "o200k_harmony", got: tokenizer?.name },
    );
  const parts = harmonyChat(messages, options).map((piece) =>
    "special" in piece ? Int32Array.of(idOf(tokenizer, piece.special)) : tokenizer.encodeOrdinary(piece.text),
  );
  const ids = new Int32Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    ids.set(part, at);
    at += part.length;
  }
  return ids;
}

/** What `encodeChat` encodes. @throws BpeError as it does */
export function harmonyChat(messages: readonly ChatMessage[], options?: EncodeChatOptions): HarmonyPiece[] {
  const {
    tools,
    reasoningEffort = "medium",
    currentDate,
    knowledgeCutoff = "2024-06",
    modelIdentity = "You are ChatGPT, a large language model trained by OpenAI.",
    keepReasoning = false,
    addGenerationPrompt = true,
  } = checkOptions(options, OPTIONS);
  if (!EFFORTS.has(reasoningEffort))
    throw invalidOption(fail, "reasoningEffort", reasoningEffort, '"low", "medium" or "high"');
  for (const [option, value] of Object.entries({ currentDate: currentDate ?? "", knowledgeCutoff, modelIdentity }))
    if (typeof value !== "string") throw invalidOption(fail, option, value, "a string");
  checkBoolean(fail, "keepReasoning", keepReasoning);
  checkBoolean(fail, "addGenerationPrompt", addGenerationPrompt);
  const settings = { reasoningEffort, currentDate, knowledgeCutoff, modelIdentity, keepReasoning };
  const functions = tools === undefined ? [] : functionsOf("tools", tools);
  return harmonyPieces(harmonyMessages(readTurns(messages), functions, settings), addGenerationPrompt);
}

function idOf(tokenizer: ChatEncoder, token: string): number {
  const id = tokenizer.specialTokens.get(token);
  if (id !== undefined) return id;
  throw new BpeError("BPE_WRONG_ENCODING", `This tokenizer has no special token ${describe(token)}.`, { token });
}
