/**
 * The road for a person, from text to batches: sections 1 to 6 in the notebook's order, each a few lines with
 * the text's own numbers. What needs an embedding comes after these, from print-embeddings.ts.
 */
import { visibleText } from "@windrow/core";
import { drawText } from "../../show/draw-text.ts";
import { fitText, fitWords, padEnd } from "../../show/fit-text.ts";
import { widthOf } from "../../show/graphemes.ts";
import { counted, grouped } from "../../show/numbers.ts";
import { paint } from "../../terminal/paint.ts";
import { tableLines } from "../../show/table.ts";
import { wrapWords } from "../../show/wrap-words.ts";
import { bold, columnsOf, dim, type Terminal } from "../../terminal/terminal.ts";
import { firstPieceLines, pieceLines, type PieceLook } from "../../tokens/piece-lines.ts";
import { bpeTextTokenizer } from "../../tokens/bpe-text-tokenizer.ts";
import type { Piece } from "../../tokens/pieces.ts";
import { drawWindows } from "./draw-windows.ts";
import { matrixLines, printSection, sectionWidth, type Block } from "./section-printer.ts";
import { tokenPieces } from "./token-pieces.ts";
import { UNKNOWN_WORD_TEXT, type TokenRoad } from "./walk-road.ts";

/** Characters of a text's beginning: no line has more. */
const BEGINNING = 2000;

/** Sections 1 to 6: everything up to the batches. */
export function printTokens(road: TokenRoad, name: string, terminal: Terminal): void {
  const strong = (count: number): string => bold(grouped(count), terminal);
  const title = `: ${fitText(visibleText(name), 40)}, from text to embeddings`;
  const [first, ...more] = wrapWords(`windrow demo${title}`, columnsOf(terminal));
  terminal.stdout(`${[first!.replace("windrow demo", bold("windrow demo", terminal)), ...more].join("\n")}\n`);

  const { text, chars, bytes } = road;
  const beginning = drawText(text.slice(0, BEGINNING), false);
  printSection(
    "1  Text",
    [
      `${strong(chars)} ${chars === 1 ? "character" : "characters"}, ${strong(bytes)} bytes of UTF-8`,
      [fitWords(beginning, sectionWidth(terminal))],
    ],
    terminal,
  );
  printSection("2  Words", wordBlocks(road, terminal), terminal);
  printUnknownWord(road, terminal);
  printSection("4  Byte pairs", pairBlocks(road, terminal), terminal);
  printSection("5  Windows", windowBlocks(road, terminal), terminal);

  const { loader, dataset, firstBatch, notes } = road;
  const { dims, data } = firstBatch.inputIds;
  const leftOver = loader.dropLast ? dataset.length % loader.batchSize : 0;
  const dropped = leftOver > 0 ? `, ${leftOver} left over and dropped` : "";
  printSection(
    "6  Batches",
    [
      `${counted(loader.batchSize, "window")} a batch: ${strong(loader.length)} ${loader.length === 1 ? "batch" : "batches"}${dropped}.`,
      `The ${paint("inputs", "input", terminal)} of the first, of shape [batch, sequence] = [${dims.join(", ")}]:`,
      matrixLines(data, dims[1], (id) => String(id).padStart(6), terminal),
      ...notes,
    ],
    terminal,
  );
}

/** Both ways of the notebook: white space left out, and kept. */
function wordBlocks({ words, simple }: TokenRoad, terminal: Terminal): Block[] {
  const strong = (count: number): string => bold(grouped(count), terminal);
  const [one, distinct] = [words.tokens.length === 1, words.vocab.length];
  const look = lookOf(terminal);
  const tokens = words.tokens.slice(0, BEGINNING).map((text) => ({ text, ids: [], isSpecial: false }));
  const vocab = words.vocab.slice(0, BEGINNING).map((text, id) => ({ text, ids: [id], isSpecial: false }));
  const rows = [
    ["left out", grouped(words.tokens.length), grouped(distinct)],
    ["kept", strong(simple.ids.length), strong(simple.tokenizer.vocabSize)],
  ];
  const head = ["white space", "tokens", "entries"].map((cell) => dim(cell, terminal));
  return [
    `Split at white space, -- and , . : ; ? _ ! " ( ) ' the text is ${strong(words.tokens.length)} ` +
      `${one ? "word or punctuation mark" : "words and punctuation"}:`,
    firstPieceLines(tokens, look),
    `${strong(distinct)} of them ${distinct === 1 ? "is" : "are"} distinct. Sorted, a word's index is its id:`,
    firstLines(vocab, look, 1),
    `White space can also be kept, as tokens of its own, so that decoding gives back the exact text. That is "simple" ` +
      `in windrow compare and windrow report; its entries include <|endoftext|> and <|unk|>.`,
    tableLines(head, rows, sectionWidth(terminal)),
  ];
}

