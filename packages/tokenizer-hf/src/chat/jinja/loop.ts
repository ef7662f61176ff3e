/** The variable `loop` of a loop. */
import { templateFailed } from "./failures.ts";
import { areEqual } from "./values/truth.ts";
import { Callable, List, Namespace, Undefined, type Value } from "./values/values.ts";

/** What gives the `loop` of the next round, for each item once. */
export function loopFor(items: readonly Value[]): () => Namespace {
  const { length } = items;
  let index = -1;
  let seen: Value | undefined;
  const cycle = new Callable("cycle", ({ positional }) => {
    if (positional.length === 0) throw templateFailed("loop.cycle() needs something to go through");
    return positional[index % positional.length]!;
  });
  const changed = new Callable("changed", ({ positional, runtime }) => {
    const now = new List(positional, true);
    const isSame = seen !== undefined && areEqual(seen, now, runtime.budget);
    seen = now;
    return !isSame;
  });
  return () => {
    index++;
    const attributes = new Map<string, Value>([
      ["index", index + 1],
      ["index0", index],
      ["revindex", length - index],
      ["revindex0", length - index - 1],
      ["first", index === 0],
      ["last", index === length - 1],
      ["length", length],
      ["depth", 1],
      ["depth0", 0],
      ["previtem", items[index - 1] ?? absent(items, index - 1, "there is no previous item")],
      ["nextitem", items[index + 1] ?? absent(items, index + 1, "there is no next item")],
      ["cycle", cycle],
      ["changed", changed],
    ]);
    return new Namespace(attributes, false);
  };
}

/** An item that is None is there. */
function absent(items: readonly Value[], index: number, why: string): Value {
  return index >= 0 && index < items.length ? null : new Undefined(why);
}
