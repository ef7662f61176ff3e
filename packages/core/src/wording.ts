/**
 * Messages made of parts. A program reads `vocabSize` where a command line has `--vocab-size`, and advice such as
 * `pass { allowedSpecial: [...] }` helps a program alone: an error that keeps its parts can be said in either way.
 */

/** A message: texts with options and advice between them. A part that says "\n" ends a line. */
export type Wording = readonly WordingPart[];

export type WordingPart = string | NamedOption | ForPrograms;

/** An option, by the name that it has in code, such as "vocabSize" or "specialTokens[0]". */
interface NamedOption {
  readonly option: string;
}

/** What is said to programs alone. */
interface ForPrograms {
  readonly inCode: string;
  /** What is said in its place elsewhere, such as on a command line. Default: nothing. */
  readonly elsewhere?: string;
}

/** In the registry of the whole process, for each package has its own copy of this file built in. */
const WORDING = Symbol.for("@windrow/wording");

/**
 * A message of a template, whose values are texts, numbers, parts and other messages.
 * @example
 * wording`Fix it, or set ${{ option: "invalidText" }} to "skip".`
 */
export function wording(texts: TemplateStringsArray, ...values: readonly (Wording | WordingPart | number)[]): Wording {
  return texts.flatMap((text, i) => {
    const value = values[i] ?? "";
    return [text, typeof value === "number" ? String(value) : value].flat();
  });
}

/** What a part says to a program. */
export function inCode(part: WordingPart): string {
  if (typeof part === "string") return part;
  return "option" in part ? part.option : part.inCode;
}

/**
 * What a message says elsewhere: options by other names, without what is said to programs alone.
 * @param nameOf an option's name there
 */
export function elsewhere(message: Wording, nameOf: (option: string) => string): string {
  const said = (part: WordingPart): string => {
    if (typeof part === "string") return part;
    return "option" in part ? nameOf(part.option) : (part.elsewhere ?? "");
  };
  return message.map(said).join("");
}

/** Has an error keep the parts of its message, unseen where it is printed. Texts alone are in `message` already. */
export function keepWording(error: Error, message: Wording): void {
  if (message.some((part) => typeof part !== "string")) Object.defineProperty(error, WORDING, { value: message });
}

/** The parts of an error's message: of one that has kept none, its lines. */
export function wordingOf(error: Error): Wording {
  const kept = (error as { [WORDING]?: Wording })[WORDING];
  return kept ?? error.message.split("\n").flatMap((line, i) => (i === 0 ? [line] : ["\n", line]));
}
