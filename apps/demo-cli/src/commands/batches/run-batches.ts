/** Shows the first batches of a text. */
import { DataLoader } from "@windrow/dataset";
import type { Batch } from "@windrow/interfaces";
import type { Command } from "commander";
import { CliError } from "../../errors/cli-error.ts";
import { refuseIdle } from "../../options/idle-options.ts";
import { seedJson } from "../../options/parse-number.ts";
import { fitText } from "../../show/fit-text.ts";
import { counted } from "../../show/numbers.ts";
import { paint } from "../../terminal/paint.ts";
import { safeJson } from "../../show/safe-json.ts";
import { wrapWords } from "../../show/wrap-words.ts";
import { bold, columnsOf, dim, hint, type Terminal } from "../../terminal/terminal.ts";
import { writeParts } from "../../write/write-parts.ts";
import { idsLine, textLine, windowText, type WindowedText } from "../windows/make-windows.ts";
import type { WindowOptions } from "../windows/window-options.ts";

/** What the command line said. */
export interface BatchOptions extends WindowOptions {
  readonly batchSize: number;
  readonly shuffle: boolean;
  readonly seed: number | bigint;
  /** Undefined where neither option was given. */
  readonly dropLast?: boolean;
}

/** What `windrow batches --json` prints. Ids are row-major. */
export interface BatchesJson {
  readonly schemaVersion: 1;
  readonly encoding: string;
  readonly tokens: number;
  readonly maxLength: number;
  readonly stride: number;
  readonly batchSize: number;
  readonly shuffle: boolean;
  /** A string where it is beyond 2^53; null without `--shuffle`. */
  readonly seed: number | string | null;
  readonly dropLast: boolean;
  /** Number of batches. */
  readonly length: number;
  /** The first of them, as many as `--limit` says. */
  readonly batches: readonly {
    readonly dims: readonly number[];
    readonly inputIds: readonly number[];
    readonly targetIds: readonly number[];
  }[];
  readonly notes: readonly string[];
}

/** @throws CliError */
export async function runBatches(
  file: string | undefined,
  options: BatchOptions,
  command: Command,
  terminal: Terminal,
): Promise<void> {
  if (!options.shuffle) refuseIdle(command, "seed", "without --shuffle", "Add that");
  const windowed = await windowText(file, options, command, terminal);
  const { dataset } = windowed;
  const { batchSize, shuffle, seed } = options;
  const dropLast = options.dropLast ?? dataset.length >= batchSize;
  const loader = new DataLoader(dataset, { batchSize, shuffle, dropLast, ...(shuffle && { seed }) });
  if (loader.length === 0)
    throw new CliError(
      `the text has ${counted(dataset.length, "window")}, fewer than the ${batchSize} of a batch, and --drop-last leaves it out. Give a smaller --batch-size, or --no-drop-last.`,
    );
  if (options.json) terminal.stdout(`${safeJson(batchesJson(windowed, loader, options))}\n`);
  else {
    await writeParts(batchLines(windowed, loader, options, terminal), terminal);
    hint("Next: windrow embed turns ids into vectors", terminal);
  }
}

function batchesJson(
  { tokenizer, tokens, dataset, notes }: WindowedText,
  loader: DataLoader,
  { shuffle, seed, limit }: BatchOptions,
): BatchesJson {
  const { maxLength, stride } = dataset;
  const { batchSize, dropLast, length } = loader;
  const batches = Array.from(firstBatches(loader, limit), ({ inputIds, targetIds }) => ({
    dims: inputIds.dims,
    inputIds: [...inputIds.data],
    targetIds: [...targetIds.data],
  }));
  return {
    schemaVersion: 1,
    encoding: tokenizer.name,
    tokens,
    maxLength,
    stride,
    batchSize,
    shuffle,
    seed: shuffle ? seedJson(seed) : null,
    dropLast,
    length,
    batches,
    notes,
  };
}

function* batchLines(
  { tokenizer, dataset, notes }: WindowedText,
  loader: DataLoader,
  { limit, batchSize, shuffle, seed }: BatchOptions,
  terminal: Terminal,
): Generator<string> {
  const columns = columnsOf(terminal);
  const line = (text: string): string => `${fitText(text, columns)}\n`;
  const prose = (text: string): string => `${wrapWords(text, columns).join("\n")}\n`;
  const leftOver = dataset.length % batchSize;
  yield prose(
    `${counted(dataset.length, "window")} of ${dataset.maxLength}: ${counted(loader.length, "batch", "batches")}`,
  );
  yield prose(shuffle ? `shuffled with seed ${seed}` : "in the order of the text");
  if (leftOver > 0)
    yield prose(`last ${counted(leftOver, "window")}: ${loader.dropLast ? "left out" : "a shorter batch"}`);
  for (const note of notes) yield prose(note);
  let number = 0;
  for (const { inputIds, targetIds } of firstBatches(loader, limit)) {
    const [rows, width] = inputIds.dims;
    yield `\n${bold(fitText(`batch ${number++}  [${rows}, ${width}]`, columns), terminal)}\n`;
    for (let row = 0; row < rows; row++) {
      const [from, to] = [row * width, (row + 1) * width];
      yield line(
        `${String(row).padStart(3)} ${paint("input", "input", terminal)}   ${idsLine(inputIds.data.subarray(from, to), columns - 12)}`,
      );
      yield line(
        `    ${paint("target", "target", terminal)}  ${idsLine(targetIds.data.subarray(from, to), columns - 12)}`,
      );
      yield line(`            ${dim(textLine(inputIds.data.subarray(from, to), tokenizer, columns - 12), terminal)}`);
    }
  }
}

function* firstBatches(loader: DataLoader, limit: number): Generator<Batch> {
  let left = limit;
  for (const batch of loader) {
    yield batch;
    if (--left === 0) return;
  }
}
