/**
 * Where each message ends in the text that a chat template makes of all. A template says nothing about that, so the messages
 * up to each are rendered alone: where the text of all begins with theirs, the message ends where theirs does. Some templates
 * render earlier messages otherwise, without their reasoning for instance, or refuse them alone. Then the next place is
 * looked for where words of a caller's end as the message's do, and what the template puts behind them follows.
 */
import type { RenderedChat } from "@windrow/tokenizer-hf/chat";

/**
 * @param whole all messages, rendered
 * @param prefix the first `count` messages, rendered without the beginning of an answer; undefined where the template refuses them
 * @param start where the first message begins
 * @returns an end for each of `messages`, ascending, undefined where it is not known
 */
export function messageEnds(
  whole: RenderedChat,
  messages: number,
  prefix: (count: number) => RenderedChat | undefined,
  start: number,
): (number | undefined)[] {
  let known = start;
  return Array.from({ length: messages }, (_, i) => {
    const rendered = prefix(i + 1);
    const end = rendered === undefined ? undefined : endOf(whole, rendered, known);
    if (end !== undefined) known = end;
    return end;
  });
}

function endOf(whole: RenderedChat, { text, callerRanges }: RenderedChat, known: number): number | undefined {
  if (whole.text.startsWith(text)) return text.length >= known ? text.length : undefined;
  const last = callerRanges.at(-1);
  if (last === undefined) return undefined;
  const [words, ending] = [text.slice(...last), text.slice(last[1])];
  const found = whole.callerRanges.find(([from, to]) => {
    if (from < known || !whole.text.startsWith(ending, to)) return false;
    // A part of the words may be gone, or stand alone when it is rendered last.
    const here = whole.text.slice(from, to);
    return words.endsWith(here) || here.endsWith(words);
  });
  return found === undefined ? undefined : found[1] + ending.length;
}
