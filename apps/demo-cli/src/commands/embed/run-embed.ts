/** Embeds the first ids of a text: InputEmbedding's own draws, token table first, then positions. */
import { InputEmbedding } from "@windrow/embeddings";
import type { FloatTensor } from "@windrow/interfaces";
import type { Command } from "commander";
import { CliError } from "../../errors/cli-error.ts";
import { runtimeAdvice } from "../../embeddings/missing-runtime.ts";
import { checkEmbeddingDim } from "../../embeddings/check-embedding-dim.ts";
import { seedJson } from "../../options/parse-number.ts";
import { oneInput } from "../../read/find-inputs.ts";
import { readInput } from "../../read/inputs.ts";
import { fitLine, fitText } from "../../show/fit-text.ts";
import { drawBytes } from "../../show/draw-text.ts";
import { safeJson } from "../../show/safe-json.ts";
import { wrapWords } from "../../show/wrap-words.ts";
import { bold, columnsOf, hint, withProgress, type Terminal } from "../../terminal/terminal.ts";
import { encodeText } from "../../tokens/encode-text.ts";
import { specialRules, type Special } from "../../options/special-option.ts";
import type { TextTokenizer } from "../../tokens/text-tokenizer.ts";
import { loadTokenizer, type TokenizerOptions } from "../../options/tokenizer-options.ts";
import { writeParts } from "../../write/write-parts.ts";

/** What the command line said. */
export interface EmbedOptions extends TokenizerOptions {
  readonly special: Special;
  readonly text?: string;
  readonly embeddingDim: number;
  readonly positional: "learned" | "sinusoidal" | "none";
  readonly seed: number | bigint;
  readonly limit: number;
  readonly json: boolean;
}

/** What `windrow embed --json` prints. */
export interface EmbedJson {
  readonly schemaVersion: 1;
  readonly encoding: string;
  /** A string where it is beyond 2^53. */
  readonly seed: number | string;
  readonly embeddingDim: number;
  readonly positional: string;
  /** Rows and columns of all embeddings: [ids, embeddingDim]. */
  readonly dims: readonly number[];
  readonly ids: readonly number[];
  /** One for each id: token and position summed. */
  readonly rows: readonly (readonly number[])[];
}

/** Anything that draws more reports progress. */
const WEIGHTS_A_SECOND = 5e6;

/** @throws CliError */
export async function runEmbed(
  file: string | undefined,
  options: EmbedOptions,
  command: Command,
  terminal: Terminal,
): Promise<void> {
  const path = await oneInput(file, options.text, command, terminal);
  const { text } = await readInput(path, options.text);
  const { embeddingDim, positional, seed, limit } = options;
  const tokenizer = await loadTokenizer(options, command, terminal);
  const ids = (await encodeText(text, tokenizer, specialRules(options.special), terminal)).slice(0, limit);
  if (ids.length === 0) throw new CliError("the text has no tokens, so there is nothing to embed. Give a longer text.");
  const rows = tokenizer.vocabSize + (positional === "none" ? 0 : ids.length);
  checkEmbeddingDim(embeddingDim, rows);
  const weights = rows * embeddingDim;
  const drawing =
    weights > WEIGHTS_A_SECOND ? `drawing ${(weights / 1e6).toFixed(1)} million random weights ...` : undefined;
  const result = await withProgress(drawing, terminal, async () => {
    const sizes = { vocabSize: tokenizer.vocabSize, contextLength: ids.length, embeddingDim };
    const embedding = await InputEmbedding.create({ ...sizes, positional, seed }).catch((error: unknown) => {
      const advice = runtimeAdvice(error);
      throw advice === undefined ? error : new CliError(advice, { cause: error });
    });
    const embedded = await embedding.forward(ids);
    await embedding.dispose();
    return embedded;
  });
  if (options.json) terminal.stdout(`${safeJson(embedJson(ids, result, tokenizer, options))}\n`);
  else {
    await writeParts(embeddingLines(ids, result, tokenizer, terminal), terminal);
    hint("Next: windrow inspect ID shows what a token is", terminal);
  }
}

function rowOf({ data }: FloatTensor, row: number, width: number): Float32Array {
  return data.subarray(row * width, (row + 1) * width);
}

function embedJson(ids: Int32Array, result: FloatTensor, tokenizer: TextTokenizer, options: EmbedOptions): EmbedJson {
  const { seed, embeddingDim, positional } = options;
  return {
    schemaVersion: 1,
    encoding: tokenizer.name,
    seed: seedJson(seed),
    embeddingDim,
    positional,
    dims: result.dims,
    ids: [...ids],
    rows: Array.from(ids, (_, row) => [...rowOf(result, row, embeddingDim)]),
  };
}

function* embeddingLines(
  ids: Int32Array,
  result: FloatTensor,
  tokenizer: TextTokenizer,
  terminal: Terminal,
): Generator<string> {
  const columns = columnsOf(terminal);
  const width = result.dims.at(-1)!;
  const shape = `${tokenizer.name}, ids [${ids.length}] become [${result.dims.join(", ")}]`;
  yield `${wrapWords(shape, columns).join("\n")}\n`;
  for (const [place, id] of ids.entries()) {
    const token = drawBytes(tokenizer.tokenBytes(id), true);
    const numbers = Array.from(rowOf(result, place, width).subarray(0, columns), (value) =>
      value.toFixed(4).padStart(7),
    );
    yield `\n${bold(fitText(`position ${place}  id ${id}  ${token}`, columns), terminal)}\n`;
    yield `${fitText(`  ${fitLine(numbers, " ", columns - 2)}`, columns)}\n`;
  }
}
