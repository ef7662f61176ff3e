/** The texts that a command line names: files, globs that the shell did not expand, standard input, `--text`. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Command } from "commander";
import { isDynamicPattern } from "tinyglobby";
import { CliError } from "../cli-error.ts";
import { isStandardInput } from "./byte-chunks.ts";
import { globFiles } from "./glob-files.ts";
import { GIVEN_TEXT } from "./inputs.ts";
import { shownName } from "./read-errors.ts";

/**
 * Paths in the order given, each glob's sorted, none twice.
 * @param given what `--text` says
 * @throws CommanderError where nothing is named or standard input is named twice; CliError where a glob matches no file
 */
export async function findInputs(
  named: readonly string[],
  given: string | undefined,
  command: Command,
): Promise<string[]> {
  if (given !== undefined && named.length > 0) command.error("error: both --text and a file given. Leave one out.");
  if (given !== undefined) return [GIVEN_TEXT];
  if (named.length === 0) {
    const takesText = command.options.some(({ long }) => long === "--text");
    command.error(
      `error: no text given. Name a file${takesText ? ", - for standard input, or --text TEXT" : ", or - for standard input"}.`,
    );
  }
  if (named.filter(isStandardInput).length > 1)
    command.error("error: standard input (-) is named twice, and can be read only once. Leave one out.");
  /** By place, so that none comes twice. */
  const paths = new Map<string, string>();
  for (const name of named) {
    for (const path of await expandGlob(name)) {
      const place = isStandardInput(path) ? "-" : resolve(path);
      if (!paths.has(place)) paths.set(place, path);
    }
  }
  return [...paths.values()];
}

/** The path of a command that takes one text. @throws as findInputs; CommanderError where a pattern matches several files */
export async function oneInput(file: string | undefined, given: string | undefined, command: Command): Promise<string> {
  const paths = await findInputs(file === undefined ? [] : [file], given, command);
  if (paths.length > 1)
    command.error(`error: ${command.name()} takes one text, and the pattern matches ${paths.length}.`);
  return paths[0]!;
}

/** The files of a glob, sorted; any other name as it is. @throws CliError where a glob matches no file */
export async function expandGlob(name: string): Promise<string[]> {
  // A file may well be called "notes [1].txt".
  if (existsSync(name) || !isDynamicPattern(name)) return [name];
  const found = await globFiles(name);
  if (found.length === 0) throw new CliError(`no file matches ${shownName(name)}. Check the pattern, or name a file.`);
  return found;
}
