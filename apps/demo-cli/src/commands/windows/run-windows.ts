/** Shows the first windows of a text. */
import type { Command } from "commander";
import { fitText } from "../../show/fit-text.ts";
import { counted, grouped } from "../../show/numbers.ts";
import { paint } from "../../terminal/paint.ts";
import { safeJson } from "../../show/safe-json.ts";
import { wrapWords } from "../../show/wrap-words.ts";
import { bold, columnsOf, dim, hint, type Terminal } from "../../terminal/terminal.ts";
import { writeParts } from "../../write/write-parts.ts";
import { idsLine, textLine, windowText, type WindowedText } from "./make-windows.ts";
import type { WindowOptions } from "./window-options.ts";

/** What `windrow windows --json` prints. */
export interface WindowsJson {
  readonly schemaVersion: 1;
  readonly encoding: string;
  /** Tokens in the whole text. */
  readonly tokens: number;
  readonly maxLength: number;
  readonly stride: number;
  /** Number of windows. */
  readonly length: number;
  /** The first of them, as many as `--limit` says. */
  readonly windows: readonly {
    readonly index: number;
    /** Place of the first input id among the tokens. */
    readonly start: number;
    readonly inputIds: readonly number[];
    readonly targetIds: readonly number[];
    readonly input: string;
    readonly target: string;
  }[];
  readonly notes: readonly string[];
}

/** @throws CliError */
export async function runWindows(
  file: string | undefined,
  options: WindowOptions,
  command: Command,
  terminal: Terminal,
): Promise<void> {
  const windowed = await windowText(file, options, command, terminal);
  const shown = Math.min(options.limit, windowed.dataset.length);
  if (options.json) {
    terminal.stdout(`${safeJson(windowsJson(windowed, shown))}\n`);
    return;
  }
  await writeParts(windowLines(windowed, shown, terminal), terminal);
  hint("Next: windrow batches puts windows together", terminal);
}

function windowsJson({ tokenizer, tokens, dataset, notes }: WindowedText, shown: number): WindowsJson {
  const { maxLength, stride, length } = dataset;
  const windows = Array.from({ length: shown }, (_, index) => {
    const { inputIds, targetIds } = dataset.get(index);
    const [input, target] = [tokenizer.decode(inputIds), tokenizer.decode(targetIds)];
    return { index, start: index * stride, inputIds: [...inputIds], targetIds: [...targetIds], input, target };
  });
  return { schemaVersion: 1, encoding: tokenizer.name, tokens, maxLength, stride, length, windows, notes };
}

function* windowLines(
  { tokenizer, tokens, dataset, notes }: WindowedText,
  shown: number,
  terminal: Terminal,
): Generator<string> {
  const columns = columnsOf(terminal);
  const line = (text: string): string => `${fitText(text, columns)}\n`;
  const prose = (text: string): string => `${wrapWords(text, columns).join("\n")}\n`;
  const { maxLength, stride, length } = dataset;
  yield prose(`${counted(tokens, "token")} of ${tokenizer.name}: ${counted(length, "window")}`);
  yield prose(`of ${counted(maxLength, "token")}, starting every ${stride === 1 ? "token" : counted(stride, "token")}`);
  for (const note of notes) yield prose(note);
  for (let index = 0; index < shown; index++) {
    const { inputIds, targetIds } = dataset.get(index);
    const [from, to] = [index * stride, index * stride + maxLength - 1];
    yield `\n${bold(fitText(`window ${index}`, columns), terminal)}\n`;
    yield line(dim(`  tokens ${grouped(from)} to ${grouped(to)}`, terminal));
    for (const [name, ids] of [
      ["input", inputIds],
      ["target", targetIds],
    ] as const) {
      yield line(`  ${paint(name.padEnd("target".length), name, terminal)}  ${idsLine(ids, columns - 10)}`);
      yield line(`          ${dim(textLine(ids, tokenizer, columns - 10), terminal)}`);
    }
  }
  if (shown < length) yield `\n${prose(`${grouped(length - shown)} more: --limit ${length}`)}`;
}
