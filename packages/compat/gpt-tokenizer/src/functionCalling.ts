/**
 * Tokens of a chat request with functions: the rule that gpt-tokenizer 4.0.0 publishes, a mean of what OpenAI's API
 * has charged, which is an estimate. The exports are those of `gpt-tokenizer/functionCalling`.
 */
import { formatFunctionDefinitions } from "./function-text.ts";
import type { ChatCompletionFunctionDefinition, ChatCompletionRequest, ChatMessage } from "./function-types.ts";

export { formatFunctionDefinitions, formatFunctionType, formatObjectProperties } from "./function-text.ts";
export type * from "./function-types.ts";

/** What counts the tokens of a text in which special tokens are text. */
export type CountStringTokens = (text: string) => number;

/** For each message. */
export const MESSAGE_TOKEN_OVERHEAD = 3;
/** For a message's name. */
export const MESSAGE_NAME_TOKEN_OVERHEAD = 1;
/** What a message with the role `function` has less. */
export const FUNCTION_ROLE_TOKEN_DISCOUNT = 2;
/** For a message's call of a function. */
export const FUNCTION_CALL_METADATA_TOKEN_OVERHEAD = 3;
/** For the functions of a request, however many. */
export const FUNCTION_DEFINITION_TOKEN_OVERHEAD = 9;
/** For the beginning of the answer. */
export const COMPLETION_REQUEST_TOKEN_OVERHEAD = 3;
/** For a function that has to be called, besides its name. */
export const FUNCTION_CALL_NAME_TOKEN_OVERHEAD = 4;
/** For `function_call: "none"`. */
export const FUNCTION_CALL_NONE_TOKEN_OVERHEAD = 1;
/** What functions take less where there is a system message. */
export const SYSTEM_FUNCTION_TOKEN_DEDUCTION = 4;

/** The tokens of a message. */
export function countMessageTokens(message: ChatMessage, countStringTokens: CountStringTokens): number {
  const count = (text: string | undefined): number => (text ? countStringTokens(text) : 0);
  const { role, content, name, function_call: call } = message;
  let tokens = MESSAGE_TOKEN_OVERHEAD + count(role) + count(content) + count(name);
  if (name) tokens += MESSAGE_NAME_TOKEN_OVERHEAD;
  if (call) tokens += FUNCTION_CALL_METADATA_TOKEN_OVERHEAD + count(call.name) + count(call.arguments);
  return role === "function" ? tokens - FUNCTION_ROLE_TOKEN_DISCOUNT : tokens;
}

/** The tokens of functions. */
export function estimateTokensInFunctions(
  functions: readonly ChatCompletionFunctionDefinition[],
  countStringTokens: CountStringTokens,
): number {
  return countStringTokens(formatFunctionDefinitions(functions)) + FUNCTION_DEFINITION_TOKEN_OVERHEAD;
}

/** The first system message of a request with functions, with the line end that separates them; other messages as they are. */
export function padSystemMessage(message: ChatMessage, hasFunctions: boolean, isSystemPadded: boolean): ChatMessage {
  const isPadded = hasFunctions && !isSystemPadded && message.role === "system";
  if (!isPadded || !message.content || message.content.endsWith("\n")) return message;
  return { ...message, content: `${message.content}\n` };
}

/** The tokens of a request. */
export function computeChatCompletionTokenCount(
  request: ChatCompletionRequest,
  countStringTokens: CountStringTokens,
): number {
  const { messages, functions = [], function_call: call } = request;
  const hasFunctions = functions !== null && functions.length > 0;
  let hasSystem = false;
  let tokens = COMPLETION_REQUEST_TOKEN_OVERHEAD;
  for (const message of messages) {
    tokens += countMessageTokens(padSystemMessage(message, hasFunctions, hasSystem), countStringTokens);
    hasSystem ||= message.role === "system";
  }
  if (hasFunctions) {
    tokens += estimateTokensInFunctions(functions, countStringTokens);
    if (hasSystem) tokens -= SYSTEM_FUNCTION_TOKEN_DEDUCTION;
  }
  if (call === "none") return tokens + FUNCTION_CALL_NONE_TOKEN_OVERHEAD;
  if (typeof call !== "object" || !call?.name) return tokens;
  return tokens + countStringTokens(call.name) + FUNCTION_CALL_NAME_TOKEN_OVERHEAD;
}
