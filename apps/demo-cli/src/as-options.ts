/** The packages' messages name their own options; on the command line those are written otherwise. */
import type { Command } from "commander";

/** Options of the packages that the command line calls something else. */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map([
  ["specialTokens", "--special-token"],
  ["removeDuplicates", "--dedupe"],
]);

/**
 * A message with `vocabSize` as `--vocab-size`, where a command has such an option: names of several words
 * only, which no sentence has otherwise, and none within a path or a quotation.
 * @param command any of the program
 */
export function asOptions(message: string, command: Command): string {
  const options = (command.parent ?? command).commands.flatMap((one) => one.options);
  const names = new Map(options.flatMap((option) => (option.long ? [[option.attributeName(), option.long]] : [])));
  return message.replaceAll(
    /(?<![\w/\\."'-])([a-z]+[A-Z]\w*)(?:\[\d+\])?(?![\w/\\"'-]|\.\w)/g,
    (word, name: string) => {
      return names.get(name) ?? OTHER_NAMES.get(name) ?? word;
    },
  );
}
