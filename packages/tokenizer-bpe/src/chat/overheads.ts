/**
 * What a chat model adds to the text of messages, as OpenAI publishes it in its cookbook, "How to
 * count tokens with tiktoken" (github.com/openai/openai-cookbook,
 * examples/How_to_count_tokens_with_tiktoken.ipynb, function num_tokens_from_messages, commit
 * c81359c, the newest text found on 2026-12-02). Models may change behind their names.
 *
 * - 3 for a message, 1 for a name, 3 for the reply's beginning: gpt-3.5-turbo, gpt-4, gpt-4o and gpt-4o-mini, of any
 *   date. The cookbook's function chooses by whether a name has one of these in it. That would also choose gpt-4.1,
 *   which it would count in an encoding that the model does not speak, and models that complete or transcribe.
 * - 4 for a message, -1 for a name: gpt-3.5-turbo-0301, from an earlier text of that notebook (commit
 *   06d9feb). The newest has dropped this model.
 *
 * Nothing is published for the o-series, gpt-4.1, gpt-4.5, gpt-5, and those of gpt-4o that speak or search: these are estimated by gpt-4o's (one
 * measurement of gpt-5 was 1 below: pydantic/pydantic-ai#3447). gpt-oss has a format of its own, in harmony/.
 */
import { describe } from "@windrow/core";
import { BpeError } from "../errors.ts";
import { findEncodingName, hintAtModels, withoutProvider } from "../models.ts";

/** Tokens that a chat model adds to the text of messages. */
export interface ChatOverhead {
  /** For each message. */
  readonly perMessage: number;
  /** For each message with a name; negative where the name takes the role's place. */
  readonly perName: number;
  /** Once, for the beginning of the reply. */
  readonly reply: number;
}

const CHAT: ChatOverhead = { perMessage: 3, perName: 1, reply: 3 };
const FIRST_CHAT: ChatOverhead = { perMessage: 4, perName: -1, reply: 3 };

/** The cookbook's chat models, of any context and date. Others of these names are not chat models, or speak and search. */
const PUBLISHED =
  /^(?:gpt-3\.5-turbo|gpt-4o-mini|gpt-4o|gpt-4(?:-turbo)?)(?:-16k|-32k)?(?:-\d{4}(?:-\d\d-\d\d)?)?(?:-vision)?(?:-preview)?$|^chatgpt-4o-latest$/;

/** Chat models of OpenAI's that it publishes nothing about. */
const UNPUBLISHED_CHAT =
  /^(?:o[134](?:-|$)|gpt-4\.[15](?:-|$)|gpt-5|codex-mini-latest$|gpt-4o(?:-mini)?-(?:audio|realtime|search)-preview)/;

/** Where an overhead is from. */
export interface FoundOverhead {
  readonly overhead: ChatOverhead;
  /** Whether it is published for this model. */
  readonly isPublished: boolean;
}

/**
 * The published overhead of a chat model, or gpt-4o's for one that nothing is published about.
 * @throws BpeError BPE_UNKNOWN_CHAT_MODEL for what is not a chat model, saying what is published and what to do
 */
export function findOverhead(model: string): FoundOverhead {
  if (findEncodingName(model) === undefined) throw unknownChatModel(model, hintAtModels(model));
  const name = tunedFrom(withoutProvider(model)).replace("gpt-35-turbo", "gpt-3.5-turbo"); // Azure's name for it
  if (name === "gpt-3.5-turbo-0301") return { overhead: FIRST_CHAT, isPublished: true };
  if (PUBLISHED.test(name)) return { overhead: CHAT, isPublished: true };
  if (UNPUBLISHED_CHAT.test(name)) return { overhead: CHAT, isPublished: false };
  throw unknownChatModel(model, "");
}

/** `ft:MODEL:ORGANIZATION:...` is a tuned MODEL. */
function tunedFrom(model: string): string {
  return /^ft:(?<base>[^:]*)/.exec(model)?.groups?.["base"] ?? model;
}

/** Where no overhead is published and an estimate is not wanted. */
export function unpublishedOverhead(model: string): BpeError {
  return unknownChatModel(model, "estimateChatTokens(tokenizer, messages, { model }) gives an estimate. ");
}

function unknownChatModel(model: string, hint: string): BpeError {
  return new BpeError(
    "BPE_UNKNOWN_CHAT_MODEL",
    `No message overheads are published for model ${describe(model)}; they are for gpt-3.5-turbo, gpt-4, gpt-4o and gpt-4o-mini, dated and fine-tuned ones included. ${hint}If you know them, give overhead: { perMessage, perName, reply }; OpenAI's API counts exactly (POST /v1/responses/input_tokens).`,
    { model, published: ["gpt-3.5-turbo", "gpt-4", "gpt-4o", "gpt-4o-mini"] },
  );
}
