/** Python's truth, equality and order of values. */
import type { Budget } from "../limits/budget.ts";
import { templateFailed } from "../limits/failures.ts";
import { Attributes, Dict, Float, isText, List, Namespace, Once, Undefined, type Value, View } from "./values.ts";

export function isTrue(value: Value): boolean {
  if (value === null || value instanceof Undefined) return false;
  if (typeof value === "boolean") return value;
  if (typeof value === "number") return value !== 0;
  if (value instanceof Float) return value.value !== 0;
  if (isText(value)) return value.length > 0;
  if (value instanceof List || value instanceof View) return value.items.length > 0;
  if (value instanceof Dict) return value.size > 0;
  return true;
}

/** An int, a float or a bool as a number; undefined for anything else. */
export function numberOf(value: Value): number | undefined {
  if (typeof value === "number") return value;
  if (typeof value === "boolean") return value ? 1 : 0;
  return value instanceof Float ? value.value : undefined;
}

/** `==` */
export function areEqual(a: Value, b: Value, budget: Budget): boolean {
  budget.step();
  const number = numberOf(a);
  if (number !== undefined) return number === numberOf(b);
  if (isText(a)) {
    if (!isText(b) || a.length !== b.length) return false;
    budget.read(a.length);
    return a.text === b.text;
  }
  if (a instanceof Undefined) return b instanceof Undefined;
  if (a instanceof List)
    return (
      b instanceof List &&
      a.isTuple === b.isTuple &&
      a.items.length === b.items.length &&
      budget.deeper(() => a.items.every((item, i) => areEqual(item, b.items[i]!, budget)))
    );
  if (a instanceof Dict)
    return (
      b instanceof Dict &&
      a.size === b.size &&
      budget.deeper(() =>
        a.entries().every(([key, value]) => {
          const other = b.get(key);
          return other !== undefined && areEqual(value, other, budget);
        }),
      )
    );
  return a === b;
}

/**
 * Less than 0, 0 or more than 0, by code points of texts.
 * @throws HfError HF_TEMPLATE_FAILED for what has no order
 */
export function compare(a: Value, b: Value, budget: Budget): number {
  budget.step();
  const [x, y] = [numberOf(a), numberOf(b)];
  if (x !== undefined && y !== undefined) return x - y;
  if (isText(a) && isText(b)) {
    budget.read(Math.min(a.length, b.length));
    return compareTexts(a.text, b.text);
  }
  if (a instanceof List && b instanceof List && a.isTuple === b.isTuple) {
    for (let i = 0; i < Math.min(a.items.length, b.items.length); i++) {
      const [first, second] = [a.items[i]!, b.items[i]!];
      if (!areEqual(first, second, budget)) return budget.deeper(() => compare(first, second, budget));
    }
    return a.items.length - b.items.length;
  }
  throw templateFailed(`${typeName(a)} and ${typeName(b)} can't be compared`);
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) at++;
  if (at === a.length || at === b.length) return a.length - b.length;
  // Where the second halves of two pairs differ, so do their code points, in the same order.
  const isPair = (text: string): boolean =>
    at > 0 && /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(at - 1, at + 1));
  const from = isPair(a) && isPair(b) ? at - 1 : at;
  return a.codePointAt(from)! - b.codePointAt(from)!;
}

/** The name of a type in Python, for messages. */
export function typeName(value: Value): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return "a bool";
  if (typeof value === "number") return "an int";
  if (value instanceof Float) return "a float";
  if (isText(value)) return "a text";
  if (value instanceof List) return value.isTuple ? "a tuple" : "a list";
  if (value instanceof Dict) return "a dict";
  if (value instanceof View) return "a view of a dict";
  if (value instanceof Once) return "a generator";
  if (value instanceof Attributes) return value instanceof Namespace ? "a namespace" : "a loop";
  return value instanceof Undefined ? "something undefined" : "a function";
}

/** @throws HfError HF_TEMPLATE_FAILED where it is undefined, as Jinja's */
export function defined<V extends Value>(value: V): Exclude<V, Undefined> {
  if (value instanceof Undefined) throw templateFailed(value.why);
  return value as Exclude<V, Undefined>;
}
