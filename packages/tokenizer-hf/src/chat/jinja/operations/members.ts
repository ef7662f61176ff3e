/** `value.name`, `value[key]` and `value[from:to:step]`. What is not there is undefined, and says why when it is used. */
import { quoted } from "@windrow/core";
import { templateFailed } from "../limits/failures.ts";
import type { Runtime } from "../limits/runtime.ts";
import { containerMethod } from "../methods/container-methods.ts";
import { textMethod } from "../methods/text-methods.ts";
import { characters, cut, lengthOf } from "../text/code-points.ts";
import { EMPTY, MarkedText } from "../text/marked-text.ts";
import { join } from "../text/text-builder.ts";
import { defined, numberOf, typeName } from "../values/truth.ts";
import { Attributes, type Callable, Dict, isText, List, Undefined, type Value } from "../values/values.ts";

/** `value.name`: a method before a key of the same name, as in Jinja. */
export function attributeOf(value: Value, name: string): Value {
  const object = defined(value);
  const own = methodOf(object, name) ?? namedPart(object, name);
  if (own !== undefined) return own;
  return presentIn(object instanceof Dict ? object.get(MarkedText.of(name)) : undefined, object, name);
}

function methodOf(value: Value, name: string): Callable | undefined {
  if (isText(value)) return textMethod(value, name);
  return value instanceof Dict || value instanceof List ? containerMethod(value, name) : undefined;
}

function namedPart(value: Value, name: string): Value | undefined {
  if (value instanceof Attributes) return value.get(name);
  return value instanceof List ? value.items[value.names.indexOf(name)] : undefined;
}

/** `value[key]`: a key before a method of the same name. */
export function itemOf(value: Value, key: Value, { budget }: Runtime): Value {
  const object = defined(value);
  if (object instanceof Dict) {
    if (key instanceof List && !key.isTuple) return new Undefined("a list is not a key of a dict");
    const item = object.get(key);
    if (item !== undefined) return item;
  }
  const index = numberOf(key);
  if (index !== undefined && Number.isInteger(index)) {
    if (object instanceof List) return presentIn(object.items.at(index), object, String(index));
    if (isText(object)) {
      budget.read(object.length);
      const at = index < 0 ? lengthOf(object) + index : index;
      const character = at < 0 ? EMPTY : cut(object, at, at + 1);
      return character === EMPTY ? missing(object, String(index)) : character;
    }
  }
  if (!isText(key)) return missing(object, typeName(key));
  return presentIn(methodOf(object, key.text) ?? namedPart(object, key.text), object, key.text);
}

/** None is there as well as anything else. */
function presentIn(found: Value | undefined, object: Value, name: string): Value {
  return found === undefined ? missing(object, name) : found;
}

function missing(value: Value, name: string): Undefined {
  return new Undefined(`${typeName(value)} has no ${quoted(name)}`);
}

/** `value[start:stop:step]`; undefined where a part is left out. */
export function sliceOf(
  value: Value,
  start: number | undefined,
  stop: number | undefined,
  step: number,
  { budget }: Runtime,
): Value {
  const object = defined(value);
  if (step === 0) throw templateFailed("a slice has a step of 0");
  if (isText(object)) {
    budget.read(object.length);
    const length = lengthOf(object);
    const [from, to] = bounds(length, start, stop, step);
    if (step === 1) return cut(object, from, Math.max(from, to));
    budget.elements(length);
    return join(picked(characters(object), from, to, step), EMPTY, budget);
  }
  if (!(object instanceof List)) throw templateFailed(`${typeName(object)} can't be sliced`);
  const [from, to] = bounds(object.items.length, start, stop, step);
  budget.elements(object.items.length);
  return new List(picked(object.items, from, to, step), object.isTuple);
}

function bounds(length: number, start: number | undefined, stop: number | undefined, step: number): [number, number] {
  const [low, high] = step > 0 ? [0, length] : [-1, length - 1];
  const within = (at: number): number => Math.max(low, Math.min(high, at < 0 ? at + length : at));
  const [first, end] = step > 0 ? [low, high] : [high, low];
  return [start === undefined ? first : within(start), stop === undefined ? end : within(stop)];
}

function picked<T>(items: readonly T[], from: number, to: number, step: number): T[] {
  const some: T[] = [];
  for (let i = from; step > 0 ? i < to : i > to; i += step) some.push(items[i]!);
  return some;
}
