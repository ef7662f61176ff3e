/** `"%s is %d" % values` and `"{} is {name}".format(...)`, as far as chat templates have them. */
import type { Budget } from "../limits/budget.ts";
import { templateFailed } from "../limits/failures.ts";
import { EMPTY, MarkedText } from "../text/marked-text.ts";
import { join, repeated, TextBuilder } from "../text/text-builder.ts";
import { numberOf, typeName } from "../values/truth.ts";
import { Dict, List, type Value } from "../values/values.ts";
import { representation, textOf } from "./python-text.ts";

const DIRECTIVE = /%(?:\((\w+)\))?([-0]*)(\d*)(?:\.(\d+))?([a-zA-Z%])/g;

/** @param values a tuple, a dict for `%(name)s`, or one value */
export function percentFormat(template: MarkedText, values: Value, budget: Budget): MarkedText {
  const list = values instanceof List && values.isTuple ? values.items : [values];
  let next = 0;
  const builder = new TextBuilder(budget);
  let done = 0;
  for (const match of template.text.matchAll(DIRECTIVE)) {
    const [whole, name, flags, width, precision, kind] = match;
    builder.append(template.slice(done, match.index));
    done = match.index + whole.length;
    if (kind === "%") {
      builder.appendText("%");
      continue;
    }
    const value =
      name === undefined ? list[next++] : values instanceof Dict ? values.get(MarkedText.of(name)) : undefined;
    if (value === undefined) throw templateFailed("a format has too few values");
    const shown = converted(value, kind!, precision === undefined ? undefined : Number(precision), budget);
    builder.append(padded(shown, Number(width), flags!, budget));
  }
  if (next < list.length && !(values instanceof Dict)) throw templateFailed("a format has more values than places");
  return builder.append(template.slice(done)).finish();
}

function converted(value: Value, kind: string, precision: number | undefined, budget: Budget): MarkedText {
  if (kind === "s") return textOf(value, budget).slice(0, precision);
  if (kind === "r") return representation(value, budget);
  const number = numberOf(value);
  if (number === undefined) throw templateFailed(`%${kind} takes a number, not ${typeName(value)}`);
  if (kind === "d" || kind === "i") return MarkedText.of(String(Math.trunc(number)));
  if (kind === "x" || kind === "X") {
    const hex = Math.trunc(number).toString(16);
    return MarkedText.of(kind === "x" ? hex : hex.toUpperCase());
  }
  if ((kind === "f" || kind === "F") && (precision ?? 6) <= 100) return MarkedText.of(number.toFixed(precision ?? 6));
  throw templateFailed(`%${kind} is not supported`);
}

function padded(text: MarkedText, width: number, flags: string, budget: Budget): MarkedText {
  const missing = width - text.length;
  if (missing <= 0) return text;
  const fill = repeated(MarkedText.of(flags.includes("0") && !flags.includes("-") ? "0" : " "), missing, budget);
  return join(flags.includes("-") ? [text, fill] : [fill, text], EMPTY, budget);
}

const FIELD = /\{\{|\}\}|\{(\w*)\}|[{}]/g;

/** `str.format` with plain fields: `{}`, `{0}`, `{name}`. */
export function braceFormat(
  template: MarkedText,
  positional: readonly Value[],
  named: ReadonlyMap<string, Value>,
  budget: Budget,
): MarkedText {
  const builder = new TextBuilder(budget);
  let next = 0;
  let done = 0;
  for (const match of template.text.matchAll(FIELD)) {
    const [whole, field] = match;
    builder.append(template.slice(done, match.index));
    done = match.index + whole.length;
    if (field === undefined) {
      if (whole.length === 1) throw templateFailed("format() supports only the fields {}, {0} and {name} here");
      builder.appendText(whole[0]!);
      continue;
    }
    const value =
      field === "" ? positional[next++] : /^\d+$/.test(field) ? positional[Number(field)] : named.get(field);
    if (value === undefined) throw templateFailed(`format() has no value for {${field}}`);
    builder.append(textOf(value, budget));
  }
  return builder.append(template.slice(done)).finish();
}
