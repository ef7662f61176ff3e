/** Errors of options, and values in a few words for messages. */
import { quoted } from "@windrow/core";
import { PrepareError } from "./errors.ts";

export function invalidOption(name: string, value: unknown, expected: string): PrepareError {
  return new PrepareError("PREPARE_INVALID_OPTION", `${name} is ${describe(value)}; expected ${expected}.`, {
    option: name,
    value,
  });
}

/** Anything but an object, and what is not known, would be passed over in silence. @param known all that there are */
export function checkOptions<Options extends object>(
  options: Options,
  known: readonly (keyof Options & string)[],
): Options {
  if (typeof options !== "object" || options === null) throw invalidOption("options", options, "an object of options");
  const unknown = Object.keys(options).find((name) => !(known as readonly string[]).includes(name));
  if (unknown === undefined) return options;
  throw invalidOption("options", options, `only ${known.join(", ")} in it (there is ${unknown})`);
}

/** What has a field of another name, misspelt or meant for something else. @param what such as "the job" */
export function refuseUnknown(what: string, given: object, known: readonly string[]): void {
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new PrepareError(
    "PREPARE_INVALID_OPTION",
    `Unknown field ${quoted(unknown)} in ${what}: it takes ${known.join(", ")}.`,
    { option: unknown, value: (given as Record<string, unknown>)[unknown] },
  );
}

export function describe(value: unknown): string {
  if (typeof value === "string") return quoted(value);
  if (Array.isArray(value)) return `an array of ${value.length}`;
  return typeof value === "object" && value !== null ? "an object" : String(value);
}
