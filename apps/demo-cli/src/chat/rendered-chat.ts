/** A chat by a model's own template: its text, its ids, and where each message ends. */
import type { HfTokenizer } from "@windrow/tokenizer-hf";
import { renderChat } from "@windrow/tokenizer-hf/chat";
import { isWindrowError } from "@windrow/core";
import type { Chat } from "./read-chat.ts";

/** Beginnings of a chat are rendered one after another: the time grows with the square of their number. */
const MAX_SHARED = 256;

export interface TemplatedChat {
  readonly text: string;
  readonly ids: ArrayLike<number>;
  /** Tokens of each message; null where it is not known where it ends. */
  readonly tokens: readonly (number | null)[];
  /** What the text is made of, in order. */
  readonly parts: Iterable<{ readonly text: string; readonly isSpecial: boolean }>;
}

/** @throws HfError those of `renderChat` and of the tokenizer's `encode` */
export function templatedChat(
  tokenizer: HfTokenizer,
  { messages, tools }: Chat,
  addGenerationPrompt: boolean,
): TemplatedChat {
  const now = new Date();
  const options = { tools, addGenerationPrompt, now };
  const { text, callerRanges } = renderChat(tokenizer, messages, options);
  const rules = { allowedSpecial: "all", noSpecialIn: callerRanges } as const;
  const { ids, starts, ends } = tokenizer.encodeWithOffsets(text, rules);
  const endOf = (count: number): number | undefined => {
    try {
      const beginning = renderChat(tokenizer, messages.slice(0, count), { tools, now }).text;
      return text.startsWith(beginning) ? beginning.length : undefined;
    } catch (error) {
      // A template may refuse a chat that ends with the user's message, or has no answer yet.
      if (isWindrowError(error)) return undefined;
      throw error;
    }
  };
  const tokens: (number | null)[] = [];
  let [end, next] = [0, 0];
  for (let i = 0; i < messages.length; i++) {
    const messageEnd = messages.length <= MAX_SHARED ? endOf(i + 1) : undefined;
    // One that ends before the one in front of it is of a template that changes what it wrote.
    if (messageEnd === undefined || messageEnd < end) {
      tokens.push(null);
      continue;
    }
    const first = next;
    while (next < ids.length && starts[next]! < messageEnd) next++;
    tokens.push(next - first);
    end = messageEnd;
  }
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
