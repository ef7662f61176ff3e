/** Compares how two tokenizers cut a text. */
import type { Command } from "commander";
import { oneInput } from "../../read/find-inputs.ts";
import { fileJson, readInput } from "../../read/inputs.ts";
import { shownName } from "../../read/read-errors.ts";
import { fitText } from "../../show/fit-text.ts";
import { safeJson } from "../../show/safe-json.ts";
import { bold, columnsOf, type Terminal } from "../../terminal/terminal.ts";
import { encodeText } from "../../tokens/encode-text.ts";
import type { Piece } from "../../tokens/pieces.ts";
import { type Special, specialRules } from "../../options/special-option.ts";
import { withEnds, writeParts } from "../../write/write-parts.ts";
import { differenceLines, summaryLines } from "./diff-lines.ts";
import { diffText, type TextDifferences } from "./diff-text.ts";
import { namedTokenizer, type NamedTokenizer } from "./named-tokenizer.ts";

/** What the command line said. */
export interface DiffOptions {
  readonly special: Special;
  readonly text?: string;
  /** By default as many as a person may want to see, in JSON all. */
  readonly limit?: number;
  readonly json: boolean;
}

/** What `windrow diff --json` prints. */
export interface DiffJson {
  readonly schemaVersion: 1;
  /** Null for `--text`, `-` for standard input. */
  readonly file: string | null;
  readonly chars: number;
  readonly a: DiffedTokenizer;
  readonly b: DiffedTokenizer;
  /** Places where the text is cut differently, and their code points. */
  readonly places: number;
  readonly differentChars: number;
  /** The places, or the first `--limit` of them. */
  readonly differences: readonly {
    /** Code points, as Python's slices count. */
    readonly start: number;
    readonly end: number;
    readonly text: string;
    readonly a: readonly { readonly text: string; readonly ids: readonly number[] }[];
    readonly b: readonly { readonly text: string; readonly ids: readonly number[] }[];
  }[];
}

/** One of the two. */
interface DiffedTokenizer {
  /** As it was named, and the encoding or model that this is. */
  readonly name: string;
  readonly encoding: string;
  readonly vocabSize: number;
  readonly tokens: number;
}

const SHOWN = 20;

/** @throws CliError */
export async function runDiff(
  names: readonly [string, string],
  file: string | undefined,
  options: DiffOptions,
  command: Command,
  terminal: Terminal,
): Promise<void> {
  const path = await oneInput(file, options.text, command, terminal);
  const a = await namedTokenizer(names[0], terminal);
  const b = await namedTokenizer(names[1], terminal);
  const { text } = await readInput(path, options.text);
  const rules = specialRules(options.special);
  const pieces: Iterable<Piece>[] = [];
  const tokens: number[] = [];
  for (const { tokenizer } of [a, b]) {
    const ids = await encodeText(text, tokenizer, rules, terminal);
    tokens.push(ids.length);
    pieces.push(tokenizer.pieces(text, ids, rules));
  }
  const counts = [tokens[0]!, tokens[1]!] as const;
  const found = diffText(pieces[0]!, pieces[1]!, options.limit ?? (options.json ? Infinity : SHOWN));
  if (options.json) return writeParts(jsonParts(path, names, [a, b], counts, found), terminal);
  const labels = [a.label, b.label] as const;
  const name = fileJson(path) ?? "--text";
  const head = [
    bold(fitText(shownName(name), columnsOf(terminal)), terminal),
    ...summaryLines(labels, counts, found, terminal),
    "",
  ];
  terminal.stdout(head.map((line) => `${line}\n`).join(""));
  await writeParts(withEnds(differenceLines(text, labels, found, terminal)), terminal);
}

function* jsonParts(
  path: string,
  names: readonly [string, string],
  [a, b]: readonly [NamedTokenizer, NamedTokenizer],
  tokens: readonly [number, number],
  { chars, places, differentChars, differences }: TextDifferences,
): Generator<string> {
  const side = ({ tokenizer }: NamedTokenizer, i: 0 | 1): DiffedTokenizer => ({
    name: names[i],
    encoding: tokenizer.name,
    vocabSize: tokenizer.vocabSize,
    tokens: tokens[i],
  });
  const head: Omit<DiffJson, "differences"> = {
    schemaVersion: 1,
    file: fileJson(path),
    chars,
    a: side(a, 0),
    b: side(b, 1),
    places,
    differentChars,
  };
  yield `${safeJson(head).slice(0, -1)},"differences":[`;
  const shown = (pieces: readonly Piece[]): DiffJson["differences"][number]["a"] =>
    pieces.map(({ text, ids }) => ({ text, ids }));
  for (const [i, { start, end, a: left, b: right }] of differences.entries()) {
    const text = left.map((piece) => piece.text).join("");
    const one: DiffJson["differences"][number] = { start, end, text, a: shown(left), b: shown(right) };
    yield `${i > 0 ? "," : ""}${safeJson(one)}`;
  }
  yield "]}\n";
}
