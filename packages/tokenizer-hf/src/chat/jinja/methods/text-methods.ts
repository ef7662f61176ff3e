/** Methods of texts: Python's str. */
import { braceFormat } from "../formatting/format.ts";
import { templateFailed } from "../limits/failures.ts";
import type { Runtime } from "../limits/runtime.ts";
import { cut, lengthOf, pointsBefore } from "../text/code-points.ts";
import { capitalize, isCased, lower, swapCase, title, upper } from "../text/letter-case.ts";
import { EMPTY, MarkedText } from "../text/marked-text.ts";
import { partition, placesOf, replace, split, splitFromEnd } from "../text/search.ts";
import { join, repeated } from "../text/text-builder.ts";
import { isWhiteSpace, lines, strip, words } from "../text/white-space.ts";
import { Arguments } from "../values/arguments.ts";
import { itemsOf } from "../values/iterate.ts";
import { isTrue, typeName } from "../values/truth.ts";
import { Callable, isText, List, type Value } from "../values/values.ts";

interface Method {
  readonly parameters: readonly string[];
  readonly apply: (text: MarkedText, args: Arguments, runtime: Runtime) => Value;
}

const method = (parameters: string, apply: Method["apply"]): Method => ({
  parameters: parameters === "" ? [] : parameters.split(" "),
  apply,
});

const SPACE = /* @__PURE__ */ MarkedText.of(" ");
const ZERO = /* @__PURE__ */ MarkedText.of("0");
/** A word of `title`: letters, and marks on them. */
const WORDS = /\p{Alphabetic}+/gu;

const METHODS: Readonly<Record<string, Method>> = {
  strip: method("chars", (text, args) => strip(text, args.text("chars")?.text, "both")),
  lstrip: method("chars", (text, args) => strip(text, args.text("chars")?.text, "left")),
  rstrip: method("chars", (text, args) => strip(text, args.text("chars")?.text, "right")),
  removeprefix: method("prefix", (text, args) => {
    const { text: prefix } = args.requiredText("prefix");
    return text.text.startsWith(prefix) ? text.slice(prefix.length) : text;
  }),
  removesuffix: method("suffix", (text, args) => {
    const { text: suffix } = args.requiredText("suffix");
    return text.text.endsWith(suffix) ? text.slice(0, text.length - suffix.length) : text;
  }),
  split: method("sep maxsplit", (text, args, { budget }) => {
    const [separator, most] = [args.text("sep"), args.integer("maxsplit", -1)];
    return new List(separator ? split(text, separator.text, most, budget) : words(text, most));
  }),
  rsplit: method("sep maxsplit", (text, args, { budget }) => {
    const [separator, most] = [args.text("sep"), args.integer("maxsplit", -1)];
    if (separator) return new List(splitFromEnd(text, separator.text, most, budget));
    if (most >= 0) throw templateFailed("rsplit() takes a maxsplit only with a separator here");
    return new List(words(text, most));
  }),
  splitlines: method("keepends", (text, args) => new List(lines(text, isTrue(args.value("keepends", false))))),
  partition: method("sep", (text, args) => new List(partition(text, args.requiredText("sep"), false), true)),
  rpartition: method("sep", (text, args) => new List(partition(text, args.requiredText("sep"), true), true)),
  replace: method("old new count", (text, args, { budget }) =>
    replace(text, args.requiredText("old"), args.requiredText("new"), args.integer("count", -1), budget),
  ),
  join: method("iterable", (text, args, { budget }) => {
    const items = itemsOf(args.required("iterable"), budget);
    const wrong = items.find((item) => !isText(item));
    if (wrong !== undefined) throw templateFailed(`join() takes texts, not ${typeName(wrong)}`);
    return join(items.filter(isText), text, budget);
  }),
  startswith: method("prefix start end", (text, args, runtime) => affix(text, args, "prefix", runtime)),
  endswith: method("suffix start end", (text, args, runtime) => affix(text, args, "suffix", runtime)),
  find: method("sub start end", (text, args) => place(text, args, "first")),
  rfind: method("sub start end", (text, args) => place(text, args, "last")),
  index: method("sub start end", (text, args) => placeFound(place(text, args, "first"))),
  rindex: method("sub start end", (text, args) => placeFound(place(text, args, "last"))),
  count: method("sub", (text, args) => {
    const { text: part } = args.requiredText("sub");
    return part === "" ? lengthOf(text) + 1 : placesOf(text.text, part, -1).length;
  }),
  upper: method("", (text, _, { budget }) => upper(text, budget)),
  lower: method("", (text, _, { budget }) => lower(text, budget)),
  casefold: method("", (text, _, { budget }) => lower(text, budget)),
  capitalize: method("", (text, _, { budget }) => capitalize(text, budget)),
  swapcase: method("", (text, _, { budget }) => swapCase(text, budget)),
  title: method("", (text, _, { budget }) => title(text, WORDS, budget)),
  islower: method("", ({ text }) => isCased(text, "lower")),
  isupper: method("", ({ text }) => isCased(text, "upper")),
  isspace: method("", ({ text }) => isWhiteSpace(text)),
  isalpha: method("", ({ text }) => /^\p{L}+$/u.test(text)),
  isalnum: method("", ({ text }) => /^[\p{L}\p{N}]+$/u.test(text)),
  isdigit: method("", ({ text }) => /^[\p{Nd}\u00b2\u00b3\u00b9\u2070\u2074-\u2079\u2080-\u2089]+$/u.test(text)),
  isdecimal: method("", ({ text }) => /^\p{Nd}+$/u.test(text)),
  isnumeric: method("", ({ text }) => /^\p{N}+$/u.test(text)),
  isascii: method("", ({ text }) => !/[^\0-\x7f]/.test(text)),
  zfill: method("width", (text, args, { budget }) => {
    const fill = repeated(ZERO, args.integer("width", 0) - lengthOf(text), budget);
    const sign = /^[-+]/.test(text.text) ? 1 : 0;
    return join([text.slice(0, sign), fill, text.slice(sign)], EMPTY, budget);
  }),
  ljust: method("width fillchar", (text, args, { budget }) => {
    const fill = repeated(args.character("fillchar", SPACE), args.integer("width", 0) - lengthOf(text), budget);
    return join([text, fill], EMPTY, budget);
  }),
  rjust: method("width fillchar", (text, args, { budget }) => {
    const fill = repeated(args.character("fillchar", SPACE), args.integer("width", 0) - lengthOf(text), budget);
    return join([fill, text], EMPTY, budget);
  }),
  center: method("width fillchar", (text, args, { budget }) => {
    const width = args.integer("width", 0);
    const missing = Math.max(0, width - lengthOf(text));
    const left = (missing >> 1) + (missing & width & 1);
    const fill = args.character("fillchar", SPACE);
    return join([repeated(fill, left, budget), text, repeated(fill, missing - left, budget)], EMPTY, budget);
  }),
};

