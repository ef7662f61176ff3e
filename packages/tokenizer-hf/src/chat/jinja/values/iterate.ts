/** What a value has to go through, one after another, as Python's iter(). */
import type { Budget } from "../limits/budget.ts";
import { templateFailed } from "../limits/failures.ts";
import { characters } from "../text/code-points.ts";
import { typeName } from "./truth.ts";
import { Dict, isText, List, Once, Undefined, type Value, View } from "./values.ts";

/** Items of a list, keys of a dict, characters of a text; undefined for what has none. Paid for. */
export function maybeItems(value: Value, budget: Budget): readonly Value[] | undefined {
  const items = unpaidItems(value, budget);
  if (items !== undefined) budget.elements(items.length);
  return items;
}

function unpaidItems(value: Value, budget: Budget): readonly Value[] | undefined {
  if (value instanceof List || value instanceof View) return value.items;
  if (value instanceof Once) return value.take();
  if (value instanceof Dict) return value.keys();
  if (value instanceof Undefined) return [];
  if (!isText(value)) return undefined;
  budget.elements(value.length);
  return characters(value);
}

/** @throws HfError HF_TEMPLATE_FAILED */
export function itemsOf(value: Value, budget: Budget): readonly Value[] {
  const items = maybeItems(value, budget);
  if (items === undefined) throw templateFailed(`${typeName(value)} can't be iterated over`);
  return items;
}
