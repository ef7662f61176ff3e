/** The end of the road for a person, from ids to vectors: sections 7 and 8. */
import type { InputEmbedding } from "@windrow/embeddings";
import type { BpeTokenizer } from "@windrow/tokenizer-bpe";
import { grouped } from "../../show/numbers.ts";
import { drawText } from "../../show/draw-text.ts";
import { tableLines } from "../../show/table.ts";
import { wrapWords } from "../../show/wrap-words.ts";
import { bold, columnsOf, dim, type Terminal } from "../../terminal/terminal.ts";
import { matrixLines, printSection, sectionWidth, type Block } from "./section-printer.ts";
import type { EmbeddingRoad, TokenRoad } from "./walk-road.ts";

/** Positions at which the one token is shown. */
const PLACES = [0, 1, 2];

export async function printEmbeddings(
  { options, bpe, firstBatch }: TokenRoad,
  road: EmbeddingRoad,
  terminal: Terminal,
): Promise<void> {
  const { layers, token, positionDims, input } = road;
  printSection("7  Embeddings", await tokenBlocks(layers.small, bpe.tokenizer, options.seed, terminal), terminal);

  const { embeddingDim, vocabSize, contextLength } = layers.input;
  const shape = (dims: readonly number[]): string => `[${dims.join(", ")}]`;
  const tables = [
    ["tokens", shape([vocabSize, embeddingDim]), `ids ${shape(firstBatch.inputIds.dims)}`, shape(token.dims)],
    ["positions", shape(positionDims), `0 to ${grouped(contextLength - 1)}`, shape(positionDims)],
    ["their sum", "", "", bold(shape(input.dims), terminal)],
  ];
  const rows = input.data.subarray(0, 3 * embeddingDim);
  printSection(
    "8  What a model reads",
    [
      "Each token's row and the row of its position, added up, are the input embeddings:",
      tableLines(headOf(["table", "shape", "looked up", "result"], terminal), tables, sectionWidth(terminal)),
      "The first rows of the sum:",
      matrixLines(rows, embeddingDim, (value) => value.toFixed(4).padStart(8), terminal),
    ],
    terminal,
  );
  const last = wrapWords("The same as data: add --json. All options: windrow demo --help", columnsOf(terminal));
  terminal.stdout(`\n${last.map((line) => `${dim(line, terminal)}\n`).join("")}`);
}

/** In place of both sections. @param advice the sentence that says what is missing */
export function printNoEmbeddings(advice: string, terminal: Terminal): void {
  printSection("7  Embeddings", [advice], terminal);
}

/** One token at three places: equal before the positions are added, different after. */
async function tokenBlocks(
  small: InputEmbedding,
  tokenizer: BpeTokenizer,
  seed: number | bigint,
  terminal: Terminal,
): Promise<Block[]> {
  const id = tokenizer.encode("abc")[0]!;
  const width = small.embeddingDim;
  const sum = await small.forward(PLACES.map(() => id));
  const rowOf = (table: Float32Array, row: number): string =>
    Array.from(table.subarray(row * width, (row + 1) * width), (value) => value.toFixed(2).padStart(6)).join("");
  const rows = [
    [`token ${id}`, rowOf(small.tokenWeight, id), ""],
    ...PLACES.map((place) => [
      `position ${place}`,
      rowOf(small.positionWeight, place),
      bold(rowOf(sum.data, place), terminal),
    ]),
  ];
  return [
    `Each id is a row of a table, looked up by an ONNX Gather graph. The rows are random at first (seed ${seed}, as ` +
      `torch draws them) and learned later.`,
    `"${drawText(tokenizer.decode([id]), false)}" is token ${bold(String(id), terminal)}. In a table of ${width} columns ` +
      `its row is the same wherever the token stands; the row of its position is added to it:`,
    tableLines(headOf(["", "row", "sum"], terminal), rows, sectionWidth(terminal)),
  ];
}

function headOf(cells: readonly string[], terminal: Terminal): string[] {
  return cells.map((cell) => (cell === "" ? "" : dim(cell, terminal)));
}
