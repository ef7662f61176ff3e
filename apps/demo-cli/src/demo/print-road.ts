/** The road for a person: sections in the notebook's order, each a few lines with the text's own numbers. */
import { visibleText } from "@windrow/core";
import { visualizeWindows } from "@windrow/dataset";
import type { InputEmbedding } from "@windrow/embeddings";
import type { FloatTensor, TokenIds, Tokenizer } from "@windrow/interfaces";
import type { BpeTokenizer } from "@windrow/tokenizer-bpe";
import { wrapWords } from "../show/wrap-words.ts";
import { bold, columnsOf, dim, type Terminal } from "../terminal.ts";
import { drawWindows } from "./draw-windows.ts";
import { fitLine, fitText } from "../show/fit-text.ts";
import { drawText } from "../show/draw-text.ts";
import { UNKNOWN_WORD_TEXT, type EmbeddingRoad, type TokenRoad } from "./walk-road.ts";

/** Lines are made for so many columns; a narrower terminal gets them broken at spaces. */
const WIDTH = 80;
const INDENT = "   ";

const number = (value: number): string => value.toLocaleString("en-US");
const counted = (count: number, one: string, many = `${one}s`): string =>
  `${number(count)} ${count === 1 ? one : many}`;
/** On one line, spaces as they are. */
const onOneLine = (text: string): string => drawText(text, false);
const quoted = (text: string): string => `"${onOneLine(text)}"`;

/** Sections 1 to 6: everything up to the batches. */
export function printTokens(road: TokenRoad, name: string, terminal: Terminal): void {
  const section = sectionPrinter(terminal);
  const { text, chars, bytes, words, simple, bpe, dataset, loader, firstBatch, notes } = road;
  const encoding = bpe.tokenizer.name;

  const title = `: ${fitText(visibleText(name), 40)}, from text to embeddings`;
  const [first, ...more] = wrapWords(`windrow demo${title}`, Math.min(WIDTH, columnsOf(terminal)));
  terminal.stdout(`${[first!.replace("windrow demo", bold("windrow demo", terminal)), ...more].join("\n")}\n`);
  section("1  Text", [
    `${number(chars)} characters, ${number(bytes)} bytes of UTF-8`,
    fitText(onOneLine(text.slice(0, 4 * WIDTH)), WIDTH - 3),
  ]);

  section("2  Words", [
    `Split at white space, at -- and at , . : ; ? _ ! " ( ) ' the text is`,
    `${counted(words.tokens.length, "word or sign", "words and signs")}:`,
    fitLine(words.tokens.slice(0, 40).map(onOneLine), " | ", WIDTH - 3),
    `Different ones: ${number(words.vocab.length)}. Sorted, the place of a word is its id:`,
    fitLine(
      words.vocab.slice(0, 60).map((word, id) => `${id} ${onOneLine(word)}`),
      "   ",
      WIDTH - 3,
    ),
    `With white space kept, so that the text can be put together again, and with`,
    `<|endoftext|> and <|unk|>: ${number(simple.tokenizer.vocabSize)} entries, ${counted(simple.ids.length, "token")}.`,
  ]);

  const simpleIds = simple.tokenizer.encode(UNKNOWN_WORD_TEXT);
  const bpeIds = bpe.tokenizer.encode(UNKNOWN_WORD_TEXT);
  const isLost = simpleIds.includes(simple.tokenizer.unkToken);
  const label = Math.max("words".length, encoding.length) + 2;
  const pieces = Array.from(bpeIds, (id) => quoted(bpe.tokenizer.decode([id])));
  section(isLost ? "3  A word that was never seen" : "3  A sentence from elsewhere", [
    quoted(UNKNOWN_WORD_TEXT),
    ...unknownWordLines("words", simpleIds, simple.tokenizer, label),
    ...unknownWordLines(encoding, bpeIds, bpe.tokenizer, label),
    isLost
      ? "A word that the text does not have is lost. Byte pair encoding builds it from"
      : "This text has every word of it. Byte pair encoding needs no such luck: it builds",
    `${isLost ? "pieces" : "any word from pieces"}: ${fitLine(pieces, " ", isLost ? 69 : 55)}`,
  ]);

  const ratio = simple.ids.length / bpe.ids.length;
  section("4  Byte pairs", [
    `${encoding} knows ${number(bpe.tokenizer.vocabSize)} tokens and needs ${number(bpe.ids.length)} for this text:`,
    fitLine(
      Array.from(bpe.ids.subarray(0, 40), (id) => quoted(bpe.tokenizer.decode([id]))),
      " ",
      WIDTH - 3,
    ),
    ratio > 1
      ? `${ratio.toFixed(1)} times fewer than the ${number(simple.ids.length)} of the words, since a token carries the space`
      : `no fewer than the ${number(simple.ids.length)} of the words, although a token carries the space`,
    `before it, where the word tokenizer spends one token on each.`,
  ]);

  const drawn = drawWindows(bpe.ids, bpe.tokenizer, dataset, Math.min(WIDTH, columnsOf(terminal)) - 4);
  const [pair] = visualizeWindows(dataset, bpe.tokenizer, { maxPairs: 1 });
  section("5  Windows", [
    `The target is the input shifted by one: what a model learns to predict.`,
    `Drawn with ${counted(drawn.length, "token")} in a window and ${drawn.stride} from one to the next:`,
    ...drawn.lines,
    `The real ones have ${counted(dataset.maxLength, "token")} and begin ${number(dataset.stride)} apart: ${counted(dataset.length, "window")}.`,
    `first input   ${fitText(onOneLine(pair!.input), 62)}`,
    `first target  ${fitText(onOneLine(pair!.target), 62)}`,
  ]);

  const { dims, data } = firstBatch.inputIds;
  const leftOver = loader.dropLast ? dataset.length % loader.batchSize : 0;
  const dropped = leftOver > 0 ? `, ${leftOver} left over and dropped` : "";
  section("6  Batches", [
    `${counted(loader.batchSize, "window")} a batch: ${counted(loader.length, "batch", "batches")}${dropped}.`,
    `The inputs of the first, of shape [batch, sequence] = [${dims.join(", ")}]:`,
    ...rowsOf(data, dims[1], (id) => String(id).padStart(6)),
    ...notes,
  ]);
}

