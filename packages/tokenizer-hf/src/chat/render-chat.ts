/** Chat messages to the text that a model was trained on. */
import type { ChatTokenizer } from "./chat-tokenizer.ts";
import { chooseTemplate } from "./chat-template.ts";
import { type ChatMessage, type ChatOptions, checkChatOptions, checkMessages } from "./chat-options.ts";
import { cutAtTag, withTag } from "./final-message.ts";
import { renderTemplate } from "./jinja/render-template.ts";
import { BY_ASSISTANT, FROM_CALLER, FROM_TEMPLATE, MarkedText, type TextRange } from "./jinja/text/marked-text.ts";
import { CallerValues } from "./jinja/values/from-caller.ts";
import type { List, Value } from "./jinja/values/values.ts";
import { trustedRoles } from "./roles.ts";
import { specialVariables } from "./special-variables.ts";
import { fail } from "../arguments.ts";

/** A chat as text. Ranges are `[start, end)` in UTF-16 units, ascending. */
export interface RenderedChat {
  readonly text: string;
  /** What the assistant said: where the template has `{% generation %}`. Empty where it has none. */
  readonly assistantRanges: readonly TextRange[];
  /** What the caller wrote: contents, names, tools, documents, variables. Everything else is the template's. */
  readonly callerRanges: readonly TextRange[];
}

/**
 * Renders messages by the model's chat template, as `apply_chat_template` of transformers does.
 * @param tokenizer an HfTokenizer, or anything that has the parsed tokenizer_config.json as `config`
 * @param messages the conversation, oldest first
 * @throws HfError HF_INVALID_OPTION; HF_INVALID_TEMPLATE where the template can't be read; HF_TEMPLATE_REFUSED with its
 *   own words where it refuses the messages; HF_TEMPLATE_FAILED; HF_TEMPLATE_LIMIT where it takes too long or makes too
 *   much text
 * @example
 * applyChatTemplate(qwen, [{ role: "user", content: "Hi" }], { addGenerationPrompt: true });
 * // "<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n"
 */
export function applyChatTemplate(
  tokenizer: ChatTokenizer,
  messages: readonly ChatMessage[],
  options?: ChatOptions,
): string {
  return renderMarked(tokenizer, messages, options).text;
}

/**
 * The same, and which parts of the text the assistant said and the caller wrote.
 * @throws HfError those of {@link applyChatTemplate}
 */
export function renderChat(
  tokenizer: ChatTokenizer,
  messages: readonly ChatMessage[],
  options?: ChatOptions,
): RenderedChat {
  const chat = renderMarked(tokenizer, messages, options);
  return {
    text: chat.text,
    assistantRanges: chat.rangesOf(BY_ASSISTANT),
    callerRanges: chat.rangesOf(FROM_CALLER),
  };
}

function renderMarked(
  tokenizer: ChatTokenizer,
  messages: readonly ChatMessage[],
  options: ChatOptions | undefined,
): MarkedText {
  const checked = checkChatOptions(options);
  const template = chooseTemplate(tokenizer.config, checked.template, checked.tools !== undefined);
  const isTrusted = trustedRoles(template);
  const caller = new CallerValues((text, key) => (key === "role" && isTrusted(text) ? FROM_TEMPLATE : FROM_CALLER));
  const variables = new Map<string, Value>();
  const special = specialVariables(tokenizer.config);
  for (const [name, text] of special) variables.set(name, MarkedText.of(text));
  for (const [name, value] of Object.entries(checked.variables)) {
    // In place of the model's own; like that it is a special token.
    if (special.has(name) && typeof value === "string") variables.set(name, MarkedText.of(value));
    else if (value !== undefined) variables.set(name, caller.read(value, name));
  }
  const read = caller.read(checkMessages(messages), "messages") as List;
  const { continued } = checked;
  if (continued !== undefined && !template.includes(continued))
    throw fail(
      `continueFinalMessage: the chat template does not read "${continued}".`,
      "continueFinalMessage",
      continued,
    );
  const open = continued === undefined ? undefined : withTag(read, continued);
  variables.set("messages", open?.messages ?? read);
  variables.set("tools", caller.read(checked.tools ?? null, "tools"));
  variables.set("documents", caller.read(checked.documents ?? null, "documents"));
  variables.set("add_generation_prompt", checked.addGenerationPrompt);
  const chat = renderTemplate(template, { variables, size: caller, now: checked.now });
  return open === undefined ? chat : cutAtTag(chat, open.text);
}
