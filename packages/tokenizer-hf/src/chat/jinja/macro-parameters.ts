/** Parameters of macros, and what a call gives them. */
import { templateFailed } from "./limits/failures.ts";
import type { Scope } from "./scope.ts";
import type { Expression, Parameter } from "./syntax.ts";
import { MarkedText } from "./text/marked-text.ts";
import { type Call, Dict, List, Undefined, type Value } from "./values/values.ts";

/**
 * Sets the parameters in a macro's scope.
 * @param special those of `caller`, `varargs` and `kwargs` that the macro reads; others are refused
 */
export function boundParameters(
  name: string,
  parameters: readonly Parameter[],
  special: readonly string[],
  { positional, named }: Call,
  scope: Scope,
  evaluate: (node: Expression) => Value,
): void {
  const rest = new Map(named);
  parameters.forEach((parameter, i) => {
    const own = parameter.type === "Identifier" ? parameter.value : parameter.key.value;
    const given = i < positional.length ? positional[i] : rest.get(own);
    if (i >= positional.length) rest.delete(own);
    else if (rest.has(own)) throw templateFailed(`the macro ${name} has two values for "${own}"`);
    if (given !== undefined) scope.set(own, given);
    else if (parameter.type === "Identifier") scope.set(own, new Undefined(`parameter '${own}' was not provided`));
    else scope.set(own, evaluate(parameter.value));
  });
  if (special.includes("caller")) {
    scope.set("caller", rest.get("caller") ?? new Undefined("No caller defined"));
    rest.delete("caller");
  }
  if (special.includes("kwargs"))
    scope.set("kwargs", new Dict(Array.from(rest, ([key, value]) => [MarkedText.of(key), value] as const)));
  else if (rest.size > 0) throw templateFailed(`the macro ${name} has no argument "${[...rest.keys()][0]}"`);
  if (special.includes("varargs")) scope.set("varargs", new List(positional.slice(parameters.length), true));
  else if (positional.length > parameters.length)
    throw templateFailed(`the macro ${name} takes ${parameters.length} arguments, not ${positional.length}`);
}

/** Whether a variable's name stands somewhere in a part of the tree. */
export function mentions(node: unknown, name: string): boolean {
  if (typeof node !== "object" || node === null) return false;
  if ("type" in node && node.type === "Identifier") return "value" in node && node.value === name;
  const parts = node instanceof Map ? [...node].flat() : Object.values(node);
  return parts.some((part) => mentions(part, name));
}
