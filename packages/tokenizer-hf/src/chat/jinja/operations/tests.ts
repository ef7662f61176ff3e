/** `value is name`: tests of values. */
import { didYouMean, quoted } from "@windrow/core";
import { textOf } from "../formatting/python-text.ts";
import { invalidTemplate, templateFailed } from "../limits/failures.ts";
import type { Runtime } from "../limits/runtime.ts";
import { isCased } from "../text/letter-case.ts";
import { areEqual, defined, numberOf, typeName } from "../values/truth.ts";
import { Callable, Dict, Float, isText, List, Once, Undefined, type Value, View } from "../values/values.ts";
import { isIn, operate } from "./operators.ts";

type Test = (value: Value, other: Value, runtime: Runtime) => boolean;

const equal: Test = (a, b, { budget }) => areEqual(a, b, budget);
const unequal: Test = (a, b, { budget }) => !areEqual(a, b, budget);
const comparing =
  (operator: string): Test =>
  (a, b, runtime) =>
    operate(operator, a, b, runtime) === true;

const TESTS: ReadonlyMap<string, Test> = /* @__PURE__ */ new Map<string, Test>([
  ["defined", (value) => !(value instanceof Undefined)],
  ["undefined", (value) => value instanceof Undefined],
  ["none", (value) => value === null],
  ["true", (value) => value === true],
  ["false", (value) => value === false],
  ["boolean", (value) => typeof value === "boolean"],
  ["integer", (value) => typeof value === "number"],
  ["float", (value) => value instanceof Float],
  ["number", (value) => numberOf(value) !== undefined],
  ["string", (value) => isText(value)],
  ["mapping", (value) => value instanceof Dict],
  ["sequence", (value) => isText(value) || [List, Dict, Undefined].some((one) => value instanceof one)],
  ["iterable", (value) => isText(value) || [List, View, Dict, Once, Undefined].some((one) => value instanceof one)],
  ["callable", (value) => value instanceof Callable],
  ["lower", (value, _, { budget }) => isCased(textOf(value, budget).text, "lower")],
  ["upper", (value, _, { budget }) => isCased(textOf(value, budget).text, "upper")],
  ["odd", (value) => remainder(value, 2) === 1],
  ["even", (value) => remainder(value, 2) === 0],
  ["divisibleby", (value, other) => remainder(value, numberOf(other) ?? 0) === 0],
  ["sameas", (value, other) => value === other],
  ["in", (value, other, { budget }) => isIn(value, other, budget)],
  ["eq", equal],
  ["==", equal],
  ["equalto", equal],
  ["ne", unequal],
  ["!=", unequal],
  ["lt", comparing("<")],
  ["<", comparing("<")],
  ["lessthan", comparing("<")],
  ["le", comparing("<=")],
  ["<=", comparing("<=")],
  ["gt", comparing(">")],
  [">", comparing(">")],
  ["greaterthan", comparing(">")],
  ["ge", comparing(">=")],
  [">=", comparing(">=")],
  // Nothing is escaped here.
  ["escaped", () => false],
]);

const BINARY = /^(?:divisibleby|sameas|in|eq|equalto|ne|[lg][te]|lessthan|greaterthan|[=!<>].*)$/;

/** @throws HfError HF_INVALID_TEMPLATE for a test that is not known */
export function passes(name: string, value: Value, args: readonly Value[], runtime: Runtime): boolean {
  runtime.budget.step();
  const test = TESTS.get(name);
  if (test === undefined)
    throw invalidTemplate(`the test ${quoted(name)} is not supported. ${didYouMean(name, TESTS.keys())}`.trimEnd());
  if (args.length !== (BINARY.test(name) ? 1 : 0))
    throw templateFailed(`the test ${name} takes ${BINARY.test(name) ? "one argument" : "no arguments"}`);
  return test(value, args[0] ?? null, runtime);
}

function remainder(value: Value, divisor: number): number {
  const number = numberOf(defined(value));
  if (number === undefined) throw templateFailed(`${typeName(value)} is not a number`);
  if (divisor === 0) throw templateFailed("division by zero");
  return number - divisor * Math.floor(number / divisor);
}
