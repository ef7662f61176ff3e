/**
 * Prose in the manner of the story that ships with the demo: every word follows the two before it somewhere
 * in the story, except that some words are blends of two of its words, without which the text would have
 * no more different words than the story, and a tokenizer would soon have learned them all.
 */
import { textDraw } from "./draw-from.ts";

const PARAGRAPH = "\n\n";

/** @param length the text ends with the first paragraph that reaches it, in UTF-16 units */
export function proseFrom(story: string, seed: number, length: number): string {
  const draw = textDraw(seed);
  const words = story
    .trim()
    .split(/(\n\n)| /)
    .filter((word) => word !== undefined && word !== "");
  const followers = new Map<string, string[]>();
  for (const [i, word] of words.entries()) {
    const pair = `${words[i - 2] ?? PARAGRAPH} ${words[i - 1] ?? PARAGRAPH}`;
    followers.set(pair, [...(followers.get(pair) ?? []), word]);
  }
  const longWords = [...new Set(words)].filter((word) => /^[a-z]{5,}$/.test(word));
  const blend = (): string => {
    const [first, second] = [draw.of(longWords), draw.of(longWords)];
    return first.slice(0, draw.between(2, 4)) + second.slice(-draw.between(2, 4));
  };

  let text = "";
  let [before, last] = [PARAGRAPH, PARAGRAPH];
  while (true) {
    const next = draw.of(followers.get(`${before} ${last}`) ?? words);
    if (next === PARAGRAPH && text.length >= length) return `${text}\n`;
    if (next === PARAGRAPH) text += PARAGRAPH;
    else
      text +=
        (text === "" || text.endsWith("\n") ? "" : " ") + (/^[a-z]+$/.test(next) && draw.chance(1, 8) ? blend() : next);
    [before, last] = [last, next];
  }
}
