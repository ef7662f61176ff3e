/** Arguments of what is built in: by place or by name, none twice, none unknown. */
import { templateFailed } from "../limits/failures.ts";
import { lengthOf } from "../text/code-points.ts";
import type { MarkedText } from "../text/marked-text.ts";
import { numberOf, typeName } from "./truth.ts";
import { type Call, isText, type Value } from "./values.ts";

export class Arguments {
  readonly #name: string;
  readonly #values: ReadonlyMap<string, Value>;

  /**
   * @param name what is called, for messages
   * @param parameters their names, in order
   * @throws HfError HF_TEMPLATE_FAILED
   */
  constructor(name: string, parameters: readonly string[], { positional, named }: Pick<Call, "positional" | "named">) {
    if (positional.length > parameters.length)
      throw templateFailed(`${name} takes ${parameters.length} arguments, not ${positional.length}`);
    const values = new Map<string, Value>(positional.map((value, i) => [parameters[i]!, value]));
    for (const [parameter, value] of named) {
      if (!parameters.includes(parameter)) throw templateFailed(`${name} has no argument "${parameter}"`);
      if (values.has(parameter)) throw templateFailed(`${name} has two values for "${parameter}"`);
      values.set(parameter, value);
    }
    this.#name = name;
    this.#values = values;
  }

  has(parameter: string): boolean {
    return this.#values.has(parameter);
  }

  value(parameter: string): Value | undefined;
  value(parameter: string, fallback: Value): Value;
  value(parameter: string, fallback?: Value): Value | undefined {
    return this.#values.get(parameter) ?? (this.#values.has(parameter) ? null : fallback);
  }

  required(parameter: string): Value {
    const value = this.value(parameter);
    if (value === undefined) throw templateFailed(`${this.#name} needs the argument "${parameter}"`);
    return value;
  }

  /** Undefined where it is not given, or None. */
  text(parameter: string): MarkedText | undefined {
    const value = this.value(parameter) ?? undefined;
    if (value === undefined || isText(value)) return value;
    throw this.#wrong(parameter, value, "a text");
  }

  requiredText(parameter: string): MarkedText {
    const value = this.required(parameter);
    if (isText(value)) return value;
    throw this.#wrong(parameter, value, "a text");
  }

  integer(parameter: string, fallback: number): number {
    const value = this.value(parameter) ?? fallback;
    if (typeof value === "number" || typeof value === "boolean") return numberOf(value)!;
    throw this.#wrong(parameter, value, "an int");
  }

  /** A character to fill with. */
  character(parameter: string, fallback: MarkedText): MarkedText {
    const text = this.text(parameter) ?? fallback;
    if (lengthOf(text) === 1) return text;
    throw templateFailed(`"${parameter}" of ${this.#name} is not one character`);
  }

  #wrong(parameter: string, value: Value, expected: string): Error {
    return templateFailed(`"${parameter}" of ${this.#name} is ${typeName(value)}, not ${expected}`);
  }
}
