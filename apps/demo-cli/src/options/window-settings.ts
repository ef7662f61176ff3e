/** The length and stride of windows, for a text of so many tokens. */
import { counted, grouped } from "../show/numbers.ts";
import { CliError } from "../errors/cli-error.ts";
import type { DemoOptions } from "./notebook-options.ts";

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
