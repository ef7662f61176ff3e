/** The texts that `count` is given: as other commands find them, and the files below folders. */
import { statSync } from "node:fs";
import { resolve } from "node:path";
import type { Command } from "commander";
import { failureLine, type FailedInput } from "../../read/each-input.ts";
import { expandGlob, findInputs } from "../../read/find-inputs.ts";
import { GIVEN_TEXT } from "../../read/inputs.ts";
import { shownName } from "../../read/read-errors.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import { walkFolder } from "../../read/walk-folder.ts";

export interface FoundTexts {
  readonly paths: readonly string[];
  /** Whether the command line has the file's own name: then what is wrong with it is an error, and else it may be left out. */
  isNamed(path: string): boolean;
  /** Patterns and folders without files, and folders that can't be read. */
  readonly failed: readonly FailedInput[];
}

/** @throws CommanderError as findInputs */
export async function findCounted(
  named: readonly string[],
  given: string | undefined,
  command: Command,
  terminal: Terminal,
): Promise<FoundTexts> {
  const failed: FailedInput[] = [];
  const own = new Set<string>();
  const paths = await findInputs(named, given, command, terminal, async (name) => {
    try {
      if (isFolder(name)) {
        const walked = await walkFolder(name);
        failed.push(...walked.failed);
        if (walked.files.length === 0 && walked.failed.length === 0)
          failed.push({ file: name, error: `there are no files to count in ${shownName(name)}.` });
        return walked.files;
      }
      const matches = await expandGlob(name);
      if (matches[0] === name) own.add(resolve(name));
      return matches;
    } catch (error) {
      if (named.length === 1) throw error;
      failed.push({ file: name, error: failureLine(name, error) });
      return [];
    }
  });
  return { paths, isNamed: (path) => path === GIVEN_TEXT || own.has(resolve(path)), failed };
}

function isFolder(path: string): boolean {
  try {
    return statSync(path, { bigint: true }).isDirectory();
  } catch {
    // A pattern, standard input, or what is not there: that is said when it is read.
    return false;
  }
}
