/** What a filter is: `value | name(arguments)`. */
import type { Runtime } from "../limits/runtime.ts";
import type { Arguments } from "../values/arguments.ts";
import type { Value } from "../values/values.ts";

export interface Filter {
  /** Names of its arguments, in order. */
  readonly parameters: readonly string[];
  readonly apply: (value: Value, args: Arguments, runtime: Runtime) => Value;
}

/** @param parameters names with spaces between */
export function filter(parameters: string, apply: Filter["apply"]): Filter {
  return { parameters: parameters === "" ? [] : parameters.split(" "), apply };
}
