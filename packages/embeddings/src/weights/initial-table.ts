/** The tables that a new embedding begins with: how their numbers are drawn, and how large they may be. */
import { wording } from "@windrow/core";
import type { RandomSource } from "@windrow/interfaces";
import { defaultGenerator, Generator } from "@windrow/random";
import { EmbeddingsError } from "../errors.ts";
import { invalidOption } from "../options.ts";
import { isShared } from "../shared-memory.ts";
import type { FloatTable } from "./float-table.ts";
import { sinusoidalTable } from "./sinusoidal.ts";

/** Where initial weights come from: the default generator, which `manualSeed` seeds, a seed, or a generator. In torch's order. */
export interface InitOptions {
  /**
   * The weights of `torch.manual_seed(seed)` followed by the layer. With neither this nor a generator
   * they are drawn from the default generator of @windrow/random, so layers follow one another as in torch.
   */
  readonly seed?: number | bigint | undefined;
  /** Draws from this generator instead, so that several layers follow one another. Either this or `seed`. */
  readonly generator?: RandomSource | undefined;
}

/** @throws EmbeddingsError EMBEDDINGS_INVALID_OPTION; RandomError RANDOM_INVALID_SEED */
export function randomSourceOf({ seed, generator }: InitOptions): RandomSource {
  if (seed !== undefined && generator !== undefined)
    throw invalidOption("seed", seed, "either seed or generator, not both");
  if (generator === undefined) return seed === undefined ? defaultGenerator() : new Generator(seed);
  if (typeof generator?.randn === "function") return generator;
  throw invalidOption("generator", generator, "a generator with randn(n), such as one of @windrow/random");
}

/** Float32Array's longest: a table of 16 GB. */
const MAX_VALUES = 2 ** 32;

/** The fixed table of sinusoidal positions. */
export function sinusoidalPositions(rows: number, width: number): FloatTable {
  checkTableSize(rows, width);
  return { weight: sinusoidalTable(rows, width), rows, width };
}

/** torch.nn.Embedding's initial weights: standard normal, drawn row by row. */
export function normalTable(rows: number, width: number, random: RandomSource): FloatTable {
  checkTableSize(rows, width);
  const weight = random.randn(rows * width);
  const isFloats = weight instanceof Float32Array;
  if (isFloats && weight.length === rows * width && !isShared(weight)) return { weight, rows, width };
  const where = isFloats && isShared(weight) ? " in a SharedArrayBuffer" : "";
  const got = isFloats ? `${weight.length} numbers${where}` : "something else";
  throw invalidOption(
    "generator",
    random,
    `a generator whose randn(${rows * width}) returns a Float32Array of as many (it returned ${got})`,
  );
}

function checkTableSize(rows: number, width: number): void {
  if (rows * width <= MAX_VALUES) return;
  throw new EmbeddingsError(
    "EMBEDDINGS_INVALID_OPTION",
    wording`a table of ${rows} rows of ${{ option: "embeddingDim" }} ${width} has ${rows * width} numbers; expected at most 2^32. Give fewer rows or a smaller ${{ option: "embeddingDim" }}.`,
  );
}
