/**
 * A chat as it is encoded: ids that are certain, and the texts between them. ChatML with the original's separators, or
 * OpenAI's harmony for o200k_harmony.
 */
import { checkContent, type ChatPart, type Encode } from "./chat-part.ts";
import type { Encoding } from "./encodings.ts";
import { GptTokenizerError, withAdvice } from "./errors.ts";
import type { ChatMessage, EncodeChatOptions } from "./function-types.ts";
import { harmonyParts } from "./harmony-parts.ts";
import { type ChatModelName, chatModelParams } from "./mapping.ts";
import { checkText } from "./special-rules.ts";
import { ImEnd, ImSep, ImStart } from "./specialTokens.ts";

/**
 * @param model whose way of writing chats; the original's names alone
 * @throws GptTokenizerError GPT_UNKNOWN_MODEL, GPT_INVALID_MESSAGE; GPT_DISALLOWED_SPECIAL_TOKEN in a role or name
 */
export function* chatParts(
  chat: Iterable<ChatMessage>,
  model: string | undefined,
  encoding: Encoding,
  encode: Encode,
  options?: EncodeChatOptions,
): Generator<ChatPart, void, undefined> {
  const prime = checkText(options?.primeWithAssistantResponse ?? "assistant");
  if (!model) {
    const message = withAdvice(
      "Model name must be provided either during initialization or passed in to the method.",
      'Import from "gpt-tokenizer/model/NAME", or pass the name as the second argument of encodeChat.',
    );
    throw new GptTokenizerError("GPT_UNKNOWN_MODEL", message);
  }
  if (!Object.hasOwn(chatModelParams, model)) throw withoutChat(model);
  if (encoding.name === "o200k_harmony") yield* harmonyParts(chat, encoding, encode, prime);
  else yield* chatmlParts(chat, model as ChatModelName, encoding, encode, prime);
}

function* chatmlParts(
  chat: Iterable<ChatMessage>,
  model: ChatModelName,
  encoding: Encoding,
  encode: Encode,
  prime: string,
): Generator<ChatPart, void, undefined> {
  const [start, end, separator] = [ImStart, ImEnd, ImSep].map((token) => encoding.special.ids.get(token));
  if (start === undefined || end === undefined || separator === undefined) throw withoutChat(model);
  const { messageSeparator, roleSeparator } = chatModelParams[model];
  const betweenMessages = messageSeparator === "" ? [] : encode(messageSeparator);
  const behindRole = roleSeparator === ImSep ? [separator] : encode(roleSeparator);
  const encodedNames = new Map<string, number[]>();
  let index = 0;
  for (const { role = "system", name = role, content } of chat) {
    checkContent(content, index++);
    const encodedName = encodedNames.get(name) ?? encode(name);
    encodedNames.set(name, encodedName);
    yield [start];
    yield [...encodedName];
    yield [...behindRole];
    yield content;
    yield [end];
    yield [...betweenMessages];
  }
  if (prime.length > 0) {
    yield [start];
    yield prime;
  }
  yield [...behindRole];
}

function withoutChat(model: string): GptTokenizerError {
  return new GptTokenizerError("GPT_UNKNOWN_MODEL", `Model '${model}' does not support chat.`, { model });
}