/** Sections 7 and 8: from ids to vectors. */
export async function printEmbeddings(
  { options, bpe, firstBatch }: TokenRoad,
  road: EmbeddingRoad,
  terminal: Terminal,
): Promise<void> {
  const section = sectionPrinter(terminal);
  const { layers, token, positionDims, input } = road;
  const { tokenizer } = bpe;
  section("7  Embeddings", await embeddingLines(layers.small, tokenizer, options.seed));

  const { embeddingDim, vocabSize, contextLength } = layers.input;
  section("8  What a model reads", [
    `token table     [${vocabSize}, ${embeddingDim}]   ids [${firstBatch.inputIds.dims.join(", ")}] become [${token.dims.join(", ")}]`,
    `position table  [${positionDims.join(", ")}]   for positions 0 to ${contextLength - 1}`,
    `their sum, the input embeddings, is [${input.dims.join(", ")}]. Its first rows:`,
    ...floatRows({ ...input, data: input.data.subarray(0, 3 * embeddingDim) }),
  ]);
  const last = wrapWords("The same as data: add --json. All options: windrow demo --help", columnsOf(terminal));
  terminal.stdout(`\n${dim(last.join("\n"), terminal)}\n`);
}

/** In place of sections 7 and 8. @param advice the sentence that says what is missing */
export function printNoEmbeddings(advice: string, terminal: Terminal): void {
  sectionPrinter(terminal)("7  Embeddings", wrapWords(advice, WIDTH - INDENT.length));
}

/** A sentence's ids, and what comes back from them. */
function unknownWordLines(name: string, ids: TokenIds, tokenizer: Tokenizer, label: number): string[] {
  const width = WIDTH - INDENT.length - label;
  return [
    name.padEnd(label) + fitText(ids.join(" "), width),
    " ".repeat(label) + fitText(quoted(tokenizer.decode(ids)), width),
  ];
}

/** One token at three places: equal before the positions are added, different after. */
async function embeddingLines(
  small: InputEmbedding,
  tokenizer: BpeTokenizer,
  seed: number | bigint,
): Promise<string[]> {
  const [id] = tokenizer.encode("abc");
  const width = small.embeddingDim;
  const places = [0, 1, 2];
  const sum = await small.forward(places.map(() => id!));
  const rowOf = (table: Float32Array, row: number): string =>
    Array.from(table.subarray(row * width, (row + 1) * width), (value) => value.toFixed(2).padStart(6)).join("");
  return [
    `Each id is a row of a table, looked up by an ONNX Gather graph. The rows are`,
    `random at first (seed ${seed}, as torch draws them) and learned later.`,
    `${quoted(tokenizer.decode([id!]))} is ${id}; in a table of ${width} columns that is`,
    `             ${rowOf(small.tokenWeight, id!)}`,
    `It is the same wherever the token stands. A row for each position is added:`,
    ...places.map(
      (place) => `position ${place}   ${rowOf(small.positionWeight, place)}    sum ${rowOf(sum.data, place)}`,
    ),
  ];
}

function sectionPrinter(terminal: Terminal): (title: string, lines: readonly string[]) => void {
  const width = Math.min(WIDTH, columnsOf(terminal)) - INDENT.length;
  return (title, lines) => {
    const broken = lines.flatMap((line) => wrapWords(fitText(line, WIDTH - INDENT.length), width));
    terminal.stdout(`\n${bold(title, terminal)}\n${broken.map((line) => `${INDENT}${line}\n`).join("")}`);
  };
}

/** The first three rows of a matrix, cut to the width. */
function rowsOf<T extends number>(data: ArrayLike<T>, width: number, show: (value: T) => string): string[] {
  const rows = Math.min(3, data.length / width);
  return Array.from({ length: rows }, (_, row) =>
    fitLine(
      Array.from({ length: Math.min(width, 24) }, (_value, i) => show(data[row * width + i]!)),
      " ",
      WIDTH - 5,
    ),
  );
}

function floatRows({ data, dims }: FloatTensor): string[] {
  return rowsOf(data, dims.at(-1)!, (value) => value.toFixed(4).padStart(8));
}
