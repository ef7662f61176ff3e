/** Finding, cutting and replacing in texts. */
import type { Budget } from "../limits/budget.ts";
import { templateFailed } from "../limits/failures.ts";
import { characters } from "./code-points.ts";
import { EMPTY, type MarkedText } from "./marked-text.ts";
import { TextBuilder } from "./text-builder.ts";

/** Where a text stands in another, without overlaps. @param most how many; -1: all */
export function placesOf(text: string, part: string, most: number): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(part); at >= 0 && places.length !== most; at = text.indexOf(part, at + part.length))
    places.push(at);
  return places;
}

/** `split(separator)`. @param most how often it is cut; -1: everywhere */
export function split(text: MarkedText, separator: string, most: number, budget: Budget): MarkedText[] {
  const places = placesOf(text.text, nonEmpty(separator), most);
  budget.elements(places.length + 1);
  return between(text, places, separator.length);
}

/** `rsplit(separator)`: the last places are cut. */
export function splitFromEnd(text: MarkedText, separator: string, most: number, budget: Budget): MarkedText[] {
  const places: number[] = [];
  const length = nonEmpty(separator).length;
  for (let end = text.length; end >= length && places.length !== most;) {
    const at = text.text.lastIndexOf(separator, end - length);
    if (at < 0) break;
    places.unshift(at);
    end = at;
  }
  budget.elements(places.length + 1);
  return between(text, places, length);
}

/** `partition(separator)`, or `rpartition`. */
export function partition(text: MarkedText, separator: MarkedText, fromEnd: boolean): MarkedText[] {
  nonEmpty(separator.text);
  const at = fromEnd ? text.text.lastIndexOf(separator.text) : text.text.indexOf(separator.text);
  if (at < 0) return fromEnd ? [EMPTY, EMPTY, text] : [text, EMPTY, EMPTY];
  return [text.slice(0, at), separator, text.slice(at + separator.length)];
}

function between(text: MarkedText, places: readonly number[], length: number): MarkedText[] {
  const starts = [0, ...places.map((at) => at + length)];
  return starts.map((start, i) => text.slice(start, places[i] ?? text.length));
}

function nonEmpty(separator: string): string {
  if (separator === "") throw templateFailed("the separator of a split is empty");
  return separator;
}

/** `replace(old, new)`. @param most how often; -1: everywhere */
export function replace(text: MarkedText, old: MarkedText, by: MarkedText, most: number, budget: Budget): MarkedText {
  if (old.length === 0) return putBetween(text, by, most, budget);
  const builder = new TextBuilder(budget);
  const places = placesOf(text.text, old.text, most);
  budget.elements(places.length);
  let done = 0;
  for (const at of places) {
    builder.append(text.slice(done, at)).append(by);
    done = at + old.length;
  }
  return places.length === 0 ? text : builder.append(text.slice(done)).finish();
}

/** Before each character, and at the end. */
function putBetween(text: MarkedText, by: MarkedText, most: number, budget: Budget): MarkedText {
  const builder = new TextBuilder(budget);
  let left = most < 0 ? Infinity : most;
  budget.elements(text.length);
  for (const character of characters(text)) {
    if (left-- > 0) builder.append(by);
    builder.append(character);
  }
  if (left > 0) builder.append(by);
  return builder.finish();
}