/** Undefined where texts have no such method. */
export function textMethod(text: MarkedText, name: string): Callable | undefined {
  if (name === "format")
    return new Callable(name, (call) => braceFormat(text, call.positional, call.named, call.runtime.budget));
  const own = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
  if (own === undefined) return undefined;
  return new Callable(name, (call) => {
    call.runtime.budget.read(text.length);
    return own.apply(text, new Arguments(`${name}()`, own.parameters, call), call.runtime);
  });
}

/** The part of a text that `start` and `end` name, and where it starts. */
function partOf(text: MarkedText, args: Arguments): [part: MarkedText, start: number] {
  if (!args.has("start")) return [text, 0];
  const length = lengthOf(text);
  const within = (at: number): number => Math.max(0, Math.min(length, at < 0 ? at + length : at));
  const start = within(args.integer("start", 0));
  return [cut(text, start, Math.max(start, within(args.integer("end", length)))), start];
}

function affix(text: MarkedText, args: Arguments, which: "prefix" | "suffix", { budget }: Runtime): boolean {
  const [{ text: whole }] = partOf(text, args);
  const given = args.required(which);
  const options = given instanceof List && given.isTuple ? itemsOf(given, budget) : [given];
  return options.some((option) => {
    if (!isText(option)) throw templateFailed(`a ${which} is ${typeName(option)}, not a text`);
    return which === "prefix" ? whole.startsWith(option.text) : whole.endsWith(option.text);
  });
}

function place(text: MarkedText, args: Arguments, which: "first" | "last"): number {
  const [within, start] = partOf(text, args);
  const { text: wanted } = args.requiredText("sub");
  const at = which === "first" ? within.text.indexOf(wanted) : within.text.lastIndexOf(wanted);
  return at < 0 ? -1 : start + pointsBefore(within, at);
}

function placeFound(at: number): number {
  if (at < 0) throw templateFailed("index() found nothing");
  return at;
}
