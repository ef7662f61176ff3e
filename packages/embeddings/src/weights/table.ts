/** A table of row vectors, row-major `[rows, width]`, and how one is made. */
import type { RandomSource } from "@windrow/interfaces";
import { Generator } from "@windrow/random";
import { EmbeddingsError } from "../errors.ts";
import { invalidOption } from "../options.ts";
import type { FloatTable } from "./float-table.ts";
import type { LocatedTable } from "./located-table.ts";

/** A table in memory, or one in a file that has not been read. */
export type AnyTable = FloatTable | LocatedTable;

export function isLocated(table: AnyTable): table is LocatedTable {
  return "path" in table;
}

/** Where initial weights come from: torch's order for a seed, a generator, or a random seed. */
export interface InitOptions {
  /** The weights of `torch.manual_seed(seed)` followed by the layer; without one a random seed is drawn. */
  readonly seed?: number | bigint | undefined;
  /** Draws from this generator instead, so that several layers follow one another. Either this or `seed`. */
  readonly generator?: RandomSource | undefined;
}

/** @throws EmbeddingsError EMBEDDINGS_INVALID_OPTION; RandomError RANDOM_INVALID_SEED */
export function randomSourceOf({ seed, generator }: InitOptions): RandomSource {
  if (seed !== undefined && generator !== undefined)
    throw invalidOption("seed", seed, "either seed or generator, not both");
  if (generator === undefined)
    return new Generator(seed === undefined ? crypto.getRandomValues(new BigUint64Array(1))[0]! : seed);
  if (typeof generator?.randn === "function") return generator;
  throw invalidOption("generator", generator, "a generator with randn(n), such as one of @windrow/random");
}

/** Float32Array's longest: a table of 16 GB. */
const MOST_VALUES = 2 ** 32;

/** torch.nn.Embedding's initial weights: standard normal, drawn row by row. */
export function normalTable(rows: number, width: number, random: RandomSource): FloatTable {
  if (rows * width > MOST_VALUES) {
    throw new EmbeddingsError(
      "EMBEDDINGS_INVALID_OPTION",
      `a table of ${rows} rows of embeddingDim ${width} has ${rows * width} numbers; expected at most 2^32. Give fewer rows or a smaller embeddingDim.`,
    );
  }
  const weight = random.randn(rows * width);
  if (weight instanceof Float32Array && weight.length === rows * width) return { weight, rows, width };
  const got = weight instanceof Float32Array ? `${weight.length} numbers` : "no Float32Array";
  throw invalidOption(
    "generator",
    random,
    `a generator whose randn(${rows * width}) gives a Float32Array of as many (it gave ${got})`,
  );
}
