/** Completion for fish: one line for each command and option. */
import type { CompletedCommand, CompletedOption } from "./command-tree.ts";

export function fishScript(commands: readonly CompletedCommand[], global: readonly CompletedOption[]): string {
  const names = commands.map(({ name }) => name).join(" ");
  const none = `not __fish_seen_subcommand_from ${names}`;
  const lines = [
    "# Completion of windrow for fish: windrow completion fish > ~/.config/fish/completions/windrow.fish",
    `complete -c windrow -n ${quoted(none)} -f`,
    ...commands.map(({ name, summary }) => `complete -c windrow -n ${quoted(none)} -a ${name} -d ${quoted(summary)}`),
    ...global.map((option) => optionLine(none, option)),
    ...commands.flatMap(commandLines),
  ];
  return `${lines.join("\n")}\n`;
}

function commandLines({ name, options, choices }: CompletedCommand): string[] {
  const seen = `__fish_seen_subcommand_from ${name}`;
  const argument =
    choices === undefined ? [] : [`complete -c windrow -n ${quoted(seen)} -f -a ${quoted(choices.join(" "))}`];
  return [...argument, ...options.map((option) => optionLine(seen, option))];
}

function optionLine(condition: string, { flags, summary, takesValue, choices, isList }: CompletedOption): string {
  const names = flags.map((flag) => (flag.startsWith("--") ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`)).join(" ");
  const list = isList ? `(__fish_append , ${choices.join(" ")})` : choices.join(" ");
  const value = !takesValue ? "" : choices.length > 0 ? ` -x -a ${quoted(list)}` : " -x";
  return `complete -c windrow -n ${quoted(condition)} ${names}${value} -d ${quoted(summary)}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
