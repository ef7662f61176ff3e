/** What every chat template can call: Jinja's own functions in its sandbox, and those that transformers adds. */
import { textOf } from "./formatting/python-text.ts";
import { templateFailed, templateLimit, templateRefused } from "./limits/failures.ts";
import { strftime } from "./strftime.ts";
import { EMPTY, MarkedText } from "./text/marked-text.ts";
import { Arguments } from "./values/arguments.ts";
import { itemsOf } from "./values/iterate.ts";
import { Attributes, type Call, Callable, Dict, isText, List, Namespace, type Value } from "./values/values.ts";

/** Jinja's sandbox refuses longer ones. */
const MAX_RANGE = 100_000;

/** Fresh ones for each rendering. */
export function globals(): Map<string, Value> {
  const functions: Readonly<Record<string, (call: Call) => Value>> = {
    range,
    namespace: (call) => new Namespace(new Map(pairs(call))),
    dict: (call) => new Dict(pairs(call).map(([key, value]) => [MarkedText.of(key), value])),
    joiner,
    cycler,
    raise_exception: (call) => {
      const message = new Arguments("raise_exception()", ["message"], call).required("message");
      throw templateRefused(textOf(message, call.runtime.budget).text);
    },
    strftime_now: (call) => {
      const { text } = new Arguments("strftime_now()", ["format"], call).requiredText("format");
      return MarkedText.of(strftime(call.runtime.now, text));
    },
  };
  return new Map(Object.entries(functions).map(([name, run]) => [name, new Callable(name, run)]));
}

function range(call: Call): Value {
  if (call.positional.length === 0) throw templateFailed("range() needs a number");
  const names = call.positional.length === 1 ? ["stop"] : ["start", "stop", "step"];
  const args = new Arguments("range()", names, call);
  const [start, stop, step] = [args.integer("start", 0), args.integer("stop", 0), args.integer("step", 1)];
  if (step === 0) throw templateFailed("range() has a step of 0");
  const count = Math.max(0, Math.ceil((stop - start) / step));
  if (count > MAX_RANGE) throw templateLimit(`It has a range of ${count} numbers, more than ${MAX_RANGE}`);
  call.runtime.budget.elements(count);
  return new List(Array.from({ length: count }, (_, i) => start + i * step));
}

/** What `namespace` and `dict` are given: a dict or pairs, and names. */
function pairs({ positional, named, runtime: { budget } }: Call): [string, Value][] {
  const [source, ...others] = positional;
  if (others.length > 0) throw templateFailed("there is more than one argument without a name");
  const entries =
    source instanceof Dict
      ? source.entries()
      : source === undefined
        ? []
        : itemsOf(source, budget).map((pair) => itemsOf(pair, budget));
  const own = entries.map(([key, value]): [string, Value] => {
    if (!isText(key) || value === undefined) throw templateFailed("a pair of a name and a value was expected");
    return [key.text, value];
  });
  return [...own, ...named];
}

/** Gives nothing the first time, then its separator. */
function joiner(call: Call): Value {
  const separator = new Arguments("joiner()", ["sep"], call).value("sep", MarkedText.of(", "));
  let used = false;
  return new Callable("joiner", () => {
    const given = used ? separator : EMPTY;
    used = true;
    return given;
  });
}

/** Its `next()` gives one after another, again and again. */
function cycler({ positional }: Call): Value {
  if (positional.length === 0) throw templateFailed("cycler() needs at least one value");
  const state = new Map<string, Value>([["current", positional[0]!]]);
  let at = 0;
  const move = (to: number): void => {
    at = to % positional.length;
    state.set("current", positional[at]!);
  };
  state.set(
    "next",
    new Callable("next", () => {
      const current = positional[at]!;
      move(at + 1);
      return current;
    }),
  );
  state.set("reset", new Callable("reset", () => (move(0), null)));
  return new Attributes((name) => state.get(name));
}
