/** Methods of dicts and lists. Those that would change one are refused: chat templates run in an immutable sandbox. */
import { templateFailed } from "../limits/failures.ts";
import { Arguments } from "../values/arguments.ts";
import { areEqual } from "../values/truth.ts";
import { type Call, Callable, Dict, List, type Value, View } from "../values/values.ts";

type Method<T> = (self: T, call: Call, args: (...names: string[]) => Arguments) => Value;

const OF_DICT: Readonly<Record<string, Method<Dict>>> = {
  get: (dict, _, args) => {
    const given = args("key", "default");
    const found = dict.get(given.required("key"));
    return found === undefined ? given.value("default", null) : found;
  },
  keys: (dict, _, args) => (args(), new View("dict_keys", dict.keys())),
  values: (dict, _, args) => (
    args(),
    new View(
      "dict_values",
      dict.entries().map(([, value]) => value),
    )
  ),
  items: (dict, _, args) => (
    args(),
    new View(
      "dict_items",
      dict.entries().map((entry) => new List(entry, true)),
    )
  ),
  copy: (dict, _, args) => (args(), dict),
};

const OF_LIST: Readonly<Record<string, Method<List>>> = {
  count: (list, { runtime }, args) => {
    const wanted = args("value").required("value");
    return list.items.filter((item) => areEqual(item, wanted, runtime.budget)).length;
  },
  index: (list, { runtime }, args) => {
    const wanted = args("value").required("value");
    const index = list.items.findIndex((item) => areEqual(item, wanted, runtime.budget));
    if (index < 0) throw templateFailed("index() found nothing");
    return index;
  },
  copy: (list, _, args) => (args(), list),
};

const CHANGES_DICT = ["clear", "pop", "popitem", "setdefault", "update"];
const CHANGES_LIST = ["append", "clear", "extend", "insert", "pop", "remove", "reverse", "sort"];

/** Undefined where it has no such method. */
export function containerMethod(self: Dict | List, name: string): Callable | undefined {
  const changes = self instanceof Dict ? CHANGES_DICT : self.isTuple ? [] : CHANGES_LIST;
  if (changes.includes(name))
    return new Callable(name, () => {
      throw templateFailed(`${name}() would change a value, which chat templates must not do`);
    });
  if (self instanceof Dict) return bound(OF_DICT, self, name);
  return self.isTuple && name === "copy" ? undefined : bound(OF_LIST, self, name);
}

function bound<T>(methods: Readonly<Record<string, Method<T>>>, self: T, name: string): Callable | undefined {
  const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
  if (method === undefined) return undefined;
  return new Callable(name, (call) => {
    call.runtime.budget.elements(self instanceof Dict ? self.size : self instanceof List ? self.items.length : 1);
    return method(self, call, (...names) => new Arguments(`${name}()`, names, call));
  });
}
