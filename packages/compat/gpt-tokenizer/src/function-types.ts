/** The types of chats, functions and requests that gpt-tokenizer's counts take, by its names. */

/** What ends a message in o200k_harmony. */
export type HarmonyTerminator = "<|end|>" | "<|return|>" | "<|call|>";

/** A call of a function that a message makes. */
export interface ChatMessageFunctionCall {
  name?: string;
  arguments?: string;
}

/** A message of a chat. */
export interface ChatMessage {
  /** `"system"` by default; `"user"` in o200k_harmony. */
  role?: "system" | "user" | "assistant" | "developer" | (string & {});
  /** Stands in place of the role. */
  name?: string;
  content: string;
  /** Counted by `countChatCompletionTokens` alone. */
  function_call?: ChatMessageFunctionCall;
  /** Only in o200k_harmony, like all fields below: `analysis`, `commentary` or `final`, for instance. */
  channel?: string;
  /** Whom the message is for, such as `functions.get_weather`. */
  recipient?: string;
  /** Behind which of them the recipient stands; `"channel"` (default) where there is one. */
  recipientPlacement?: "role" | "channel";
  /** What the content is constrained to, such as `json`. */
  constraint?: string;
  /** `<|end|>` by default. */
  terminator?: HarmonyTerminator;
}

/** How a chat is encoded. */
export interface EncodeChatOptions {
  /** The role with which the answer is begun, `"assistant"` by default; `""` begins none. */
  primeWithAssistantResponse?: string;
}

/** The type of a parameter. */
export type ChatCompletionFunctionType = "string" | "integer" | "number" | "boolean" | "null" | "array" | "object";

/** A text, or one of some texts. */
export interface ChatCompletionStringProperty {
  type: "string";
  description?: string;
  enum?: string[];
}

/** A number, or one of some numbers. */
export interface ChatCompletionNumberProperty {
  type: "integer" | "number";
  description?: string;
  minimum?: number;
  maximum?: number;
  enum?: (number | string)[];
}

/** True or false. */
export interface ChatCompletionBooleanProperty {
  type: "boolean";
  description?: string;
}

/** Null. */
export interface ChatCompletionNullProperty {
  type: "null";
  description?: string;
}

/** A list. */
export interface ChatCompletionArrayProperty {
  type: "array";
  description?: string;
  items?: ChatCompletionFunctionProperty;
}

/** An object with properties. */
export interface ChatCompletionObjectProperty {
  type: "object";
  description?: string;
  required?: string[];
  properties?: Record<string, ChatCompletionFunctionProperty>;
}

/** A parameter, or a part of one. */
export type ChatCompletionFunctionProperty =
  | ChatCompletionStringProperty
  | ChatCompletionNumberProperty
  | ChatCompletionBooleanProperty
  | ChatCompletionNullProperty
  | ChatCompletionArrayProperty
  | ChatCompletionObjectProperty;

/** The parameters of a function. */
export interface ChatCompletionFunctionParameters extends ChatCompletionObjectProperty {}

/** A function that the model may call. */
export interface ChatCompletionFunctionDefinition {
  name: string;
  description?: string;
  parameters?: ChatCompletionFunctionParameters;
}

/** Which function the model has to call. */
export type ChatCompletionFunctionCallOption = "auto" | "none" | { name: string };

/** A request whose tokens are counted. */
export interface ChatCompletionRequest {
  messages: readonly ChatMessage[];
  functions?: readonly ChatCompletionFunctionDefinition[];
  function_call?: ChatCompletionFunctionCallOption;
}
