/** The options of counting, checked. */
import { checkFunction, invalidOption } from "@windrow/core";
import { checkOptions, fail } from "../arguments.ts";
import { BpeError } from "../errors.ts";
import { findEncodingName } from "../models.ts";
import type { ImageSize } from "./image-size.ts";
import { type ChatOverhead, type FoundOverhead, findOverhead } from "./overheads.ts";
import type { ChatFunction, ChatTool } from "./tools/chat-tool.ts";
import { functionsOf } from "./tools/tool-definitions.ts";

/** For which model messages are counted, and what else the request has. One of `model` and `overhead` is needed. */
export interface ChatTokenOptions {
  /** An OpenAI model, such as `"gpt-4o"`: its published overheads, and a check that the encoding is its own. */
  readonly model?: string | undefined;
  /** Overheads for a model that none are published for, or in place of the published. With a `model` that is known, the encoding is still checked. */
  readonly overhead?: ChatOverhead | undefined;
  /** The request's `tools`, of Chat Completions or of Responses: functions alone. */
  readonly tools?: readonly ChatTool[] | undefined;
  /** The request's `tool_choice`: `"auto"`, `"none"`, `"required"`, or the function to call. */
  readonly toolChoice?: unknown;
  /** The request's `functions`, as they were before there were tools. */
  readonly functions?: readonly ChatFunction[] | undefined;
  /** The request's `function_call`: `"auto"`, `"none"`, or `{ name }`. */
  readonly functionCall?: unknown;
  /** The size of an image that is given by its URL. PNG and GIF in the message are looked at without it. */
  readonly imageSize?: ((image: unknown) => ImageSize | undefined) | undefined;
}

/** What counting asks of a tokenizer, such as a `BpeTokenizer`. */
export interface ChatCounter {
  readonly name: string;
  /** How many tokens a text has in which special tokens are text. */
  countTokens(text: string): number;
}

export interface CheckedOptions extends FoundOverhead {
  readonly model: string | undefined;
  /** Whether the chat is rendered by harmony, for gpt-oss; there is no overhead then. */
  readonly isHarmony: boolean;
  /** Functions to call, as one of the two, where there are some. */
  readonly offered: { readonly option: "tools" | "functions"; readonly functions: readonly ChatFunction[] } | undefined;
  /** Which must be called, where that is said. */
  readonly choice: Choice;
  readonly imageSize: (image: unknown) => ImageSize | undefined;
}

/** `auto` takes no token. */
type Choice = "auto" | "none" | "required" | { readonly name: string };

const NONE: ChatOverhead = { perMessage: 0, perName: 0, reply: 0 };

const OPTIONS = ["model", "overhead", "tools", "toolChoice", "functions", "functionCall", "imageSize"] as const;

/** @throws BpeError BPE_INVALID_OPTION, BPE_UNKNOWN_CHAT_MODEL, BPE_WRONG_ENCODING, BPE_INVALID_TOOL */
export function checkChatOptions(tokenizer: ChatCounter, options: ChatTokenOptions): CheckedOptions {
  if (typeof (tokenizer as Partial<ChatCounter> | undefined)?.countTokens !== "function")
    throw invalidOption(
      fail,
      "tokenizer",
      tokenizer,
      'a tokenizer of the model\'s encoding, such as await getEncoding("o200k_base")',
    );
  const given = checkOptions(options ?? {}, OPTIONS);
  const { model, overhead, tools, functions, imageSize = () => undefined } = given;
  if (model === undefined && overhead === undefined) {
    throw new BpeError(
      "BPE_INVALID_OPTION",
      'model is undefined; expected the name of a chat model, such as "gpt-4o", or overhead: { perMessage, perName, reply }.',
      { option: "model" },
    );
  }
  const isHarmony = overhead === undefined && findEncodingName(model!) === "o200k_harmony";
  const own = isHarmony ? NONE : overhead;
  const found = own === undefined ? findOverhead(model!) : { overhead: checkOverhead(own), isPublished: true };
  checkEncoding(tokenizer, model);
  const option = functions === undefined ? "tools" : "functions";
  if (tools !== undefined && functions !== undefined)
    throw invalidOption(fail, "functions", functions, "undefined when tools are given: both options mean the same");
  const offered = functionsOf(option, functions ?? tools ?? []);
  return {
    ...found,
    model,
    isHarmony,
    offered: offered.length === 0 ? undefined : { option, functions: offered },
    choice: choiceIn(given, offered),
    imageSize: checkFunction(fail, "imageSize", imageSize),
  };
}

/** @throws BpeError BPE_WRONG_ENCODING */
function checkEncoding(tokenizer: ChatCounter, model: string | undefined): void {
  const encoding = model === undefined ? undefined : findEncodingName(model);
  if (encoding === undefined || encoding === tokenizer.name) return;
  throw new BpeError(
    "BPE_WRONG_ENCODING",
    `This tokenizer's encoding is ${tokenizer.name}, but ${model} speaks ${encoding}: use await getEncoding("${encoding}").`,
    { model, encoding, got: tokenizer.name },
  );
}

function checkOverhead(overhead: ChatOverhead): ChatOverhead {
  for (const option of ["perMessage", "perName", "reply"] as const) {
    const value: unknown = overhead?.[option];
    if (Number.isSafeInteger(value)) continue;
    throw invalidOption(fail, `overhead.${option}`, value, "an integer");
  }
  return overhead;
}

function choiceIn(
  { toolChoice, functionCall }: Pick<ChatTokenOptions, "toolChoice" | "functionCall">,
  offered: readonly ChatFunction[],
): Choice {
  const [option, given] = functionCall === undefined ? ["toolChoice", toolChoice] : ["functionCall", functionCall];
  if (functionCall !== undefined && toolChoice !== undefined)
    throw invalidOption(
      fail,
      "functionCall",
      functionCall,
      "undefined when toolChoice is given: both options mean the same",
    );
  const choice = choiceOf(option as "toolChoice" | "functionCall", given);
  if (typeof choice !== "object" || offered.some(({ name }) => name === choice.name)) return choice;
  throw invalidOption(fail, option as string, choice.name, "the name of a function in the request");
}

/** `{ name }`, Chat Completions' `{ type, function: { name } }`, or Responses' `{ type, name }`. */
function choiceOf(option: "toolChoice" | "functionCall", given: unknown): Choice {
  if (given === undefined || given === null || given === "auto") return "auto";
  if (given === "none" || (given === "required" && option === "toolChoice")) return given;
  const choice = given as { name?: unknown; function?: { name?: unknown } | null };
  const name = typeof given === "object" ? (choice.function?.name ?? choice.name) : undefined;
  if (typeof name === "string") return { name };
  const words = option === "toolChoice" ? '"auto", "none", "required"' : '"auto", "none"';
  throw invalidOption(fail, option, given, `${words}, or the function that must be called`);
}
