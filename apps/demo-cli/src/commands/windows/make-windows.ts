/** The windows of a text, and its rows as text. */
import { SlidingWindowDataset } from "@windrow/dataset";
import type { Command } from "commander";
import { windowSettings } from "../../options/window-settings.ts";
import { oneInput } from "../../read/find-inputs.ts";
import { readInput } from "../../read/inputs.ts";
import { fitLine, fitText } from "../../show/fit-text.ts";
import { drawBytes } from "../../show/draw-text.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import { encodeText } from "../../tokens/encode-text.ts";
import { specialRules } from "../../options/special-option.ts";
import type { TextTokenizer } from "../../tokens/text-tokenizer.ts";
import { loadTokenizer } from "../../options/tokenizer-options.ts";
import type { WindowOptions } from "./window-options.ts";

/** A text as windows. */
export interface WindowedText {
  readonly tokenizer: TextTokenizer;
  readonly tokens: number;
  readonly dataset: SlidingWindowDataset;
  /** What had to be other than asked by default, in sentences. */
  readonly notes: readonly string[];
}

/** @throws CliError where the text is too short */
export async function windowText(
  file: string | undefined,
  options: WindowOptions,
  command: Command,
  terminal: Terminal,
): Promise<WindowedText> {
  const path = await oneInput(file, options.text, command, terminal);
  const { text } = await readInput(path, options.text);
  const tokenizer = await loadTokenizer(options, command, terminal);
  const ids = await encodeText(text, tokenizer, specialRules(options.special), terminal);
  const { maxLength, stride, notes } = windowSettings(ids.length, options);
  return { tokenizer, tokens: ids.length, dataset: new SlidingWindowDataset(ids, { maxLength, stride }), notes };
}

/** Ids on one line. */
export function idsLine(ids: Int32Array, width: number): string {
  // No id takes less than two columns with its space.
  return fitLine(Array.from(ids.subarray(0, width), String), " ", width);
}

/** The text of ids on one line; half a character at an end is shown as its bytes. */
export function textLine(ids: Int32Array, tokenizer: Pick<TextTokenizer, "decodeBytes">, width: number): string {
  return fitText(drawBytes(tokenizer.decodeBytes(ids.subarray(0, width)), true), width);
}
