/**
 * A message as the APIs of chat models take it. Three shapes are read, and may be mixed:
 *
 * - OpenAI's Chat Completions, `ChatCompletionMessageParam` of its package `openai`
 * - OpenAI's Responses, `ResponseInputItem` of the same
 * - the AI SDK's `ModelMessage`, of its package `ai`
 *
 * This type only has the fields that these have, so that their arrays can be passed as they are; what stands in the
 * fields is checked when it is read (read-turns.ts).
 */

/** A message of a chat, or an item of a conversation: one of OpenAI's Chat Completions or Responses, or of the AI SDK. */
export interface ChatMessage {
  /** `"system"`, `"developer"`, `"user"`, `"assistant"`, `"tool"` or `"function"`. */
  readonly role?: string | undefined;
  /** A text, an array of parts, or for the assistant also null. */
  readonly content?: unknown;
  /** Who speaks; for the role `function` the function that answers. */
  readonly name?: string | null | undefined;
  /** Calls of tools by the assistant. */
  readonly tool_calls?: unknown;
  /** What `tool_calls` was called before. */
  readonly function_call?: unknown;
  /** Which call a tool answers. */
  readonly tool_call_id?: string | undefined;
  /** Why the assistant does not answer. */
  readonly refusal?: unknown;
  /** An audio answer: refused unless null. */
  readonly audio?: unknown;
  /** What an item of the Responses API is, such as `"function_call"`. */
  readonly type?: string | null | undefined;
  /** For an item `function_call`: JSON. */
  readonly arguments?: unknown;
  /** For an item `custom_tool_call`. */
  readonly input?: unknown;
  /** For an item `function_call_output`: a text, or parts. */
  readonly output?: unknown;
  /** For calls and their outputs. */
  readonly call_id?: unknown;
  /** For an item `reasoning`. */
  readonly summary?: unknown;
  readonly encrypted_content?: unknown;
  /** These change no token. */
  readonly id?: unknown;
  readonly status?: unknown;
  readonly phase?: unknown;
  readonly annotations?: unknown;
  readonly providerOptions?: unknown;
}
