/** Shows the tokens of each text: for a person, as ids, or as JSON. */
import type { Command } from "commander";
import { refuseIdle } from "../../options/idle-options.ts";
import { eachInput, refuseFailed } from "../../read/each-input.ts";
import { findInputs } from "../../read/find-inputs.ts";
import { fileJson, GIVEN_TEXT, readInput } from "../../read/inputs.ts";
import { shownName } from "../../read/read-errors.ts";
import { fitText } from "../../show/fit-text.ts";
import { safeJson } from "../../show/safe-json.ts";
import { bold, columnsOf, hint, type Terminal } from "../../terminal/terminal.ts";
import { encodeText } from "../../tokens/encode-text.ts";
import { specialRules, type Special } from "../../options/special-option.ts";
import type { TextTokenizer } from "../../tokens/text-tokenizer.ts";
import { loadTokenizer, type TokenizerOptions } from "../../options/tokenizer-options.ts";
import { writeParts } from "../../write/write-parts.ts";
import { pieceLines } from "../../tokens/piece-lines.ts";
import { fileParts, type TokenizedText } from "./tokenize-json.ts";
import { totalLines } from "./total-lines.ts";

/** What the command line said. */
export interface TokenizeOptions extends TokenizerOptions {
  readonly special: Special;
  readonly text?: string;
  readonly whitespace: boolean;
  readonly ids: boolean;
  readonly json: boolean;
}

/** @throws CliError */
export async function runTokenize(
  named: readonly string[],
  options: TokenizeOptions,
  command: Command,
  terminal: Terminal,
): Promise<void> {
  if (options.json) refuseIdle(command, "ids", "with --json, which has the ids in it");
  if (options.json) refuseIdle(command, "whitespace", "with --json, which has the text as it is");
  if (options.ids) refuseIdle(command, "whitespace", "with --ids, which shows no text");
  const paths = await findInputs(named, options.text, command, terminal);
  const tokenizer = await loadTokenizer(options, command, terminal);
  const { json } = options;
  let isFirst = true;
  if (json && paths.length > 1) terminal.stdout(headOf(tokenizer));
  const failed = await eachInput(paths, terminal, async (path) => {
    const { text, bytes } = await readInput(path, options.text);
    const rules = specialRules(options.special);
    const ids = await encodeText(text, tokenizer, rules, terminal);
    const tokenized = { file: fileJson(path), text, bytes, ids, tokenizer, rules };
    if (json) {
      // With one text, what can fail has been done before anything is written.
      if (paths.length === 1) terminal.stdout(headOf(tokenizer));
      if (!isFirst) terminal.stdout(",");
      await writeParts(fileParts(tokenized), terminal);
    } else {
      if (paths.length > 1) terminal.stdout(heading(path, isFirst, terminal));
      await writeParts(options.ids ? idParts(ids) : lineParts(tokenized, options, terminal), terminal);
    }
    isFirst = false;
  });
  if (json) terminal.stdout(`],"failed":${safeJson(failed)}}\n`);
  else if (paths.length === 1 && !options.ids) hint(nextHint(paths[0]!), terminal);
  refuseFailed(failed, paths);
}

function headOf(tokenizer: TextTokenizer): string {
  const head = { schemaVersion: 1, encoding: tokenizer.name, vocabSize: tokenizer.vocabSize };
  return `${safeJson(head).slice(0, -1)},"files":[`;
}

function heading(path: string, isFirst: boolean, terminal: Terminal): string {
  return `${isFirst ? "" : "\n"}${bold(fitText(shownName(path), columnsOf(terminal)), terminal)}\n`;
}

function* lineParts(
  { text, ids, tokenizer, rules }: TokenizedText,
  { whitespace }: TokenizeOptions,
  terminal: Terminal,
): Generator<string> {
  const look = { columns: columnsOf(terminal), isStyled: terminal.isStyled, whitespace };
  for (const line of pieceLines(tokenizer.pieces(text, ids, rules), look)) yield `${line}\n`;
  // On stdout: it is a result, and what is made for programs, --ids and --json, has none of it.
  yield `\n${totalLines(text, ids.length, tokenizer.name, terminal).join("\n")}\n`;
}

function* idParts(ids: Int32Array): Generator<string> {
  const step = 4096;
  for (let at = 0; at < ids.length; at += step)
    yield `${ids.subarray(at, at + step).join(" ")}${at + step < ids.length ? " " : "\n"}`;
}

function nextHint(path: string): string {
  const name = path === GIVEN_TEXT ? "--text ..." : path === "-" ? "FILE" : shownName(path);
  return `Next: windrow compare ${name}, or windrow inspect ID`;
}
