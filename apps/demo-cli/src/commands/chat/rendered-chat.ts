/** A chat by a model's own template: its text, its ids, and where each message ends. */
import type { HfTokenizer } from "@windrow/tokenizer-hf";
import { type RenderedChat, renderChat } from "@windrow/tokenizer-hf/chat";
import { isWindrowError } from "@windrow/core";
import { messageEnds } from "./message-ends.ts";
import type { Chat } from "./read-chat.ts";

/** Beginnings of a chat are rendered one after another: the time grows with the square of their number. */
const MAX_SHARED = 256;

/** How a chat is rendered. */
export interface RenderOptions {
  /** The name of one of the model's templates, or a template; by default the model's own. */
  readonly template: string | undefined;
  readonly addGenerationPrompt: boolean;
}

export interface TemplatedChat {
  readonly text: string;
  readonly ids: ArrayLike<number>;
  /** Tokens of each message, by where they begin; null where it is not known where it ends. */
  readonly tokens: readonly (number | null)[];
  /** What the text is made of, in order. */
  readonly parts: Iterable<{ readonly text: string; readonly isSpecial: boolean }>;
}

/** @throws HfError those of `renderChat` and of the tokenizer's `encode` */
export function templatedChat(
  tokenizer: HfTokenizer,
  { messages, tools, documents, variables }: Chat,
  { template, addGenerationPrompt }: RenderOptions,
): TemplatedChat {
  // The same moment in all, for templates with a date.
  const options = { ...variables, tools, documents, template, now: new Date() };
  const whole = renderChat(tokenizer, messages, { ...options, addGenerationPrompt });
  const { text, callerRanges } = whole;
  const rules = { allowedSpecial: "all", noSpecialIn: callerRanges } as const;
  const { ids, starts, ends } = tokenizer.encodeWithOffsets(text, rules);
  const prefix = (count: number): RenderedChat | undefined => {
    try {
      return renderChat(tokenizer, messages.slice(0, count), options);
    } catch (error) {
      // A template may refuse a chat that ends with the user's message, or has no answer yet.
      if (isWindrowError(error)) return undefined;
      throw error;
    }
  };
  const first = prefix(0)?.text;
  const start = first !== undefined && text.startsWith(first) ? first.length : 0;
  const foundEnds =
    messages.length <= MAX_SHARED ? messageEnds(whole, messages.length, prefix, start) : messages.map(() => undefined);
  let next = 0;
  const takeTo = (end: number): number => {
    const from = next;
    while (next < ids.length && starts[next]! < end) next++;
    return next - from;
  };
  // What stands before the first message, such as a token that begins all texts, is of none.
  takeTo(start);
  const tokens = foundEnds.map((end) => (end === undefined ? null : takeTo(end)));
  const special = new Set(tokenizer.specialTokens.values());
  return { text, ids, tokens, parts: partsOf(text, ids, starts, ends, (id) => special.has(id)) };
}

function* partsOf(
  text: string,
  ids: ArrayLike<number>,
  starts: ArrayLike<number>,
  ends: ArrayLike<number>,
  isSpecial: (id: number) => boolean,
): Generator<{ text: string; isSpecial: boolean }> {
  let at = 0;
  for (let i = 0; i < ids.length; i++) {
    if (!isSpecial(ids[i]!) || starts[i]! < at) continue;
    if (starts[i]! > at) yield { text: text.slice(at, starts[i]), isSpecial: false };
    yield { text: text.slice(starts[i], ends[i]), isSpecial: true };
    at = ends[i]!;
  }
  if (at < text.length) yield { text: text.slice(at), isSpecial: false };
}
