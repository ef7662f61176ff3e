/** Differences for a person: what is alike in one dim line, what differs piece by piece, one tokenizer below the other. */
import { drawText } from "../../show/draw-text.ts";
import { fitText, padEnd } from "../../show/fit-text.ts";
import { graphemesOf, widthOf } from "../../show/graphemes.ts";
import { counted, grouped } from "../../show/numbers.ts";
import { wrapWords } from "../../show/wrap-words.ts";
import { bold, columnsOf, dim, type Terminal } from "../../terminal/terminal.ts";
import { pieceLines } from "../../tokens/piece-lines.ts";
import type { Piece } from "../../tokens/pieces.ts";
import type { AlikeText, Difference, TextDifferences } from "./diff-text.ts";

/** Pieces of a place that are shown. */
const MAX_PIECES = 200;
/** Units of text that no terminal is wide enough for. */
const MAX_UNITS = 2000;

/** "4,434 tokens in gpt2, 4,046 in o200k_base (-388, -8.8 %). 31.0 % of the text is cut differently, in 12 places." */
export function summaryLines(
  labels: readonly [string, string],
  tokens: readonly [number, number],
  { chars, differentChars, places }: TextDifferences,
  terminal: Terminal,
): string[] {
  const more = tokens[1] - tokens[0];
  const sign = more > 0 ? "+" : "";
  const percent = tokens[0] === 0 ? "" : `, ${sign}${((100 * more) / tokens[0]).toFixed(1)} %`;
  const counts = `${counted(tokens[0], "token")} in ${labels[0]}, ${grouped(tokens[1])} in ${labels[1]} (${sign}${grouped(more)}${percent}).`;
  const share = `${((100 * differentChars) / Math.max(1, chars)).toFixed(1)} %`;
  const cut =
    places === 0
      ? "Both cut the text alike."
      : `${share} of the text is cut differently, in ${counted(places, "place")}.`;
  return wrapWords(`${counts} ${cut}`, columnsOf(terminal));
}

/** The differences that are there, with what is alike between them. Lines without line ends. */
export function* differenceLines(
  text: string,
  labels: readonly [string, string],
  { places, differences, after }: TextDifferences,
  terminal: Terminal,
): Generator<string> {
  const columns = columnsOf(terminal);
  const widest = Math.max(...labels.map(widthOf));
  const label = Math.min(widest, Math.max(10, Math.floor(columns / 4)));
  for (const { before, a, b } of differences) {
    yield* alikeLines(text, before, terminal);
    yield* sideLines(labels[0], a, label, terminal);
    yield* sideLines(labels[1], b, label, terminal);
  }
  const left = places - differences.length;
  if (left === 0) yield* alikeLines(text, after, terminal);
  else yield* ["", ...wrapWords(`${counted(left, "more place")}: --limit ${places}`, columns)];
}

function* alikeLines(text: string, { pieces, from, to }: AlikeText, terminal: Terminal): Generator<string> {
  if (pieces === 0) return;
  const count = `  ${grouped(pieces)} alike`;
  const room = Math.max(4, columnsOf(terminal) - count.length - 2);
  yield dim(`  ${middleOut(text, from, to, room)}${count}`, terminal);
}

/** A part of a text in at most so many columns: where it is longer, its beginning and its end. */
function middleOut(text: string, from: number, to: number, columns: number): string {
  const whole = to - from <= 2 * MAX_UNITS ? drawText(text.slice(from, to), true) : undefined;
  if (whole !== undefined && widthOf(whole) <= columns) return whole;
  const half = (columns - 3) >> 1;
  const start = whole ?? drawText(text.slice(from, from + MAX_UNITS), true);
  const end = whole ?? drawText(text.slice(to - MAX_UNITS, to), true);
  const beginning = taken(graphemesOf(start), half);
  return `${beginning.join("")} \u2026 ${taken([...graphemesOf(end)].toReversed(), half)
    .toReversed()
    .join("")}`;
}

/** The first characters that fit. */
function taken(characters: Iterable<string>, columns: number): string[] {
  const all: string[] = [];
  let used = 0;
  for (const character of characters) {
    used += widthOf(character);
    if (used > columns) break;
    all.push(character);
  }
  return all;
}

function* sideLines(name: string, pieces: Difference["a"], label: number, terminal: Terminal): Generator<string> {
  const shown: readonly Piece[] = pieces.slice(0, MAX_PIECES);
  const look = {
    columns: columnsOf(terminal) - label - 2,
    isStyled: terminal.isStyled,
    whitespace: true,
    goesOnBehindFeeds: true,
  };
  let head = bold(padEnd(fitText(name, label), label), terminal);
  for (const line of pieceLines(shown, look)) {
    // Ids that go on in a line of their own have no text above them.
    if (line.trim() === "") continue;
    yield `${head}  ${line}`.trimEnd();
    head = padEnd("", label);
  }
  const left = pieces.length - shown.length;
  if (left > 0) yield dim(fitText(`${head}  \u2026 ${counted(left, "more piece")}`, columnsOf(terminal)), terminal);
}
