/** The variable `loop` of a loop. */
import { templateFailed } from "./limits/failures.ts";
import { areEqual } from "./values/truth.ts";
import { Attributes, Callable, List, Undefined, type Value } from "./values/values.ts";

/** What gives the `loop` of the next round, for each item once. */
export function loopFor(items: readonly Value[]): () => Attributes {
  const { length } = items;
  const state: { seen: Value | undefined } = { seen: undefined };
  let next = 0;
  return () => {
    const index = next++;
    return new Attributes((name) => {
      switch (name) {
        case "index":
          return index + 1;
        case "index0":
          return index;
        case "revindex":
          return length - index;
        case "revindex0":
          return length - index - 1;
        case "first":
          return index === 0;
        case "last":
          return index === length - 1;
        case "length":
          return length;
        case "depth":
          return 1;
        case "depth0":
          return 0;
        case "previtem":
          return index > 0 ? items[index - 1] : new Undefined("there is no previous item");
        case "nextitem":
          return index < length - 1 ? items[index + 1] : new Undefined("there is no next item");
        case "cycle":
          return cycle(index);
        case "changed":
          return changed(state);
        default:
          return undefined;
      }
    });
  };
}

/** One of its arguments after another. */
function cycle(index: number): Callable {
  return new Callable("cycle", ({ positional }) => {
    if (positional.length === 0) throw templateFailed("loop.cycle() needs at least one value");
    return positional[index % positional.length]!;
  });
}

/** Whether its arguments are others than the last time. */
function changed(state: { seen: Value | undefined }): Callable {
  return new Callable("changed", ({ positional, runtime }) => {
    const now = new List(positional, true);
    const isSame = state.seen !== undefined && areEqual(state.seen, now, runtime.budget);
    state.seen = now;
    return !isSame;
  });
}
