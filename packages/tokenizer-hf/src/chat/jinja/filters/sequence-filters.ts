/** Filters of lists, dicts and what else can be gone through. */
import { textOf } from "../formatting/python-text.ts";
import { templateFailed } from "../limits/failures.ts";
import type { Runtime } from "../limits/runtime.ts";
import { operate } from "../operations/operators.ts";
import { lengthOf } from "../text/code-points.ts";
import { lower } from "../text/letter-case.ts";
import { EMPTY, type MarkedText } from "../text/marked-text.ts";
import { join } from "../text/text-builder.ts";
import type { Arguments } from "../values/arguments.ts";
import { itemsOf } from "../values/iterate.ts";
import { areEqual, compare, isTrue, typeName } from "../values/truth.ts";
import { Dict, isText, List, Once, Undefined, type Value, View } from "../values/values.ts";
import { attributeGetter } from "./attribute-path.ts";
import { type Filter, filter } from "./filter.ts";
import { reversed } from "./text-filters.ts";

const length = filter("", (value, _, { budget }) => {
  if (isText(value)) {
    budget.read(value.length);
    return lengthOf(value);
  }
  if (value instanceof List || value instanceof View) return value.items.length;
  if (value instanceof Dict) return value.size;
  if (value instanceof Undefined) return 0;
  throw templateFailed(`${typeName(value)} has no length`);
});

export const SEQUENCE_FILTERS: Readonly<Record<string, Filter>> = {
  length,
  count: length,
  list: filter("", (value, _, { budget }) => new List(itemsOf(value, budget))),
  first: filter("", (value, _, { budget }) => one(itemsOf(value, budget), 0)),
  last: filter("", (value, _, { budget }) => one(itemsOf(value, budget), -1)),
  reverse: filter("", (value, _, runtime) =>
    isText(value) ? reversed(value, runtime) : new Once(itemsOf(value, runtime.budget).toReversed()),
  ),
  join: filter("d attribute", (value, args, runtime) => {
    const { budget } = runtime;
    const get = keyGetter(args, runtime);
    const parts = itemsOf(value, budget).map((item) => textOf(get(item), budget));
    return join(parts, textOf(args.value("d", EMPTY), budget), budget);
  }),
  sort: filter(
    "reverse case_sensitive attribute",
    (value, args, runtime) =>
      new List(
        sorted(itemsOf(value, runtime.budget), sortKeys(args, runtime), isTrue(args.value("reverse", false)), runtime),
      ),
  ),
  min: filter("case_sensitive attribute", (value, args, runtime) => extreme(value, args, runtime, -1)),
  max: filter("case_sensitive attribute", (value, args, runtime) => extreme(value, args, runtime, 1)),
  sum: filter("attribute start", (value, args, runtime) => {
    const get = keyGetter(args, runtime);
    return itemsOf(value, runtime.budget).reduce<Value>(
      (total, item) => operate("+", total, get(item), runtime),
      args.value("start", 0),
    );
  }),
  unique: filter("case_sensitive attribute", (value, args, runtime) => {
    const key = sortKeys(args, runtime);
    const seen: Value[] = [];
    const items = itemsOf(value, runtime.budget).filter((item) => {
      const own = key(item);
      if (seen.some((other) => areEqual(other, own, runtime.budget))) return false;
      seen.push(own);
      return true;
    });
    return new Once(items);
  }),
  batch: filter("linecount fill_with", (value, args, { budget }) => {
    const size = atLeastOne(args.integer("linecount", 0));
    const items = itemsOf(value, budget);
    const rows: Value[] = [];
    for (let at = 0; at < items.length; at += size) rows.push(filled(items.slice(at, at + size), size, args, budget));
    return new Once(rows);
  }),
  slice: filter("slices fill_with", (value, args, { budget }) => {
    const count = budget.elements(atLeastOne(args.integer("slices", 0)));
    const items = itemsOf(value, budget);
    const [size, more] = [Math.floor(items.length / count), items.length % count];
    const columns = Array.from({ length: count }, (_, i) => {
      const start = i * size + Math.min(i, more);
      const own = items.slice(start, start + size + (i < more ? 1 : 0));
      return more > 0 && i >= more ? filled(own, own.length + 1, args, budget) : new List(own);
    });
    return new Once(columns);
  }),
  groupby: filter("attribute default case_sensitive", (value, args, runtime) => {
    const fallback = args.value("default", null);
    const get = attributeGetter(args.required("attribute"), runtime, fallback === null ? undefined : fallback);
    const fold = folding(args, runtime);
    const groups: { key: Value; items: Value[] }[] = [];
    for (const item of sorted(itemsOf(value, runtime.budget), (each) => fold(get(each)), false, runtime)) {
      const key = get(item);
      const last = groups.at(-1);
      if (last !== undefined && areEqual(fold(last.key), fold(key), runtime.budget)) last.items.push(item);
      else groups.push({ key, items: [item] });
    }
    return new List(groups.map(({ key, items }) => new List([key, new List(items)], true, ["grouper", "list"])));
  }),
  dictsort: filter("case_sensitive by reverse", (value, args, runtime) => {
    if (!(value instanceof Dict)) throw templateFailed(`${typeName(value)} is not a dict`);
    const place = args.text("by")?.text === "value" ? 1 : 0;
    const fold = folding(args, runtime);
    const entries = value.entries().map((entry) => new List(entry, true));
    const key = (entry: List): Value => fold(entry.items[place]!);
    return new List(sorted(entries, key, isTrue(args.value("reverse", false)), runtime));
  }),
  items: filter("", (value) => {
    if (value instanceof Undefined) return new Once([]);
    if (!(value instanceof Dict)) throw templateFailed(`items takes a dict, not ${typeName(value)}`);
    return new Once(value.entries().map((entry) => new List(entry, true)));
  }),
};

