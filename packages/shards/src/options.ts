/** Checks of options at the public edge; each returns the value or says what was got and expected. */
import { ShardsError } from "./errors.ts";

/**
 * An options object. One with an unknown option, as `batch_size`, is refused: it would be ignored in silence.
 * @param known names of all options that there are
 */
export function checkOptionsObject<Options extends object>(
  options: Options,
  known: readonly (keyof Options & string)[],
): Options {
  if (typeof options !== "object" || options === null) throw invalidOption("options", options, "an object of options");
  const unknown = Object.keys(options).find((name) => !(known as readonly string[]).includes(name));
  if (unknown === undefined) return options;
  throw invalidOption("options", options, `only ${known.join(", ")} in it (there is ${unknown})`);
}

/** How messages say that an array's buffer is gone. */
export const DETACHED = "memory that is still here: its buffer was transferred to another thread, so pass a copy there";

export function invalidOption(name: string, value: unknown, expected: string): ShardsError {
  return new ShardsError("DATASET_INVALID_OPTION", `${name} is ${describe(value)}; expected ${expected}.`, {
    option: name,
    value,
  });
}

/** A value in a few words, for messages. */
export function describe(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.slice(0, 40));
  if (typeof value === "function") return "a function";
  if (typeof value === "bigint") return `${value}n`;
  return typeof value === "object" && value !== null
    ? `an object (${value.constructor?.name ?? "without class"})`
    : String(value);
}
