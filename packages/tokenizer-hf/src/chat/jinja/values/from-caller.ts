/**
 * What the caller gives, as values of a template. It is copied, as JSON would have it, so that a template reaches no
 * object of the program; strings are marked as the caller's.
 */
import { describe, isMap } from "@windrow/core";
import { HfError } from "../../../errors.ts";
import type { InputSize } from "../limits/budget.ts";
import { FROM_CALLER, MarkedText } from "../text/marked-text.ts";
import { Dict, Float, List, type Value } from "./values.ts";

/** Python's json gives up at about 1,000. */
const MAX_DEPTH = 200;

/** Says which marks a string gets. @param key of the dict that it stands in */
export type MarksOf = (text: string, key: string | undefined) => number;

export class CallerValues implements InputSize {
  values = 0;
  characters = 0;
  readonly #marksOf: MarksOf;

  constructor(marksOf: MarksOf = () => FROM_CALLER) {
    this.#marksOf = marksOf;
  }

  /**
   * @param place what an error names, such as `messages[1].content`
   * @throws HfError HF_INVALID_OPTION for what JSON has not
   */
  read(value: unknown, place: string): Value {
    return this.#read(value, place, undefined, 0);
  }

  #read(value: unknown, place: string, key: string | undefined, depth: number): Value {
    this.values++;
    if (depth > MAX_DEPTH) throw invalid(place, value, `is nested more than ${MAX_DEPTH} deep; it may contain itself.`);
    if (value === null || typeof value === "boolean") return value;
    if (typeof value === "string") return this.#text(value, key);
    if (typeof value === "number") return Number.isSafeInteger(value) ? value : new Float(value);
    if (Array.isArray(value))
      return new List(value.map((item, i) => this.#read(item, `${place}[${i}]`, key, depth + 1)));
    if (typeof value !== "object" || value === undefined)
      throw invalid(place, value, `is ${describe(value)}; expected a JSON value.`);
    if (isMap(value)) return this.#dict([...value], place, depth);
    if ("toJSON" in value && typeof value.toJSON === "function")
      return this.#read(value.toJSON(key ?? ""), place, key, depth + 1);
    return this.#dict(Object.entries(value), place, depth);
  }

  #text(text: string, key: string | undefined): MarkedText {
    this.characters += text.length;
    return MarkedText.of(text, this.#marksOf(text, key));
  }

  #dict(entries: readonly (readonly [unknown, unknown])[], place: string, depth: number): Dict {
    const kept = entries.filter(([, value]) => value !== undefined);
    return new Dict(
      kept.map(([key, value]) => {
        if (typeof key !== "string") throw invalid(place, key, `has the key ${describe(key)}; expected texts.`);
        const read = this.#read(value, `${place}.${key}`, key, depth + 1);
        return [this.#text(key, undefined), read];
      }),
    );
  }
}

function invalid(place: string, value: unknown, problem: string): HfError {
  return new HfError("HF_INVALID_OPTION", `${place} ${problem}`, { option: place, value });
}
