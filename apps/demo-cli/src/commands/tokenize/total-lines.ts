/** The line under the tokens of a text that sums them up, for a person. */
import { countCodePoints } from "../../show/count-code-points.ts";
import { counted, ratio } from "../../show/numbers.ts";
import { wrapWords } from "../../show/wrap-words.ts";
import { columnsOf, dim, type Terminal } from "../../terminal/terminal.ts";

/**
 * "12 tokens, 45 characters, 3.75 characters per token, o200k_base", wrapped at the terminal's width.
 * @param encoding the tokenizer's name
 * @returns lines without line ends; dim where there is colour
 */
export function totalLines(text: string, tokens: number, encoding: string, terminal: Terminal): string[] {
  const chars = countCodePoints(text);
  const figures = [counted(tokens, "token"), counted(chars, "character")];
  // Some tokenizers leave nothing of a text of spaces.
  if (tokens > 0) figures.push(`${ratio(chars, tokens)} characters per token`);
  return wrapWords([...figures, encoding].join(", "), columnsOf(terminal)).map((line) => dim(line, terminal));
}
