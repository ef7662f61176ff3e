/** What a chat is put together from. */
import { describe } from "@windrow/core";
import { GptTokenizerError, withAdvice, wrongType } from "./errors.ts";
import type { EncodeOptions } from "./special-rules.ts";

/** Ids, or a text that the caller's options apply to. */
export type ChatPart = number[] | string;

/** What encodes roles and separators. */
export type Encode = (text: string, options?: EncodeOptions) => number[];

/** @throws GptTokenizerError GPT_INVALID_MESSAGE where a message has no content; TypeError where it is not a text */
export function checkContent(content: unknown, index: number): asserts content is string {
  if (typeof content === "string") return;
  const what = `Message ${index} has ${describe(content)} as its content; expected a string.`;
  const fields = { index, field: "content", value: content };
  if (content !== undefined) throw wrongType("GPT_INVALID_MESSAGE", what, fields);
  const message = withAdvice("Content must be defined for all messages.", what);
  throw new GptTokenizerError("GPT_INVALID_MESSAGE", message, fields);
}
