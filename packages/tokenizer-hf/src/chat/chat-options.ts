/** What a chat may be rendered with, checked. */
import { checkBoolean, describe, invalidOption } from "@windrow/core";
import { fail } from "../arguments.ts";

/** A message: `role`, `content`, and whatever else the template reads, such as `tool_calls`. */
export type ChatMessage = Readonly<Record<string, unknown>>;

/** Options of a chat. Any other name is a variable of the template, such as `enable_thinking`. */
export interface ChatOptions {
  /** Tools that the model may call: JSON schemas of functions. */
  readonly tools?: readonly object[] | undefined;
  /** Documents to answer from, each with a `title` and a `text`. */
  readonly documents?: readonly object[] | undefined;
  /** Whether the text ends with what begins an answer of the assistant; default false. */
  readonly addGenerationPrompt?: boolean | undefined;
  /**
   * Whether the final message stays open, for the model to go on with; default false. A text names the field of the
   * message that goes on, such as `"reasoning_content"`; true is `"content"`.
   */
  readonly continueFinalMessage?: boolean | string | undefined;
  /** The name of one of the model's templates, such as `"tool_use"`, or a template itself. */
  readonly template?: string | undefined;
  /** What `strftime_now` shows, in local time; default: now. */
  readonly now?: Date | undefined;
  /** Variables of the template. */
  readonly [variable: string]: unknown;
}

/** The options, with their defaults. */
export interface CheckedChatOptions {
  readonly tools: readonly object[] | undefined;
  readonly documents: readonly object[] | undefined;
  readonly addGenerationPrompt: boolean;
  /** The field that goes on. */
  readonly continued: string | undefined;
  readonly template: string | undefined;
  readonly now: Date;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Names as transformers has them, which here would be variables that no template reads. */
const SNAKE_CASE: Readonly<Record<string, string>> = {
  add_generation_prompt: "addGenerationPrompt",
  continue_final_message: "continueFinalMessage",
  chat_template: "template",
};

/** @throws HfError HF_INVALID_OPTION */
export function checkChatOptions(options: ChatOptions | undefined): CheckedChatOptions {
  if (options !== undefined && (typeof options !== "object" || options === null || Array.isArray(options)))
    throw invalidOption(fail, "options", options, "an object of options");
  const {
    tools,
    documents,
    addGenerationPrompt = false,
    continueFinalMessage = false,
    template,
    now = new Date(),
    ...variables
  } = options ?? {};
  for (const name of Object.keys(variables)) {
    const own = Object.hasOwn(SNAKE_CASE, name) ? SNAKE_CASE[name] : undefined;
    if (own !== undefined) throw fail(`Unknown option "${name}". Did you mean "${own}"?`, name, variables[name]);
    if (name === "messages") throw fail("messages is the second argument, not an option.", name, variables[name]);
  }
  checkBoolean(fail, "addGenerationPrompt", addGenerationPrompt);
  if (typeof continueFinalMessage !== "boolean" && (typeof continueFinalMessage !== "string" || !continueFinalMessage))
    throw invalidOption(fail, "continueFinalMessage", continueFinalMessage, "true, false or the name of a field");
  if (continueFinalMessage !== false && addGenerationPrompt)
    throw fail(
      "continueFinalMessage and addGenerationPrompt can't be combined: the first continues the final message, the second begins a new one.",
      "continueFinalMessage",
      continueFinalMessage,
    );
  if (template !== undefined && typeof template !== "string")
    throw invalidOption(fail, "template", template, "the name of a template, or a template");
  if (!(now instanceof Date) || Number.isNaN(now.getTime())) throw invalidOption(fail, "now", now, "a valid Date");
  return {
    tools: checkObjects("tools", tools),
    documents: checkObjects("documents", documents),
    addGenerationPrompt,
    continued: continueFinalMessage === true ? "content" : continueFinalMessage || undefined,
    template,
    now,
    variables,
  };
}

/** @throws HfError HF_INVALID_OPTION */
export function checkMessages(messages: readonly ChatMessage[]): readonly ChatMessage[] {
  return checkObjects("messages", messages) ?? wrong("messages", messages);
}

/** Null is what transformers takes for none. */
function checkObjects<T extends object>(name: string, list: readonly T[] | null | undefined): readonly T[] | undefined {
  if (list === undefined || list === null) return undefined;
  if (!Array.isArray(list)) return wrong(name, list);
  const at = list.findIndex((one: unknown) => typeof one !== "object" || one === null || Array.isArray(one));
  if (at < 0) return list;
  throw fail(`${name}[${at}] is ${describe(list[at])}; expected an object.`, name, list);
}

function wrong(name: string, value: unknown): never {
  throw invalidOption(fail, name, value, "an array of objects");
}
