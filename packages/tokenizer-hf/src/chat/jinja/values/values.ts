/**
 * The values of a template, which are Python's: `null` is None, a number is an int, and texts are marked with where
 * they come from. Nothing of JavaScript's own objects is reachable from a template.
 */
import { templateFailed } from "../limits/failures.ts";
import type { Runtime } from "../limits/runtime.ts";
import { MarkedText } from "../text/marked-text.ts";

export type Value =
  | null
  | boolean
  | number
  | Float
  | MarkedText
  | List
  | View
  | Once
  | Dict
  | Attributes
  | Callable
  | Undefined;

/** A float, which prints otherwise than an int: 1.0. */
export class Float {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }
}

/** A list or a tuple. */
export class List {
  readonly items: readonly Value[];
  readonly isTuple: boolean;
  /** Names of the places, of a named tuple. */
  readonly names: readonly string[];

  constructor(items: readonly Value[], isTuple: boolean = false, names: readonly string[] = []) {
    this.items = items;
    this.isTuple = isTuple;
    this.names = names;
  }
}

/** What `keys()`, `values()` and `items()` of a dict give: a list without indices, which prints otherwise. */
export class View {
  readonly name: string;
  readonly items: readonly Value[];

  constructor(name: string, items: readonly Value[]) {
    this.name = name;
    this.items = items;
  }
}

/** A generator, as Jinja's map, select and their like give it: true, without a length, and empty the second time. */
export class Once {
  #items: readonly Value[];

  constructor(items: readonly Value[]) {
    this.#items = items;
  }

  take(): readonly Value[] {
    const items = this.#items;
    this.#items = [];
    return items;
  }
}

export class Dict {
  readonly #entries = new Map<string, readonly [key: Value, value: Value]>();

  constructor(entries: Iterable<readonly [Value, Value]> = []) {
    for (const [key, value] of entries) {
      const id = keyOf(key);
      // As in Python, the first key stays and the last value wins.
      this.#entries.set(id, [this.#entries.get(id)?.[0] ?? key, value]);
    }
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: Value): Value | undefined {
    return this.#entries.get(keyOf(key))?.[1];
  }

  has(key: Value): boolean {
    return this.#entries.has(keyOf(key));
  }

  entries(): (readonly [Value, Value])[] {
    return [...this.#entries.values()];
  }

  keys(): Value[] {
    return this.entries().map(([key]) => key);
  }
}

/** Something with attributes, such as the `loop` of a loop. */
export class Attributes {
  /** Undefined where there is none of that name. */
  readonly get: (name: string) => Value | undefined;

  constructor(get: (name: string) => Value | undefined) {
    this.get = get;
  }
}

/** `namespace()`, whose attributes can be set. */
export class Namespace extends Attributes {
  readonly #values: Map<string, Value>;

  constructor(values: Map<string, Value>) {
    super((name) => values.get(name));
    this.#values = values;
  }

  set(name: string, value: Value): void {
    this.#values.set(name, value);
  }
}

/** How something is called: `f(1, 2, name=3)`. */
export interface Call {
  readonly positional: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
  readonly runtime: Runtime;
}

/** A macro, a method or a global function. */
export class Callable {
  readonly name: string;
  readonly call: (call: Call) => Value;

  constructor(name: string, call: (call: Call) => Value) {
    this.name = name;
    this.call = call;
  }
}

/** What is not there. It prints nothing, is false, and has no attributes. */
export class Undefined {
  /** What Jinja says of it, such as "'x' is undefined". */
  readonly why: string;

  constructor(why: string) {
    this.why = why;
  }
}

/** What is equal in Python has one key: 1, 1.0 and True share one. */
function keyOf(key: Value): string {
  if (key instanceof MarkedText) return `"${key.text}`;
  if (key === null) return "None";
  if (key instanceof Undefined) return "Undefined";
  if (typeof key === "boolean") return key ? "1" : "0";
  if (typeof key === "number") return String(key);
  if (key instanceof Float) return String(key.value);
  if (key instanceof List && key.isTuple)
    return `(${key.items.map((item) => `${keyOf(item).length}:${keyOf(item)}`).join(",")})`;
  throw templateFailed("a key of a dict must be a text, a number or a tuple");
}

export function isText(value: Value | undefined): value is MarkedText {
  return value instanceof MarkedText;
}