/** A word that the text may not have, as words and as byte pairs. */
function printUnknownWord({ simple, bpe }: TokenRoad, terminal: Terminal): void {
  const { tokenizer } = simple;
  const simpleIds = tokenizer.encode(UNKNOWN_WORD_TEXT);
  const isLost = simpleIds.includes(tokenizer.unkToken);
  const words = Array.from(simpleIds, (id) => ({
    text: tokenizer.decode([id]),
    ids: [id],
    isSpecial: id === tokenizer.unkToken,
  }));
  const pairs = tokenPieces(bpe.tokenizer.encode(UNKNOWN_WORD_TEXT), bpe.tokenizer);
  const label = Math.max("words".length, bpe.tokenizer.name.length) + 2;
  const look = lookOf(terminal, label);
  const labelled = (name: string, pieces: readonly Piece[]): string[] =>
    [...pieceLines(pieces, look)].map((line, i) => padEnd(i === 0 ? name : "", label) + line);
  const sentence = `"${UNKNOWN_WORD_TEXT}"`;
  const blocks = [
    sentence,
    labelled("words", words),
    labelled(bpe.tokenizer.name, pairs),
    isLost
      ? "A word that is not in the text is lost: all that is left is <|unk|>. Byte pair encoding builds it from pieces."
      : "This text has every word of it. Byte pair encoding needs no such luck: it builds any word from pieces.",
  ];
  printSection(isLost ? "3  A word that was never seen" : "3  A sentence from elsewhere", blocks, terminal);
}

function pairBlocks({ text, simple, bpe }: TokenRoad, terminal: Terminal): Block[] {
  const { name, vocabSize } = bpe.tokenizer;
  const strong = (count: number): string => bold(grouped(count), terminal);
  const ratio = simple.ids.length / bpe.ids.length;
  const words = grouped(simple.ids.length);
  const part = bpeTextTokenizer(bpe.tokenizer).pieces(text, bpe.ids, {});
  return [
    `${name} knows ${grouped(vocabSize)} tokens and needs ${strong(bpe.ids.length)} for this text:`,
    firstLines(part, lookOf(terminal), 2),
    ratio > 1
      ? `That is ${bold(ratio.toFixed(1), terminal)} times fewer than the ${words} of "simple": a token carries the space ` +
        `before it, where simple spends one token on each.`
      : `That is no fewer than the ${words} of "simple", although a token carries the space before it, where simple ` +
        `spends one token on each.`,
  ];
}

function windowBlocks({ bpe, dataset }: TokenRoad, terminal: Terminal): Block[] {
  const { ids, tokenizer } = bpe;
  const drawn = drawWindows(ids, tokenizer, dataset, sectionWidth(terminal), terminal);
  const { inputIds, targetIds } = dataset.get(0);
  const row = (name: "input" | "target", tokens: Int32Array, firstTurn: number): string[] => {
    const label = padEnd(`first ${name}`, "first target  ".length);
    const look = { ...lookOf(terminal, widthOf(label)), firstTurn };
    const [line, ...below] = firstPieceLines(tokenPieces(tokens.subarray(0, look.columns), tokenizer), look);
    return [paint(label, name, terminal) + line!, ...below];
  };
  return [
    `The ${paint("target", "target", terminal)} is the ${paint("input", "input", terminal)} shifted by one: what a model ` +
      `learns to predict. Drawn with ${counted(drawn.length, "token")} in a window and ${drawn.stride} from one to the next:`,
    drawn.lines,
    `Real windows are ${counted(dataset.maxLength, "token")} long and start every ` +
      `${dataset.stride === 1 ? "token" : counted(dataset.stride, "token")}: ${bold(grouped(dataset.length), terminal)} ` +
      `${dataset.length === 1 ? "window" : "windows"}.`,
    [...row("input", inputIds, 0), ...row("target", targetIds, 1)],
  ];
}

/** Pieces as tokenize has them, in one line also where the text has line feeds. */
function lookOf(terminal: Terminal, label = 0): PieceLook {
  const columns = sectionWidth(terminal) - label;
  return { columns, isStyled: terminal.isStyled, whitespace: false, goesOnBehindFeeds: true };
}

/** The first rows of pieces, each with its ids below. */
function firstLines(pieces: Iterable<Piece>, look: PieceLook, rows: number): string[] {
  const lines: string[] = [];
  for (const line of pieceLines(pieces, look)) if (lines.push(line) === 2 * rows) break;
  return lines;
}
