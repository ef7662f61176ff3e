/** What is wrong with a command line, in one sentence: the option, what it must be, what was typed. */
import { quoted } from "@windrow/core";

/** What commander says where a value is refused, and then what the option's own parser said. */
const REFUSED =
  /^(?:option '(?<flags>.*?)' (?:argument|value) '(?<value>.*?)'(?: from env '(?<variable>\w+)')?|command-argument value '(?<argument>.*?)') is invalid(?: for argument '(?<name>.*?)')?\. (?<reason>.*)$/s;

/** Commander's other sentences. */
const OTHERS: readonly (readonly [RegExp, (...parts: string[]) => string])[] = [
  [/^missing required argument '(.*)'$/s, (name) => `${name} is missing.`],
  [/^option '(.*)' argument missing$/s, (flags) => `${longOf(flags)} needs a value: ${flags}.`],
  [/^required option '(.*)' not specified$/s, (flags) => `${longOf(flags)} is missing: ${flags}.`],
  [/^unknown option '(.*)'$/s, (flag) => `unknown option ${quoted(flag)}.`],
  [/^unknown command '(.*)'$/s, (name) => `unknown command ${quoted(name)}.`],
  [
    /^too many arguments(?: for '(.*)')?\. Expected (\d+) arguments? but got (\d+)\.$/s,
    (_, most, got) => `too many arguments: ${got} where ${most === "0" ? "none is" : `at most ${most}`} expected.`,
  ],
];

/**
 * @param said by commander, beginning with `error: `; suggestions may follow on lines of their own
 * @returns one sentence, and what to do
 */
export function usageMessage(said: string): string {
  const [message, suggestion] = splitSuggestion(said.replace(/^error: /, "").replace(/\n+$/, ""));
  return suggestion === "" ? ours(message) : `${ours(message)} ${suggestion}`;
}

/** Whether it is a value that was refused. @param said as for `usageMessage` */
export function isOfValue(said: string): boolean {
  return REFUSED.test(said.replace(/^error: /, ""));
}

function ours(message: string): string {
  const refused = REFUSED.exec(message)?.groups;
  if (refused !== undefined) return refusal(refused);
  for (const [form, sentence] of OTHERS) {
    const parts = form.exec(message);
    if (parts !== null) return sentence(...parts.slice(1).map((part) => part ?? ""));
  }
  return message;
}

/**
 * A parser's reason goes on where the option is named: `must be a port, ...`, or where the value is: `is not a token id`.
 * Any other is a sentence of its own.
 */
function refusal({ flags, value, variable, argument, reason = "" }: Readonly<Record<string, string>>): string {
  const shown = quoted(value ?? argument ?? "");
  const subject = variable ?? (flags === undefined ? undefined : longOf(flags));
  const [, choices] = /^Allowed choices are (.*)\.$/s.exec(reason) ?? [];
  const predicate = choices === undefined ? reason : `must be ${alternatives(choices.split(", "))}.`;
  if (subject === undefined) return predicate.startsWith("is ") ? `${shown} ${predicate}` : `${shown}: ${predicate}`;
  const [, requirement, advice] = /^(must be .*?)\.(?: ([A-Z].*))?$/s.exec(predicate) ?? [];
  if (requirement === undefined) return `${subject} can't be ${shown}. ${predicate}`;
  return `${subject} ${requirement}, not ${shown}.${advice === undefined ? "" : ` ${advice}`}`;
}

function alternatives(choices: readonly string[]): string {
  return choices.length < 2 ? choices.join("") : `${choices.slice(0, -1).join(", ")} or ${choices.at(-1)}`;
}

/** `-e, --encoding <name>`: `--encoding`. */
function longOf(flags: string): string {
  return /--[\w-]+/.exec(flags)?.[0] ?? flags;
}

/** A near name that commander found stands on a line of its own, in brackets. */
function splitSuggestion(said: string): [message: string, suggestion: string] {
  const [, message, suggestion] = /^(.*)\n\((Did you mean [^\n]*)\)$/s.exec(said) ?? [];
  return message === undefined ? [said, ""] : [message, suggestion!];
}