function one(items: readonly Value[], at: number): Value {
  const item = items.at(at);
  return item === undefined ? new Undefined("there is no first or last item of an empty sequence") : item;
}

function atLeastOne(count: number): number {
  if (count >= 1) return count;
  throw templateFailed("a count is less than 1");
}

function filled(items: readonly Value[], size: number, args: Arguments, budget: Runtime["budget"]): List {
  const fill = args.value("fill_with", null);
  if (fill === null || items.length >= size) return new List(items);
  budget.elements(size - items.length);
  return new List([...items, ...Array.from({ length: size - items.length }, () => fill)]);
}

function keyGetter(args: Arguments, runtime: Runtime): (item: Value) => Value {
  const attribute = args.value("attribute", null);
  return attribute === null ? (item) => item : attributeGetter(attribute, runtime);
}

/** What texts are compared by: without their case, unless `case_sensitive`. */
function folding(args: Arguments, { budget }: Runtime): (value: Value) => Value {
  if (isTrue(args.value("case_sensitive", false))) return (value) => value;
  return (value) => (isText(value) ? lower(value, budget) : value);
}

function sortKeys(args: Arguments, runtime: Runtime): (item: Value) => Value {
  const [get, fold] = [sortGetter(args, runtime), folding(args, runtime)];
  return (item) => fold(get(item));
}

/** Several attributes with commas between are compared one after another. */
function sortGetter(args: Arguments, runtime: Runtime): (item: Value) => Value {
  const attribute = args.value("attribute", null);
  if (!isText(attribute) || !attribute.text.includes(",")) return keyGetter(args, runtime);
  const getters = attributeNames(attribute).map((name) => attributeGetter(name, runtime));
  return (item) => new List(getters.map((get) => get(item)));
}

function attributeNames(attribute: MarkedText): MarkedText[] {
  const names: MarkedText[] = [];
  let start = 0;
  for (const name of attribute.text.split(",")) {
    names.push(attribute.slice(start, start + name.length));
    start += name.length + 1;
  }
  return names;
}

function sorted<V extends Value>(
  items: readonly V[],
  key: (item: V) => Value,
  isReversed: boolean,
  { budget }: Runtime,
): V[] {
  const keyed = items.map((item) => ({ item, key: key(item) }));
  // Equal ones stay in their order, either way, as in Python.
  keyed.sort((a, b) => (isReversed ? compare(b.key, a.key, budget) : compare(a.key, b.key, budget)));
  return keyed.map(({ item }) => item);
}

function extreme(value: Value, args: Arguments, runtime: Runtime, sign: number): Value {
  const key = sortKeys(args, runtime);
  let best: { item: Value; key: Value } | undefined;
  for (const item of itemsOf(value, runtime.budget)) {
    const own = key(item);
    if (best === undefined || compare(own, best.key, runtime.budget) * sign > 0) best = { item, key: own };
  }
  return best === undefined ? new Undefined("there is no smallest or largest item of an empty sequence") : best.item;
}
