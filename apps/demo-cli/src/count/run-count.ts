/** Counts each text, then all: streamed, so that memory does not grow with a file. */
import { statSync } from "node:fs";
import type { Command } from "commander";
import { startProgress } from "../progress.ts";
import { eachInput, refuseFailed, type FailedInput } from "../read/each-input.ts";
import { findInputs } from "../read/find-inputs.ts";
import { fileJson, GIVEN_TEXT, readInputChunks } from "../read/inputs.ts";
import { shownName } from "../read/read-errors.ts";
import { grouped, ratio } from "../show/numbers.ts";
import { tableLines } from "../show/table.ts";
import { safeJson } from "../show/safe-json.ts";
import { columnsOf, hint, type Terminal } from "../terminal.ts";
import { type Special, specialRules } from "../tokens/special-option.ts";
import { loadTokenizer, type TokenizerOptions } from "../tokens/tokenizer-options.ts";
import { type Counts, countStream } from "./count-stream.ts";

/** What the command line said. */
export interface CountOptions extends TokenizerOptions {
  readonly special: Special;
  readonly text?: string;
  readonly json: boolean;
}

/** What `windrow count --json` prints. */
export interface CountJson {
  readonly schemaVersion: 1;
  readonly encoding: string;
  /** In the order given; `file` is null for `--text`, `-` for standard input. */
  readonly files: readonly (Counts & { readonly file: string | null })[];
  /** All files together. */
  readonly total: Counts;
  /** Files that could not be used. */
  readonly failed: readonly FailedInput[];
}

/** @throws CliError */
export async function runCount(
  named: readonly string[],
  options: CountOptions,
  command: Command,
  terminal: Terminal,
): Promise<void> {
  const paths = await findInputs(named, options.text, command, terminal);
  const tokenizer = await loadTokenizer(options, command, terminal);
  const files: (Counts & { file: string | null })[] = [];
  const failed = await eachInput(paths, terminal, async (path) => {
    const progress = startProgress(path === GIVEN_TEXT ? "--text" : shownName(path), sizeOf(path), terminal);
    try {
      const rules = specialRules(options.special);
      const counts = await countStream(readInputChunks(path, options.text), tokenizer, rules, progress);
      files.push({ file: fileJson(path), ...counts });
    } finally {
      progress.end();
    }
  });
  const total = sum(files);
  if (options.json) {
    const json: CountJson = { schemaVersion: 1, encoding: tokenizer.name, files, total, failed };
    terminal.stdout(`${safeJson(json)}\n`);
  } else if (files.length > 0) {
    const rows = files.map((counts) => rowOf(counts.file === null ? "--text" : shownName(counts.file), counts));
    if (paths.length > 1) rows.push(rowOf(`total of ${files.length}`, total));
    const head = [tokenizer.name, "tokens", "chars", "bytes", "chars/token"];
    terminal.stdout(`${tableLines(head, rows, columnsOf(terminal)).join("\n")}\n`);
    if (paths.length === 1 && paths[0] !== "-") hint("Next: windrow compare shows other encodings beside it", terminal);
  }
  refuseFailed(failed, paths);
}

function rowOf(name: string, { tokens, chars, bytes }: Counts): string[] {
  return [name, grouped(tokens), grouped(chars), grouped(bytes), ratio(chars, tokens)];
}

function sum(files: readonly Counts[]): Counts {
  const of = (key: "tokens" | "chars" | "bytes"): number => files.reduce((all, counts) => all + counts[key], 0);
  const [tokens, chars] = [of("tokens"), of("chars")];
  return { tokens, chars, bytes: of("bytes"), charsPerToken: tokens === 0 ? null : chars / tokens };
}

/** Bytes of a regular file, for the time that is left. */
function sizeOf(path: string): number | undefined {
  if (path === "-" || path === GIVEN_TEXT) return undefined;
  try {
    const stats = statSync(path, { bigint: true });
    return stats.isFile() ? Number(stats.size) : undefined;
  } catch {
    // Reading it says why.
    return undefined;
  }
}
