/** The packages' messages in the words of the command line: their options are written otherwise there. */
import { elsewhere, type Wording } from "@windrow/core";
import type { Command } from "commander";

/** Options of the packages that the command line calls something else: those that a command may have for one. */
const OTHER_NAMES: ReadonlyMap<string, readonly string[]> = new Map([
  ["maxTokens", ["--tokens"]],
  ["specialTokens", ["--special-token"]],
  ["removeDuplicates", ["--dedupe"]],
]);

/** Commands that work on a job of `prepare`: its options are what their messages speak of. */
const OF_A_JOB: ReadonlySet<string> = new Set(["resume", "status", "verify", "worker"]);

/**
 * A message in the words of the command line: `vocabSize` as `--vocab-size` where the command has such an
 * option, as `prepare's --shard-tokens` where it works on a job of prepare; advice that only a program can
 * take is left out.
 * @param command whose message it is
 */
export function asOptions(message: Wording, command: Command): string {
  const own = optionNames(command);
  const prepare = OF_A_JOB.has(command.name())
    ? command.parent?.commands.find((one) => one.name() === "prepare")
    : undefined;
  const ofPrepare = prepare === undefined ? new Map<string, string>() : optionNames(prepare);
  return elsewhere(message, (option) => {
    const name = option.replace(/\[\d+\]$/, "");
    const long = own.get(name);
    if (long !== undefined) return long;
    return ofPrepare.has(name) ? `prepare's ${ofPrepare.get(name)}` : option;
  });
}

/** A message without advice that only a program can take. It names no options of a command. */
export function asAdvice(message: Wording): string {
  return elsewhere(message, (option) => option);
}

/** How a command writes the options that the packages have. */
function optionNames(command: Command): Map<string, string> {
  const longs = new Set(command.options.flatMap(({ long }) => long ?? []));
  const names = new Map(command.options.flatMap((one) => (one.long ? [[one.attributeName(), one.long]] : [])));
  for (const [name, others] of OTHER_NAMES) {
    const other = others.find((long) => longs.has(long));
    if (other !== undefined) names.set(name, other);
  }
  return names;
}
