/**
 * How many tokens the messages of a chat request take: the tokens of every text in them, and the
 * overheads of chat-overheads.ts. Source: num_tokens_from_messages of OpenAI's cookbook, "How to
 * count tokens with tiktoken". Where that fails on special tokens in a text, they count as text here.
 */
import { describe, invalidOption } from "@windrow/core";
import { checkOptions, fail } from "./arguments.ts";
import { publishedOverhead, type ChatOverhead } from "./chat-overheads.ts";
import { BpeError } from "./errors.ts";
import { findEncodingName } from "./models.ts";

/** A message of a chat request. Further fields are counted where they are strings, as in OpenAI's cookbook, and refused where not. */
export interface ChatMessage {
  /** Such as `"system"`, `"user"` or `"assistant"`. */
  readonly role: string;
  /** Text only: no array of parts, not `null`. */
  readonly content: string;
  /** Who speaks; not there (or undefined) where nobody is named. */
  readonly name?: string | undefined;
  readonly [field: string]: string | undefined;
}

/** For which model messages are counted: one of both is needed. */
export interface ChatTokenOptions {
  /** An OpenAI model, such as `"gpt-4o"`: its published overheads, and a check that the encoding is its own. */
  readonly model?: string | undefined;
  /** Overheads for a model that none are published for, or in place of the published. With a `model` that is known, the encoding is still checked. */
  readonly overhead?: ChatOverhead | undefined;
}

/** What counting asks of a tokenizer. */
interface Counter {
  readonly name: string;
  countTokens(text: string): number;
}

/** @throws BpeError as BpeTokenizer.countChatTokens, which documents it */
export function countChatTokens(
  tokenizer: Counter,
  messages: readonly ChatMessage[],
  options: ChatTokenOptions,
): number {
  const { perMessage, perName, reply } = chooseOverhead(tokenizer, options);
  if (!Array.isArray(messages)) {
    throw invalid(`messages is ${describe(messages)}; expected an array of { role, content, name? }.`, {});
  }
  let count = reply;
  for (let index = 0; index < messages.length; index++) {
    count += perMessage;
    for (const [field, text] of textsOf(messages[index], index)) {
      count += tokenizer.countTokens(text) + (field === "name" ? perName : 0);
    }
  }
  return count;
}

function chooseOverhead(tokenizer: Counter, options: ChatTokenOptions): ChatOverhead {
  const { model, overhead } = checkOptions(options ?? {}, ["model", "overhead"]);
  if (model === undefined && overhead === undefined) {
    throw new BpeError(
      "BPE_INVALID_OPTION",
      'model is undefined; expected the name of a chat model, such as "gpt-4o", or overhead: { perMessage, perName, reply }.',
      { option: "model" },
    );
  }
  const chosen = overhead === undefined ? publishedOverhead(model!) : checkOverhead(overhead);
  const encoding = model === undefined ? undefined : findEncodingName(model);
  if (encoding !== undefined && encoding !== tokenizer.name) {
    throw new BpeError(
      "BPE_WRONG_ENCODING",
      `This tokenizer's encoding is ${tokenizer.name}, but ${model} speaks ${encoding}: use await getEncoding("${encoding}").`,
      { model, encoding, got: tokenizer.name },
    );
  }
  return chosen;
}

function checkOverhead(overhead: ChatOverhead): ChatOverhead {
  for (const option of ["perMessage", "perName", "reply"] as const) {
    const value: unknown = overhead?.[option];
    if (Number.isSafeInteger(value)) continue;
    throw invalidOption(fail, `overhead.${option}`, value, "an integer");
  }
  return overhead;
}

/** The fields of a message that are there, each with its text. */
function textsOf(message: unknown, index: number): [field: string, text: string][] {
  if (typeof message !== "object" || message === null || Array.isArray(message)) {
    throw invalid(`messages[${index}] is ${describe(message)}; expected { role, content, name? }.`, { index });
  }
  const fields: Record<string, unknown> = { role: undefined, content: undefined, ...message };
  return Object.entries(fields).flatMap(([field, text]): [string, string][] => {
    if (typeof text === "string") return [[field, text]];
    const isNeeded = field === "role" || field === "content";
    if (text === undefined && !isNeeded) return [];
    const next = isNeeded ? "" : " Leave it out, and count apart what it adds.";
    throw invalid(`messages[${index}].${field} is ${describe(text)}; expected a string.${next}`, { index, field });
  });
}

function invalid(message: string, fields: Record<string, unknown>): BpeError {
  return new BpeError("BPE_INVALID_MESSAGE", message, fields);
}
