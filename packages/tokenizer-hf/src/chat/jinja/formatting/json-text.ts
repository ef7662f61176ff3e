/** `tojson`, which in chat templates is Python's json.dumps: nothing is escaped for HTML. */
import type { Budget } from "../limits/budget.ts";
import { templateFailed } from "../limits/failures.ts";
import { MarkedText } from "../text/marked-text.ts";
import { TextBuilder } from "../text/text-builder.ts";
import { compare, numberOf, typeName } from "../values/truth.ts";
import { Dict, Float, isText, List, type Value } from "../values/values.ts";
import { floatText } from "./python-text.ts";

export interface JsonOptions {
  /** Whether everything beyond ASCII is escaped. */
  readonly ensuresAscii: boolean;
  /** What each level is indented by; undefined: all in one line. */
  readonly indent: string | undefined;
  readonly itemSeparator: MarkedText;
  readonly keySeparator: MarkedText;
  readonly sortsKeys: boolean;
}

/** @throws HfError HF_TEMPLATE_FAILED for what JSON has not, such as something undefined */
export function jsonText(value: Value, options: JsonOptions, budget: Budget): MarkedText {
  const builder = new TextBuilder(budget);
  new JsonWriter(builder, options, budget).write(value, "\n");
  return builder.finish();
}

class JsonWriter {
  readonly #builder: TextBuilder;
  readonly #options: JsonOptions;
  readonly #budget: Budget;

  constructor(builder: TextBuilder, options: JsonOptions, budget: Budget) {
    this.#builder = builder;
    this.#options = options;
    this.#budget = budget;
  }

  /** @param newLine a line's end, and the indentation of what stands around */
  write(value: Value, newLine: string): void {
    this.#budget.step();
    if (isText(value)) this.#quote(value);
    else if (value instanceof List)
      this.#container("[]", value.items, newLine, (item, inner) => this.write(item, inner));
    else if (value instanceof Dict)
      this.#container("{}", this.#entriesOf(value), newLine, ([key, item], inner) => {
        this.#quote(keyText(key));
        this.#builder.append(this.#options.keySeparator);
        this.write(item, inner);
      });
    else this.#builder.appendText(simpleJson(value));
  }

  #container<T>(brackets: string, items: readonly T[], newLine: string, write: (item: T, inner: string) => void): void {
    const { indent, itemSeparator } = this.#options;
    const inner = newLine + (indent ?? "");
    this.#builder.appendText(brackets[0]!);
    this.#budget.deeper(() =>
      items.forEach((item, i) => {
        if (i > 0) this.#builder.append(itemSeparator);
        if (indent !== undefined) this.#builder.appendText(inner);
        write(item, inner);
      }),
    );
    if (indent !== undefined && items.length > 0) this.#builder.appendText(newLine);
    this.#builder.appendText(brackets[1]!);
  }

  #entriesOf(dict: Dict): (readonly [Value, Value])[] {
    const entries = dict.entries();
    return this.#options.sortsKeys ? entries.toSorted(([a], [b]) => compare(a, b, this.#budget)) : entries;
  }

  #quote(text: MarkedText): void {
    this.#builder.appendText('"');
    const unsafe = this.#options.ensuresAscii ? NOT_PLAIN_ASCII : UNSAFE;
    for (const { text: run, marks } of text.runs()) this.#builder.appendText(run.replace(unsafe, escapeOf), marks);
    this.#builder.appendText('"');
  }
}

const UNSAFE = /["\\\u0000-\u001f]/g;
const NOT_PLAIN_ASCII = /["\\]|[^ -~]/g;
const SHORT: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

function escapeOf(unit: string): string {
  return SHORT[unit] ?? `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** Keys that are not texts are written as JSON writes them. */
function keyText(key: Value): MarkedText {
  return isText(key) ? key : MarkedText.of(simpleJson(key));
}

function simpleJson(value: Value): string {
  if (value === null) return "null";
  if (typeof value === "boolean") return String(value);
  const number = numberOf(value);
  if (number === undefined) throw templateFailed(`${typeName(value)} can't be written as JSON`);
  if (!Number.isFinite(number)) return Number.isNaN(number) ? "NaN" : number < 0 ? "-Infinity" : "Infinity";
  return value instanceof Float ? floatText(number) : String(number);
}
