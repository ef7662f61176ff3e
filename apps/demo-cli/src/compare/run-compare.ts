/** Compares encodings on each text, and on all together. */
import type { Command } from "commander";
import { refuseIdle } from "../idle-options.ts";
import { eachInput, refuseFailed, type FailedInput } from "../read/each-input.ts";
import { findInputs } from "../read/find-inputs.ts";
import { fileJson, readInput } from "../read/inputs.ts";
import { shownName } from "../read/read-errors.ts";
import { fitText, padEnd } from "../show/fit-text.ts";
import { counted, grouped } from "../show/numbers.ts";
import { tableLines } from "../show/table.ts";
import { safeJson } from "../show/safe-json.ts";
import { bold, columnsOf, hint, type Terminal } from "../terminal.ts";
import { firstPieceLine } from "../tokenize/piece-lines.ts";
import type { TextTokenizer } from "../tokens/text-tokenizer.ts";
import { encodingsAndModel, loadOwn, loadVocab } from "../tokens/tokenizer-options.ts";
import { type CompareOptions, compareText, type ComparedEncoding, type ComparedText } from "./compare-text.ts";
import { WORDS } from "./words-name.ts";

/** What `windrow compare --json` prints. */
export interface CompareJson {
  readonly schemaVersion: 1;
  readonly files: readonly {
    /** Null for `--text`, `-` for standard input. */
    readonly file: string | null;
    readonly chars: number;
    readonly bytes: number;
    readonly encodings: readonly ComparedEncoding[];
  }[];
  readonly failed: readonly FailedInput[];
}

/** @throws CliError */
export async function runCompare(
  named: readonly string[],
  given: CompareOptions,
  command: Command,
  terminal: Terminal,
): Promise<void> {
  const options = { ...given, encoding: encodingsAndModel(given, command, false) };
  if (options.json) refuseIdle(command, "whitespace", "with --json, which shows no text");
  if (
    options.vocab === undefined &&
    options.tokenizer === undefined &&
    options.encoding.every((name) => name === WORDS)
  )
    refuseIdle(command, "special", `on ${WORDS}, which always reads <|endoftext|> as special`);
  const paths = await findInputs(named, options.text, command, terminal);
  const own = await loadOwnTokenizers(options, command, terminal);
  const files: CompareJson["files"][number][] = [];
  const failed = await eachInput(paths, terminal, async (path) => {
    const { beginnings, ...compared } = await compareText(await readInput(path, options.text), options, own, terminal);
    const file = fileJson(path);
    if (!options.json) {
      const lines = comparisonLines(file ?? "--text", { beginnings, ...compared }, options, terminal);
      terminal.stdout(`${files.length > 0 ? "\n" : ""}${lines.join("\n")}\n`);
    }
    files.push({ file, ...compared });
  });
  if (options.json) {
    const json: CompareJson = { schemaVersion: 1, files, failed };
    terminal.stdout(`${safeJson(json)}\n`);
  } else if (failed.length === 0) hint("Next: windrow windows FILE shows what a model is trained on", terminal);
  refuseFailed(failed, paths);
}

/** Those of `--tokenizer` in their order, and before them that of `--vocab`. */
async function loadOwnTokenizers(
  { vocab, pattern, tokenizer: models = [] }: CompareOptions,
  command: Command,
  terminal: Terminal,
): Promise<TextTokenizer[]> {
  const vocabulary = await loadVocab({ vocab, pattern }, command);
  const own = vocabulary === undefined ? [] : [vocabulary];
  for (const tokenizer of models) own.push((await loadOwn({ tokenizer }, command, terminal))!);
  return own;
}

function comparisonLines(
  name: string,
  { chars, bytes, encodings, beginnings }: ComparedText,
  { whitespace }: CompareOptions,
  terminal: Terminal,
): string[] {
  const columns = columnsOf(terminal);
  const rows = encodings.map((row, i) => [
    row.encoding,
    grouped(row.vocabSize),
    grouped(row.tokens),
    row.charsPerToken.toFixed(2),
    row.bytesPerToken.toFixed(2),
    i === 0 ? "" : differenceOf(row, encodings[0]!),
  ]);
  const label = Math.max(...encodings.map(({ encoding }) => encoding.length)) + 2;
  const look = { columns: columns - label, isStyled: terminal.isStyled, whitespace };
  return [
    bold(fitText(shownName(name), columns), terminal),
    fitText(`${counted(chars, "character")}, ${counted(bytes, "byte")}`, columns),
    "",
    ...tableLines(["encoding", "ids", "tokens", "chars/token", "bytes/token", "difference"], rows, columns),
    "",
    ...encodings.map(({ encoding }, i) => padEnd(encoding, label) + firstPieceLine(beginnings[i]!, look)),
  ];
}

function differenceOf({ tokens, difference }: ComparedEncoding, first: ComparedEncoding): string {
  const percent = ((100 * (tokens - first.tokens)) / first.tokens).toFixed(1);
  const sign = difference > 0 ? "+" : "";
  return `${sign}${grouped(difference)} (${sign}${percent} %)`;
}
