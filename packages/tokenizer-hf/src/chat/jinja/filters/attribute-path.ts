/** What `attribute="a.b.0"` of a filter leads to. */
import type { Runtime } from "../limits/runtime.ts";
import { itemOf } from "../operations/members.ts";
import { MarkedText } from "../text/marked-text.ts";
import { isText, Undefined, type Value } from "../values/values.ts";

/** @param fallback for what is not there; undefined: it stays undefined */
export function attributeGetter(path: Value, runtime: Runtime, fallback?: Value): (item: Value) => Value {
  const parts = isText(path)
    ? path.text.split(".").map((part) => (/^\d+$/.test(part) ? Number(part) : MarkedText.of(part)))
    : [path];
  return (item) =>
    parts.reduce<Value>((value, part) => {
      const found = itemOf(value, part, runtime);
      return found instanceof Undefined ? (fallback ?? found) : found;
    }, item);
}
