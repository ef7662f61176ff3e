/** How an error looks: off a terminal one line, on one a red word and a sentence that is wrapped. */
import { wrapWords } from "../show/wrap-words.ts";
import { DEFAULT_COLUMNS } from "../terminal/terminal-settings.ts";
import { red, type Terminal } from "../terminal/terminal.ts";

/** @param message of one line; those behind it, such as a bug's stack, stay as they are */
export function printError(message: string, terminal: Terminal): void {
  const [first = "", ...others] = `windrow: ${message}`.split("\n");
  const lines = terminal.showsProgress ? wrapWords(first, terminal.stderrColumns ?? DEFAULT_COLUMNS) : [first];
  const word = "windrow:";
  const [start = "", ...rest] = lines;
  const shown = start.startsWith(word) ? red(word, terminal) + start.slice(word.length) : start;
  terminal.stderr(`${[shown, ...rest, ...others].join("\n")}\n`);
}
