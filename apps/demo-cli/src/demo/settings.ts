/** The demo's settings, and what follows from the text. */
import { counted, grouped } from "../show/numbers.ts";
import type { EncodingName } from "@windrow/tokenizer-bpe";
import { CliError } from "../cli-error.ts";
import { NOTEBOOK_ENCODING } from "../options.ts";

/** The options as given; what is left out has the notebook's last example's value. */
export interface DemoOptions {
  readonly encoding: EncodingName;
  readonly maxLength?: number;
  readonly stride?: number;
  readonly batchSize: number;
  readonly embeddingDim: number;
  readonly seed: number | bigint;
  readonly shuffle: boolean;
}

export const DEFAULT_OPTIONS: DemoOptions = {
  encoding: NOTEBOOK_ENCODING,
  batchSize: 8,
  embeddingDim: 256,
  seed: 69,
  shuffle: false,
};

/** Tokens in a window where neither an option nor the text says otherwise. */
const DEFAULT_MAX_LENGTH = 100;

/** The window's length and stride for a text of so many tokens, and what to say about them. */
export interface WindowSettings {
  readonly maxLength: number;
  readonly stride: number;
  readonly notes: readonly string[];
}

/**
 * A text shorter than the default window gets a smaller one; a window that was asked for is refused.
 * @param usual the length of a window that nobody asked for
 * @throws CliError where the text is too short
 */
export function windowSettings(
  tokens: number,
  { maxLength, stride }: Pick<DemoOptions, "maxLength" | "stride">,
  usual: number = DEFAULT_MAX_LENGTH,
): WindowSettings {
  if (tokens < 2)
    throw new CliError(
      `${tokens === 1 ? "the text has only 1 token" : "the text has no tokens"}, and a window needs 2: one to read and one to predict. Give a longer text.`,
    );
  if (maxLength !== undefined && maxLength >= tokens) {
    throw new CliError(
      `${counted(tokens, "token")} ${tokens === 1 ? "is" : "are"} too short for a window of ${grouped(maxLength)}, which needs one more than its length. Give a longer text, or --max-length ${tokens - 1} or less.`,
    );
  }
  const fitting = maxLength ?? Math.min(usual, tokens - 1);
  const isShrunk = maxLength === undefined && fitting < usual;
  const notes = isShrunk
    ? [
        `The text has only ${counted(tokens, "token")}, so a window has ${grouped(fitting)} instead of ${grouped(usual)}.`,
      ]
    : [];
  return { maxLength: fitting, stride: stride ?? fitting, notes };
}

/** Numbers in the tables that the demo draws at most: 4 GB. */
const MAX_WEIGHTS = 2 ** 30;

/** @throws CliError */
export function checkEmbeddingDim(embeddingDim: number, rows: number): void {
  const most = Math.floor(MAX_WEIGHTS / rows);
  if (embeddingDim > most) {
    throw new CliError(
      `--embedding-dim ${embeddingDim} is too much for ${grouped(rows)} rows, which are kept in memory. Give at most ${most}.`,
    );
  }
}
