/** What can be typed, as commander knows it, in the few words that a completion script needs. */
import type { Command, Option } from "commander";

/** A command and what may follow it. */
export interface CompletedCommand {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly CompletedOption[];
  /** Choices of its argument; undefined where it takes files, empty where it takes none that can be known. */
  readonly choices: readonly string[] | undefined;
}

export interface CompletedOption {
  /** `-e` and `--encoding`, those that there are. */
  readonly flags: readonly string[];
  readonly summary: string;
  readonly takesValue: boolean;
  readonly choices: readonly string[];
  /** Whether several values are separated by commas. */
  readonly isList: boolean;
}

/** The commands, and the options of the program itself, which may stand with any of them. */
export function completedCommands(root: Command): { commands: CompletedCommand[]; global: CompletedOption[] } {
  const help = root.createHelp();
  const own = help.visibleOptions(root).map(completedOption);
  // --version is of use alone only.
  const global = own.filter(({ flags }) => !flags.includes("--version"));
  const commands = help
    .visibleCommands(root)
    .filter((command) => command.name() !== "help")
    .map((command) => ({
      name: command.name(),
      summary: command.summary(),
      options: uniqueOptions([...help.visibleOptions(command).map(completedOption), ...global]),
      choices: argumentChoices(command),
    }));
  return { commands, global: own };
}

function completedOption(option: Option): CompletedOption {
  return {
    flags: [option.short, option.long].filter((flag) => flag !== undefined),
    summary: option.description,
    takesValue: option.required || option.optional,
    choices: option.argChoices ?? [],
    isList: Array.isArray(option.defaultValue),
  };
}

function argumentChoices(command: Command): readonly string[] | undefined {
  const [argument] = command.registeredArguments;
  if (argument?.argChoices) return argument.argChoices;
  return /^(FILE|INPUT|OUT)/.test(argument?.name() ?? "") ? undefined : [];
}

function uniqueOptions(options: readonly CompletedOption[]): CompletedOption[] {
  return [...new Map(options.map((option) => [option.flags.at(-1)!, option])).values()];
}
