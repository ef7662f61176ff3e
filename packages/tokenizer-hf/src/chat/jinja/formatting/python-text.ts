/** `str()` and `repr()` of values, as Python prints them. */
import type { Budget } from "../limits/budget.ts";
import type { MarkedText } from "../text/marked-text.ts";
import { TextBuilder } from "../text/text-builder.ts";
import { Attributes, Dict, Float, isText, List, Once, Undefined, type Value, View } from "../values/values.ts";

/** As `{{ value }}` shows it. */
export function textOf(value: Value, budget: Budget): MarkedText {
  if (isText(value)) return value;
  const builder = new TextBuilder(budget);
  if (!(value instanceof Undefined)) represent(value, builder, budget);
  return builder.finish();
}

/** As it is written inside of a list. */
export function representation(value: Value, budget: Budget): MarkedText {
  const builder = new TextBuilder(budget);
  represent(value, builder, budget);
  return builder.finish();
}

function represent(value: Value, builder: TextBuilder, budget: Budget): void {
  budget.step();
  if (isText(value)) quote(value, builder);
  else if (value instanceof List) {
    const { items, isTuple } = value;
    builder.appendText(isTuple ? "(" : "[");
    budget.deeper(() =>
      items.forEach((item, i) => {
        if (i > 0) builder.appendText(", ");
        represent(item, builder, budget);
      }),
    );
    builder.appendText(isTuple ? (items.length === 1 ? ",)" : ")") : "]");
  } else if (value instanceof View) {
    builder.appendText(`${value.name}(`);
    represent(new List(value.items), builder, budget);
    builder.appendText(")");
  } else if (value instanceof Dict) {
    builder.appendText("{");
    budget.deeper(() =>
      value.entries().forEach(([key, item], i) => {
        if (i > 0) builder.appendText(", ");
        represent(key, builder, budget);
        builder.appendText(": ");
        represent(item, builder, budget);
      }),
    );
    builder.appendText("}");
  } else builder.appendText(simpleText(value));
}

function simpleText(value: Exclude<Value, MarkedText | List | View | Dict>): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "number") return String(value);
  if (value instanceof Float) return floatText(value.value);
  if (value instanceof Undefined) return "Undefined";
  if (value instanceof Once) return "<generator object>";
  return value instanceof Attributes ? "<Namespace>" : `<function ${value.name}>`;
}

/** The shortest digits that give the same float, with an exponent from 1e16 on and below 1e-4. */
export function floatText(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value < 0 ? "-inf" : "inf";
  if (Object.is(value, -0)) return "-0.0";
  if (value === 0) return "0.0";
  const [digits, exponent] = value.toExponential().split("e") as [string, string];
  const power = Number(exponent);
  if (power >= 16 || power < -4) {
    const size = String(Math.abs(power)).padStart(2, "0");
    return `${digits}e${power < 0 ? "-" : "+"}${size}`;
  }
  const places = Math.max(0, digits.replace(/[-.]/g, "").length - 1 - power);
  const plain = value.toFixed(places);
  return plain.includes(".") ? plain : `${plain}.0`;
}

const SHORT: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t", "\\": "\\\\" };
/** What Python does not print as it is: controls, separators but the space, halves of pairs, unassigned ones. */
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}\\]|(?! )\p{Zs}/u;

function quote(text: MarkedText, builder: TextBuilder): void {
  const delimiter = text.text.includes("'") && !text.text.includes('"') ? '"' : "'";
  builder.appendText(delimiter);
  for (const run of text.runs()) {
    const shown = Array.from(run.text, (character) => {
      if (character === delimiter) return `\\${character}`;
      return UNPRINTABLE.test(character) ? (SHORT[character] ?? hexEscape(character.codePointAt(0)!)) : character;
    });
    builder.appendText(shown.join(""), run.marks);
  }
  builder.appendText(delimiter);
}

function hexEscape(code: number): string {
  const hex = code.toString(16);
  if (code < 0x100) return `\\x${hex.padStart(2, "0")}`;
  return code < 0x10000 ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
}
