/** What `report` and `serve` have in common: the options of a page, and the text it is made of. */
import { basename } from "node:path";
import { listEncodingNames, type EncodingName } from "@windrow/tokenizer-bpe";
import { InvalidArgumentError, type Command } from "commander";
import { readText, SAMPLE_TEXT } from "../read-text.ts";
import type { ReportOptions } from "../report/collect-report.ts";

/** A text and where it came from. */
export interface PageSource {
  readonly name: string;
  readonly text: string;
  readonly bytes: number;
}

/** The notebook's windows and batch; a width that still draws well. */
const DEFAULT_REPORT_OPTIONS: ReportOptions = {
  encodings: ["gpt2"],
  maxLength: 4,
  stride: 4,
  batchSize: 8,
  embeddingDim: 64,
  seed: 69,
};

/** The options as commander has them: the encodings under the option's own name. */
export type PageOptions = Omit<ReportOptions, "encodings"> & { readonly encoding: readonly EncodingName[] };

export function addPageOptions(command: Command): Command {
  const { encodings, maxLength, stride, batchSize, embeddingDim, seed } = DEFAULT_REPORT_OPTIONS;
  let isFirst = true;
  const collect = (text: string, before: readonly EncodingName[]): readonly EncodingName[] => {
    // The first one given takes the place of the default.
    const known = isFirst ? [] : before;
    isFirst = false;
    return [...new Set([...known, ...text.split(",").map((name) => checkEncoding(name.trim()))])];
  };
  return command
    .option(
      "--encoding <names>",
      `byte pair encodings, side by side: ${listEncodingNames().join(", ")}`,
      collect,
      encodings,
    )
    .option("--max-length <n>", "tokens in a window, to begin with", parsePositive, maxLength)
    .option("--stride <n>", "tokens from window to window, to begin with", parsePositive, stride)
    .option("--batch-size <n>", "windows in a batch, to begin with", parsePositive, batchSize)
    .option("--embedding-dim <n>", "numbers in an embedding", parsePositive, embeddingDim)
    .option("--seed <n>", "seed of the random weights and of the shuffled order", parseSeed, seed);
}

export function reportOptions({ encoding, ...options }: PageOptions): ReportOptions {
  return { ...options, encodings: encoding };
}

/** @throws CliError where FILE can't be read */
export async function readSource(file: string | undefined): Promise<PageSource> {
  const path = file ?? SAMPLE_TEXT;
  return { name: file === "-" ? "standard input" : basename(path), ...(await readText(path)) };
}

function checkEncoding(name: string): EncodingName {
  const known = listEncodingNames().find((encoding) => encoding === name);
  if (known !== undefined) return known;
  throw new InvalidArgumentError(
    `${name || "An empty name"} is no encoding. ${nearest(name)}Allowed: ${listEncodingNames().join(", ")}.`,
  );
}

/** "Did you mean ...? " where a name begins alike or has the same letters but for signs. */
function nearest(name: string): string {
  const bare = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
  const near = listEncodingNames().find(
    (encoding) => bare(name) !== "" && (bare(encoding).startsWith(bare(name)) || bare(name).startsWith(bare(encoding))),
  );
  return near === undefined ? "" : `Did you mean ${near}? `;
}

function parsePositive(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= 1) return value;
  throw new InvalidArgumentError("Expected a whole number of at least 1.");
}

function parseSeed(text: string): number | bigint {
  if (!/^-?\d+$/.test(text)) throw new InvalidArgumentError("Expected a whole number.");
  const seed = BigInt(text);
  if (seed < -(2n ** 63n) || seed >= 2n ** 64n)
    throw new InvalidArgumentError("Expected a number from -2^63 to 2^64 - 1.");
  return Number.isSafeInteger(Number(text)) ? Number(text) : seed;
}
