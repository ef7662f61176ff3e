/** Filters that apply a filter or a test to each item: map, select, reject, and their twins by attribute. */
import { templateFailed } from "../limits/failures.ts";
import type { Runtime } from "../limits/runtime.ts";
import { passes } from "../operations/tests.ts";
import { itemsOf } from "../values/iterate.ts";
import { isTrue } from "../values/truth.ts";
import { type Call, isText, Once, Undefined, type Value } from "../values/values.ts";
import { attributeGetter } from "./attribute-path.ts";

/** Applies a filter by its name. */
export type ApplyFilter = (name: string, value: Value, call: Call) => Value;

export const SELECT_FILTERS: ReadonlySet<string> = new Set(["map", "select", "reject", "selectattr", "rejectattr"]);

/** @param name one of {@link SELECT_FILTERS} */
export function applySelect(name: string, value: Value, call: Call, apply: ApplyFilter): Value {
  const { runtime } = call;
  // Whatever is false, None too, has no items.
  const items = isTrue(value) ? itemsOf(value, runtime.budget) : [];
  if (name === "map") return new Once(mapped(items, call, apply));
  const byAttribute = name.endsWith("attr");
  const [first, ...others] = call.positional;
  if (byAttribute && first === undefined) throw templateFailed(`${name} needs an attribute`);
  const get = byAttribute ? attributeGetter(first!, runtime) : (item: Value): Value => item;
  const [test, ...args] = byAttribute ? others : call.positional;
  const wants = name.startsWith("select");
  return new Once(items.filter((item) => tested(get(item), test, args, runtime) === wants));
}

function tested(value: Value, test: Value | undefined, args: readonly Value[], runtime: Runtime): boolean {
  if (test === undefined) return isTrue(value);
  if (!isText(test)) throw templateFailed("the name of a test is not a text");
  return passes(test.text, value, args, runtime);
}

function mapped(items: readonly Value[], call: Call, apply: ApplyFilter): Value[] {
  const { positional, named, runtime } = call;
  const [name, ...others] = positional;
  if (name === undefined) {
    const attribute = named.get("attribute");
    if (attribute === undefined) throw templateFailed("map needs a filter or an attribute");
    const fallback = named.get("default");
    return items.map(attributeGetter(attribute, runtime, fallback instanceof Undefined ? undefined : fallback));
  }
  if (!isText(name)) throw templateFailed("the name of a filter is not a text");
  return items.map((item) => apply(name.text, item, { positional: others, named, runtime }));
}
