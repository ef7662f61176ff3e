/** Variables of a template: each loop, macro and block has its own, and sees those around it. */
import { Undefined, type Value } from "./values/values.ts";

export class Scope {
  readonly #values: Map<string, Value>;
  readonly #around: Scope | undefined;

  constructor(around?: Scope, values: Map<string, Value> = new Map()) {
    this.#around = around;
    this.#values = values;
  }

  get(name: string): Value {
    const own = this.#values.get(name);
    if (own !== undefined) return own;
    return this.#around === undefined ? new Undefined(`'${name}' is undefined`) : this.#around.get(name);
  }

  /** Sets a variable of this scope; those around it stay as they are. */
  set(name: string, value: Value): void {
    this.#values.set(name, value);
  }
}
