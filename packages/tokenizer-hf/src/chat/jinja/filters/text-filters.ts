/** Filters of texts. What they are given is turned into text first, as Jinja does. */
import { percentFormat } from "../formatting/format.ts";
import { jsonText } from "../formatting/json-text.ts";
import { textOf } from "../formatting/python-text.ts";
import { templateFailed } from "../limits/failures.ts";
import type { Runtime } from "../limits/runtime.ts";
import { characters, cut, lengthOf } from "../text/code-points.ts";
import { capitalize, lower, title, upper } from "../text/letter-case.ts";
import { EMPTY, MarkedText } from "../text/marked-text.ts";
import { replace } from "../text/search.ts";
import { join, repeated, TextBuilder } from "../text/text-builder.ts";
import { lines, strip } from "../text/white-space.ts";
import type { Arguments } from "../values/arguments.ts";
import { isTrue } from "../values/truth.ts";
import { isText, List, type Value } from "../values/values.ts";
import { type Filter, filter } from "./filter.ts";

/** Jinja's own words of `title`: what is behind white space, a hyphen or an opening bracket. */
const WORDS = /[^-\s({[<]+/g;
const HTML = /[&<>'"]/g;
const HTML_ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  "'": "&#39;",
  '"': "&#34;",
};

/** A filter of a text. */
const ofText = (parameters: string, apply: (text: MarkedText, args: Arguments, runtime: Runtime) => Value): Filter =>
  filter(parameters, (value, args, runtime) => {
    const text = textOf(value, runtime.budget);
    runtime.budget.read(text.length);
    return apply(text, args, runtime);
  });

const escape = ofText("", (text, _, { budget }) => {
  const builder = new TextBuilder(budget);
  for (const run of text.runs())
    builder.appendText(
      run.text.replace(HTML, (character) => HTML_ESCAPES[character]!),
      run.marks,
    );
  return builder.finish();
});

export const TEXT_FILTERS: Readonly<Record<string, Filter>> = {
  string: ofText("", (text) => text),
  // There is no automatic escaping that "safe" could switch off.
  safe: ofText("", (text) => text),
  e: escape,
  escape,
  forceescape: escape,
  upper: ofText("", (text, _, { budget }) => upper(text, budget)),
  lower: ofText("", (text, _, { budget }) => lower(text, budget)),
  capitalize: ofText("", (text, _, { budget }) => capitalize(text, budget)),
  title: ofText("", (text, _, { budget }) => title(text, WORDS, budget)),
  trim: ofText("chars", (text, args) => strip(text, args.text("chars")?.text, "both")),
  replace: ofText("old new count", (text, args, { budget }) => {
    const [old, by] = [textOf(args.required("old"), budget), textOf(args.required("new"), budget)];
    return replace(text, old, by, args.integer("count", -1), budget);
  }),
  indent: ofText("width first blank", indent),
  center: ofText("width", (text, args, { budget }) => {
    const width = args.integer("width", 80);
    const missing = Math.max(0, width - lengthOf(text));
    const left = (missing >> 1) + (missing & width & 1);
    const space = MarkedText.of(" ");
    return join([repeated(space, left, budget), text, repeated(space, missing - left, budget)], EMPTY, budget);
  }),
  format: {
    parameters: Array.from({ length: 16 }, (_, i) => `value ${i}`),
    apply: (value, args, { budget }) => {
      const values: Value[] = [];
      for (let i = 0; args.has(`value ${i}`); i++) values.push(args.required(`value ${i}`));
      return percentFormat(textOf(value, budget), new List(values, true), budget);
    },
  },
  truncate: ofText("length killwords end leeway", (text, args, { budget }) => {
    const length = args.integer("length", 255);
    const end = args.text("end") ?? MarkedText.of("...");
    if (lengthOf(text) <= length + args.integer("leeway", 5)) return text;
    const kept = cut(text, 0, Math.max(0, length - lengthOf(end)));
    const space = isTrue(args.value("killwords", false)) ? -1 : kept.text.lastIndexOf(" ");
    return join([space < 0 ? kept : kept.slice(0, space), end], EMPTY, budget);
  }),
  wordcount: ofText("", ({ text }) => text.match(/[\p{L}\p{N}_]+/gu)?.length ?? 0),
  tojson: filter("ensure_ascii indent separators sort_keys", (value, args, { budget }) => {
    const given = args.value("indent", null);
    const width = typeof given === "number" ? Math.max(0, given) : 0;
    budget.characters(width);
    const indentation = given === null ? undefined : isText(given) ? given.text : " ".repeat(width);
    const separators = args.value("separators", null);
    const [item, key] = separators instanceof List ? separators.items : [];
    const options = {
      ensuresAscii: isTrue(args.value("ensure_ascii", false)),
      indent: indentation,
      itemSeparator: isText(item) ? item : MarkedText.of(indentation === undefined ? ", " : ","),
      keySeparator: isText(key) ? key : MarkedText.of(": "),
      sortsKeys: isTrue(args.value("sort_keys", false)),
    };
    return jsonText(value, options, budget);
  }),
};

function indent(text: MarkedText, args: Arguments, { budget }: Runtime): Value {
  const width = args.value("width", 4);
  const by = isText(width) ? width : repeated(MarkedText.of(" "), args.integer("width", 4), budget);
  const blank = isTrue(args.value("blank", false));
  // As Jinja: a line's end more, so that an empty line at the end stays.
  const all = lines(join([text, MarkedText.of("\n")], EMPTY, budget));
  if (all.length === 0) throw templateFailed("indent has no text");
  const indented = all.map((line, i) => (i > 0 && (blank || line.length > 0) ? join([by, line], EMPTY, budget) : line));
  const rest = join(indented, MarkedText.of("\n"), budget);
  return isTrue(args.value("first", false)) ? join([by, rest], EMPTY, budget) : rest;
}

/** Backwards, character by character. */
export function reversed(text: MarkedText, runtime: Runtime): MarkedText {
  runtime.budget.elements(text.length);
  return join(characters(text).toReversed(), EMPTY, runtime.budget);
}
