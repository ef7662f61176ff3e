/**
 * A chat in harmony, the format of gpt-oss, as gpt-tokenizer writes it:
 * `<|start|>role to=recipient<|channel|>channel<|constrain|>json<|message|>content<|end|>`, and the answer's beginning.
 */
import { checkContent, type ChatPart, type Encode } from "./chat-part.ts";
import type { Encoding } from "./encodings.ts";
import type { ChatMessage, HarmonyTerminator } from "./function-types.ts";
import {
  HarmonyCall,
  HarmonyChannel,
  HarmonyConstrain,
  HarmonyEnd,
  HarmonyMessage,
  HarmonyReturn,
  HarmonyStart,
} from "./specialTokens.ts";

/** @throws GptTokenizerError GPT_INVALID_MESSAGE; GPT_DISALLOWED_SPECIAL_TOKEN in a header */
export function* harmonyParts(
  chat: Iterable<ChatMessage>,
  { special }: Encoding,
  encode: Encode,
  prime: string,
): Generator<ChatPart, void, undefined> {
  const one = (token: string): number[] => [special.ids.get(token)!];
  let index = 0;
  for (const message of chat) {
    const { content, channel, recipient, constraint } = message;
    checkContent(content, index++);
    yield one(HarmonyStart);
    yield encode(message.name ?? message.role ?? "user");
    const isInRole = message.recipientPlacement === "role" || !channel;
    if (recipient && isInRole) yield encode(` to=${recipient}`);
    if (channel) {
      yield one(HarmonyChannel);
      yield encode(channel);
      if (recipient && !isInRole) yield encode(` to=${recipient}`);
    }
    if (constraint) {
      yield one(HarmonyConstrain);
      yield encode(constraint);
    }
    yield one(HarmonyMessage);
    yield content;
    yield one(endOf(message.terminator));
  }
  if (prime.length > 0) {
    yield one(HarmonyStart);
    yield encode(prime);
  }
}

/** Anything else ends a message as `<|end|>` does. */
function endOf(terminator: HarmonyTerminator | undefined): string {
  return terminator === HarmonyReturn || terminator === HarmonyCall ? terminator : HarmonyEnd;
}
