/** The packages' messages name their own options; on the command line those are written otherwise. */
import type { Command } from "commander";

/** Options of the packages that the command line calls something else: those that a command may have for one. */
const OTHER_NAMES: ReadonlyMap<string, readonly string[]> = new Map([
  ["specialTokens", ["--special-token"]],
  ["removeDuplicates", ["--dedupe"]],
]);

/** Commands that work on a job of `prepare`: its options are what their messages speak of. */
const OF_A_JOB: ReadonlySet<string> = new Set(["resume", "status", "verify", "worker"]);

/** Names of several words only, which no sentence has otherwise, and none within a path or a quotation. */
const NAMES = /(?<![\w/\\."'-])([a-z]+[A-Z]\w*)(?:\[\d+\])?(?![\w/\\"'-]|\.\w)/g;

/** Advice to a programmer, with what leads to it: `; or pass { allowedSpecial: ["<|im_start|>"] }`. */
const OBJECTS = /(?:, or |[;.] |\s?\()(?:(?!, or )[^;.()])*\bpass \{ ?\w+: [^{}]*\}\)?/g;

/**
 * A message in the words of the command line: `vocabSize` as `--vocab-size` where the command has such an
 * option, as `prepare's --shard-tokens` where it works on a job of prepare; advice that only a program can
 * take is left out.
 * @param command whose message it is
 */
export function asOptions(message: string, command: Command): string {
  const own = optionNames(command);
  const prepare = OF_A_JOB.has(command.name())
    ? command.parent?.commands.find((one) => one.name() === "prepare")
    : undefined;
  const ofPrepare = prepare === undefined ? new Map<string, string>() : optionNames(prepare);
  return asAdvice(message).replaceAll(NAMES, (word, name: string) => {
    const long = own.get(name);
    if (long !== undefined) return long;
    return ofPrepare.has(name) ? `prepare's ${ofPrepare.get(name)}` : word;
  });
}

/** The part of `asOptions` that names no options. */
export function asAdvice(message: string): string {
  const shown = message.replaceAll(OBJECTS, "");
  return OF_THE_HUB.reduce((text, [said, meant]) => text.replace(said, meant), shown);
}

/** Advice about models on the hub: the command line has variables of the environment for what are options there. */
const OF_THE_HUB: readonly (readonly [RegExp, string])[] = [
  [/\bPass your token as token or HF_TOKEN/, "Set HF_TOKEN to your token"],
  [/\bpass your token as token or HF_TOKEN/, "set HF_TOKEN to your token"],
  [/, or pass a token\b/, ", or set HF_TOKEN"],
  [/\bName another as cacheDir or HF_HUB_CACHE, or pass cacheDir: false\./, "Set HF_HUB_CACHE to another folder."],
];

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
