/** The text that a command shows the road on: a file, standard input, `--text`, or else the one that ships with windrow. */
import { basename } from "node:path";
import type { Command } from "commander";
import { readText, SAMPLE_TEXT } from "./read-text.ts";
import { GIVEN_TEXT, readInput } from "./inputs.ts";

/** A text and what it is called. */
export interface SourceText {
  readonly name: string;
  readonly text: string;
  /** Bytes of UTF-8. */
  readonly bytes: number;
}

/**
 * @param given what `--text` says
 * @throws CommanderError where both are given; CliError where FILE can't be read
 */
export async function sourceText(
  file: string | undefined,
  given: string | undefined,
  command: Command,
): Promise<SourceText> {
  if (given === undefined) {
    const path = file ?? SAMPLE_TEXT;
    return { name: file === "-" ? "standard input" : basename(path), ...(await readText(path)) };
  }
  if (file !== undefined) command.error("error: both --text and a file given. Leave one out.");
  return { name: "--text", ...(await readInput(GIVEN_TEXT, given)) };
}
