/** Filters of numbers. */
import { templateFailed } from "../limits/failures.ts";
import { numberValue } from "../operations/operators.ts";
import { numberOf, typeName } from "../values/truth.ts";
import { Float, isText, type Value } from "../values/values.ts";
import { type Filter, filter } from "./filter.ts";

const INT = /^[-+]?\d+(?:_\d+)*$/;
const FLOAT = /^[-+]?(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:e[-+]?\d+)?$/i;

/** A text as Python's float() reads it; undefined where it is none. */
function parsed(text: string): number | undefined {
  const trimmed = text.trim();
  if (FLOAT.test(trimmed)) return Number(trimmed.replaceAll("_", ""));
  const word = /^([-+]?)(?:inf|infinity|(nan))$/i.exec(trimmed);
  if (word === null) return undefined;
  return word[2] ? Number.NaN : word[1] === "-" ? -Infinity : Infinity;
}

export const NUMBER_FILTERS: Readonly<Record<string, Filter>> = {
  int: filter("default base", (value, args) => {
    const fallback = args.value("default", 0);
    const base = args.integer("base", 10);
    if (isText(value) && base !== 10) {
      const read = Number.parseInt(value.text, base);
      return Number.isNaN(read) ? fallback : numberValue(read, false);
    }
    if (isText(value) && INT.test(value.text.trim()))
      return numberValue(Number(value.text.trim().replaceAll("_", "")), false);
    const number = isText(value) ? parsed(value.text) : numberOf(value);
    return number !== undefined && Number.isFinite(number) ? numberValue(Math.trunc(number), false) : fallback;
  }),
  float: filter("default", (value, args) => {
    const number = isText(value) ? parsed(value.text) : numberOf(value);
    return number === undefined ? args.value("default", new Float(0)) : new Float(number);
  }),
  abs: filter("", (value) => numberValue(Math.abs(checkedNumber(value)), value instanceof Float)),
  round: filter("precision method", (value, args) => {
    const [given, places] = [checkedNumber(value), args.integer("precision", 0)];
    const method = args.text("method")?.text ?? "common";
    if (method === "common") {
      const result = rounded(given, places);
      return value instanceof Float ? new Float(result) : numberValue(result, false);
    }
    if (method !== "ceil" && method !== "floor") throw templateFailed('round takes "common", "ceil" or "floor"');
    const factor = 10 ** places;
    return new Float(Math[method](given * factor) / factor);
  }),
};

function checkedNumber(value: Value): number {
  const found = numberOf(value);
  if (found === undefined) throw templateFailed(`${typeName(value)} is not a number`);
  return found;
}

/** To the nearest; what is exactly between goes to the even one. */
function rounded(value: number, places: number): number {
  if (places < 0 || places > 60 || !Number.isFinite(value)) {
    const factor = 10 ** places;
    return Number.isFinite(value) && Number.isFinite(factor) && factor > 0
      ? Math.round(value * factor) / factor
      : value;
  }
  const up = value.toFixed(places);
  // Exact digits, as far as they go: a half that ends there is between two.
  const isHalf = /^5?0*$/.test(value.toFixed(places + 39).slice(up.length + (places === 0 ? 1 : 0)));
  const isOdd = /[13579]$/.test(up.replace(".", ""));
  const difference = Math.abs(Number(up)) - Math.abs(value);
  if (!isHalf || !isOdd || difference <= 0) return Number(up);
  return Number((value - Math.sign(value) * difference).toFixed(places));
}
