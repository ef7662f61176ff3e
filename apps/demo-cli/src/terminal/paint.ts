/**
 * Colours, each with its meaning: what is of one kind looks the same in all commands. They are the terminal's
 * own sixteen, which a theme makes readable. A colour never stands alone: a sign or a word says the same.
 */
import type { Terminal } from "./terminal.ts";
import { styleTag } from "../show/own-sequences.ts";

/** Each colour's beginning, and its end, as the terminal knows them. */
const COLOURS = {
  /** A section's heading. */
  heading: ["1;33", "22;39"],
  /** Fewer tokens than in the first encoding. */
  better: ["32", "39"],
  /** More. */
  worse: ["31", "39"],
  /** What a model reads. */
  input: ["36", "39"],
  /** What it learns to predict. */
  target: ["35", "39"],
} as const satisfies Record<string, readonly [string, string]>;

/** What a colour stands for. */
export type Meaning = keyof typeof COLOURS;

/** The text in its colour, or as it is where nothing is coloured. */
export function paint(text: string, meaning: Meaning, { isStyled }: Pick<Terminal, "isStyled">): string {
  const [begin, end] = COLOURS[meaning];
  return isStyled && text !== "" ? `${styleTag(begin)}${text}${styleTag(end)}` : text;
}
