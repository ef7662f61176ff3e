/** Compares encodings on each text, and on all together. */
import type { Command } from "commander";
import { refuseIdle } from "../../options/idle-options.ts";
import { eachInput, refuseFailed, type FailedInput } from "../../read/each-input.ts";
import { findInputs } from "../../read/find-inputs.ts";
import { fileJson, readInput } from "../../read/inputs.ts";
import { shownName } from "../../read/read-errors.ts";
import { fitText, padEnd } from "../../show/fit-text.ts";
import { widthOf } from "../../show/graphemes.ts";
import { counted, grouped } from "../../show/numbers.ts";
import { paint } from "../../terminal/paint.ts";
import { tableLines } from "../../show/table.ts";
import { safeJson } from "../../show/safe-json.ts";
import { wrapWords } from "../../show/wrap-words.ts";
import { bold, columnsOf, dim, hint, type Terminal } from "../../terminal/terminal.ts";
import { firstPieceLines } from "../../tokens/piece-lines.ts";
import type { TextTokenizer } from "../../tokens/text-tokenizer.ts";
import { encodingsAndModel, loadOwn, loadVocab } from "../../options/tokenizer-options.ts";
import { type CompareOptions, compareText, type ComparedEncoding, type ComparedText } from "./compare-text.ts";
import { differingPieces } from "./differing-pieces.ts";
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
    const whole = await compareText(await readInput(path, options.text), options, own, terminal);
    const { beginnings: _pieces, words: _words, ...compared } = whole;
    const file = fileJson(path);
    if (!options.json) {
      const lines = comparisonLines(file ?? "--text", whole, options, terminal);
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
  compared: ComparedText,
  { whitespace }: CompareOptions,
  terminal: Terminal,
): string[] {
  const { chars, bytes, encodings } = compared;
  const columns = columnsOf(terminal);
  const rows = encodings.map((row, i) => [
    row.encoding,
    grouped(row.vocabSize),
    grouped(row.tokens),
    row.charsPerToken.toFixed(2),
    row.bytesPerToken.toFixed(2),
    i === 0 ? "" : differenceOf(row, encodings[0]!, terminal),
  ]);
  const head = ["encoding", "ids", "tokens", "chars/token", "bytes/token", "difference"];
  const sizes = fitText(`${counted(chars, "character")}, ${counted(bytes, "byte")}`, columns);
  return [
    bold(fitText(shownName(name), columns), terminal),
    dim(sizes, terminal),
    "",
    ...tableLines(
      head.map((cell) => dim(cell, terminal)),
      rows,
      columns,
    ),
    "",
    ...beginningLines(compared, { columns, whitespace }, terminal),
  ];
}

/** How the text begins in each encoding, what differs from the first marked, and what the marks mean. */
function beginningLines(
  { encodings, beginnings, words }: ComparedText,
  { columns, whitespace }: { readonly columns: number; readonly whitespace: boolean },
  terminal: Terminal,
): string[] {
  const { isStyled } = terminal;
  const label = Math.max(...encodings.map(({ encoding }) => widthOf(encoding))) + 2;
  const look = { columns: columns - label, isStyled, whitespace };
  const [first] = encodings;
  let isAnyMarked = false;
  const lines = encodings.flatMap(({ encoding }, i) => {
    // Words with white space apart differ from byte pairs throughout: to mark all says nothing.
    const isMarkable = i > 0 && encoding !== WORDS && first!.encoding !== WORDS;
    const differing = isMarkable ? differingPieces(beginnings[i]!, beginnings[0]!) : [];
    isAnyMarked ||= differing.includes(true);
    const pieces = firstPieceLines(beginnings[i]!, look, (index) => differing[index] === true);
    return pieces.map((line, below) => padEnd(below === 0 ? encoding : "", label) + line);
  });
  const marks = `${isStyled ? "underlined:" : "^"} cut differently from ${first!.encoding}`;
  const simple = encodings.find(({ encoding }) => encoding === WORDS);
  const notes = [
    ...(isAnyMarked ? [marks] : []),
    ...(simple && words !== undefined ? [wordsNote(simple.tokens, words)] : []),
  ];
  const noteLines = notes.flatMap((note) => wrapWords(note, columns));
  return notes.length === 0 ? lines : [...lines, "", ...noteLines.map((line) => dim(line, terminal))];
}

function wordsNote(tokens: number, words: number): string {
  return (
    `${WORDS} keeps white space: ${grouped(words)} of its ${counted(tokens, "token")} ${words === 1 ? "is a word or punctuation mark" : "are words and punctuation"}; ` +
    `the rest are spaces, line ends, and empty pieces, one wherever two separators meet. So decoding gives back ` +
    `the exact text.`
  );
}

/** Fewer tokens and more, with their sign and in colour. */
function differenceOf({ tokens, difference }: ComparedEncoding, first: ComparedEncoding, terminal: Terminal): string {
  const percent = ((100 * (tokens - first.tokens)) / first.tokens).toFixed(1);
  const sign = difference > 0 ? "+" : "";
  const text = `${sign}${grouped(difference)} (${sign}${percent} %)`;
  if (difference === 0) return text;
  return paint(text, difference < 0 ? "better" : "worse", terminal);
}
