/** Operators between values, as Python's. */
import { percentFormat } from "../formatting/format.ts";
import { textOf } from "../formatting/python-text.ts";
import { templateFailed } from "../limits/failures.ts";
import type { Runtime } from "../limits/runtime.ts";
import { EMPTY } from "../text/marked-text.ts";
import { join, repeated } from "../text/text-builder.ts";
import { maybeItems } from "../values/iterate.ts";
import { areEqual, compare, defined, numberOf, typeName } from "../values/truth.ts";
import { Dict, Float, isText, List, Undefined, type Value } from "../values/values.ts";

/** @throws HfError HF_TEMPLATE_FAILED where Python raises */
export function operate(operator: string, left: Value, right: Value, { budget }: Runtime): Value {
  switch (operator) {
    case "~":
      return join([textOf(left, budget), textOf(right, budget)], EMPTY, budget);
    case "==":
      return areEqual(left, right, budget);
    case "!=":
      return !areEqual(left, right, budget);
    case "in":
      return isIn(left, right, budget);
    case "not in":
      return !isIn(left, right, budget);
    case "<":
      return compare(defined(left), defined(right), budget) < 0;
    case "<=":
      return compare(defined(left), defined(right), budget) <= 0;
    case ">":
      return compare(defined(left), defined(right), budget) > 0;
    case ">=":
      return compare(defined(left), defined(right), budget) >= 0;
    default:
      return calculate(operator, defined(left), defined(right), budget);
  }
}

export function isIn(item: Value, container: Value, budget: Runtime["budget"]): boolean {
  if (isText(container)) {
    if (isText(item)) {
      budget.read(container.length + item.length);
      return container.text.includes(item.text);
    }
    if (item instanceof Undefined) throw templateFailed(item.why);
    throw templateFailed(`${typeName(item)} can't be searched for in a text`);
  }
  if (container instanceof Dict) return container.has(item);
  const items = maybeItems(container, budget);
  if (items === undefined) throw templateFailed(`${typeName(container)} can't be searched`);
  return items.some((one) => areEqual(one, item, budget));
}

function calculate(operator: string, left: Value, right: Value, budget: Runtime["budget"]): Value {
  const [a, b] = [numberOf(left), numberOf(right)];
  if (a !== undefined && b !== undefined) {
    const isFloat = left instanceof Float || right instanceof Float;
    return arithmetic(operator, a, b, isFloat);
  }
  if (operator === "+") {
    if (isText(left) && isText(right)) return join([left, right], EMPTY, budget);
    if (left instanceof List && right instanceof List && left.isTuple === right.isTuple) {
      budget.elements(left.items.length + right.items.length);
      return new List([...left.items, ...right.items], left.isTuple);
    }
  }
  if (operator === "*") {
    const [sequence, times] = a === undefined ? [left, b] : [right, a];
    if (times !== undefined && Number.isInteger(times)) {
      if (isText(sequence)) return repeated(sequence, times, budget);
      if (sequence instanceof List) {
        budget.elements(sequence.items.length * Math.max(0, times));
        return new List(Array.from({ length: Math.max(0, times) }, () => sequence.items).flat(), sequence.isTuple);
      }
    }
  }
  if (operator === "%" && isText(left)) return percentFormat(left, right, budget);
  throw templateFailed(`"${operator}" has no meaning between ${typeName(left)} and ${typeName(right)}`);
}

function arithmetic(operator: string, a: number, b: number, isFloat: boolean): Value {
  if (b === 0 && ["/", "//", "%"].includes(operator)) throw templateFailed("division by zero");
  switch (operator) {
    case "+":
      return numberValue(a + b, isFloat);
    case "-":
      return numberValue(a - b, isFloat);
    case "*":
      return numberValue(a * b, isFloat);
    case "/":
      return new Float(a / b);
    case "//":
      return numberValue(Math.floor(a / b), isFloat);
    case "%":
      return numberValue(a - b * Math.floor(a / b), isFloat);
    case "**":
      return numberValue(a ** b, isFloat || b < 0);
    default:
      throw templateFailed(`"${operator}" is not an operator of numbers`);
  }
}

/** Python's ints have no end; here those that a double can't hold are refused. */
export function numberValue(number: number, isFloat: boolean): Value {
  if (isFloat) return new Float(number);
  // Negative zero is an int like any other.
  if (Number.isSafeInteger(number)) return number + 0;
  throw templateFailed("an int is too large");
}
