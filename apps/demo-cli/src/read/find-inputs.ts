/** The texts that a command line names: files, globs that the shell did not expand, standard input, `--text`. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { quoted } from "@windrow/core";
import type { Command } from "commander";
import { isDynamicPattern } from "tinyglobby";
import { CliError } from "../errors/cli-error.ts";
import { isStandardInput } from "./byte-chunks.ts";
import { globFiles } from "./glob-files.ts";
import { GIVEN_TEXT } from "./inputs.ts";
import { shownName } from "./read-errors.ts";
import { hint, type Terminal } from "../terminal/terminal.ts";

/**
 * Paths in the order given, each glob's sorted, none twice; standard input where nothing is named and something is piped in.
 * @param given what `--text` says
 * @param expand the paths that a name on the command line stands for
 * @throws CommanderError where nothing is named or standard input is named twice; CliError where a glob matches no file
 */
export async function findInputs(
  named: readonly string[],
  given: string | undefined,
  command: Command,
  terminal: Terminal,
  expand: (name: string) => Promise<readonly string[]> = expandGlob,
): Promise<string[]> {
  if (given !== undefined && named.length > 0) command.error("error: both --text and a file given. Leave one out.");
  if (given !== undefined) return [GIVEN_TEXT];
  if (named.length === 0 && terminal.hasPipedInput) return ["-"];
  if (named.length === 0) {
    const takesText = command.options.some(({ long }) => long === "--text");
    command.error(
      `error: no text given. Name a file${takesText ? ", - for standard input, or --text TEXT" : ", or - for standard input"}.`,
    );
  }
  if (named.filter(isStandardInput).length > 1)
    command.error("error: standard input (-) is named twice, and can be read only once. Leave one out.");
  if (named.some(isStandardInput) && terminal.hasPipedInput === false)
    hint("Reading what you type. End it with Ctrl-D on a line of its own.", terminal);
  /** By place, so that none comes twice. */
  const paths = new Map<string, string>();
  for (const name of named) {
    const found = await expand(name).catch((error: unknown) => {
      throw bareText(name, named, command) ?? error;
    });
    const mistaken = found[0] === name ? bareText(name, named, command) : undefined;
    if (mistaken !== undefined) throw mistaken;
    for (const path of found) {
      const place = isStandardInput(path) ? "-" : resolve(path);
      if (!paths.has(place)) paths.set(place, path);
    }
  }
  return [...paths.values()];
}

/** The path of a command that takes one text. @throws as findInputs; CommanderError where a pattern matches several files */
export async function oneInput(
  file: string | undefined,
  given: string | undefined,
  command: Command,
  terminal: Terminal,
): Promise<string> {
  const paths = await findInputs(file === undefined ? [] : [file], given, command, terminal);
  if (paths.length > 1)
    command.error(`error: ${command.name()} takes one text, and the pattern matches ${paths.length}.`);
  return paths[0]!;
}

/** The files of a glob, sorted; any other name as it is. @throws CliError where a glob matches no file */
export async function expandGlob(name: string): Promise<string[]> {
  // A file may well be called "notes [1].txt".
  if (existsSync(name) || !isDynamicPattern(name)) return [name];
  const found = await globFiles(name);
  if (found.length > 0) return found;
  const isJson = /^\s*[[{]\s*["{]/.test(name);
  const remedy = isJson ? "To use it as the text, put --text before it." : "Check the pattern, or name a file.";
  throw new CliError(`no file matches ${shownName(name)}. ${remedy}`);
}

/** An error where the only name given is that of no file, and looks like a text: it has spaces, or neither a folder nor an ending. */
function bareText(name: string, named: readonly string[], command: Command): CliError | undefined {
  if (named.length > 1 || isStandardInput(name) || existsSync(name)) return undefined;
  if (!/\s/.test(name) && /[/\\.*?[\]{}]/.test(name)) return undefined;
  if (name === "" || !command.options.some(({ long }) => long === "--text")) return undefined;
  return new CliError(`there is no file ${quoted(name)}. To use it as the text, put --text before it.`);
}
