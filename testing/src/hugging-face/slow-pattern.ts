/**
 * A regular expression as Oniguruma reads it, matched by trying: each part of the pattern is a function that is
 * given what comes behind it. Exponential time, short texts. Nothing of the engine's own expressions takes part,
 * nor of its Unicode: classes are asked of `classes`.
 *
 * What it does not know is Unknown: names of groups, back references, POSIX brackets, folds of more than ASCII.
 */
import { Refused, Unknown } from "./outcome.ts";

/** Whether a code point is in a class: \p{NAME} by its short name, or "s", "w", "d"; "w" within brackets is "W". */
export type CharacterClasses = (name: string, codePoint: number) => boolean;

type Next = (at: number) => number;
/** Where the whole match ends, or -1. */
type Part = (text: readonly number[], at: number, next: Next) => number;
type Test = (codePoint: number) => boolean;

const NEWLINE = 10;
const MAX_REPEATED = 100_000;

/** Finds matches one behind the other, as the onig crate's find_iter: an empty one never stands right behind another. */
export function slowPattern(
  source: string,
  classes: CharacterClasses,
): (text: string) => [start: number, end: number][] {
  const part = new PatternParser(source, classes).all();
  return (text) => {
    const points = Array.from(text, (character) => character.codePointAt(0)!);
    const found: [number, number][] = [];
    let last = -1;
    for (let at = 0; at <= points.length;) {
      const start = at;
      const end = part(points, start, (place) => place);
      if (end === -1 || (end === start && last === start)) {
        at++;
        continue;
      }
      found.push([start, end]);
      last = end;
      at = end > start ? end : start;
      if (end === start) at = start;
    }
    return found;
  };
}

class PatternParser {
  readonly #points: readonly string[];
  readonly #classes: CharacterClasses;
  #at = 0;

  constructor(source: string, classes: CharacterClasses) {
    this.#points = [...source];
    this.#classes = classes;
  }

  all(): Part {
    const part = this.#alternatives(false);
    if (this.#at < this.#points.length) throw new Refused("an unmatched )");
    return part;
  }

  #alternatives(folds: boolean): Part {
    const parts = [this.#sequence(folds)];
    while (this.#takes("|")) parts.push(this.#sequence(folds));
    return (text, at, next) => {
      for (const part of parts) {
        const end = part(text, at, next);
        if (end !== -1) return end;
      }
      return -1;
    };
  }

  #sequence(folds: boolean): Part {
    const parts: Part[] = [];
    while (this.#at < this.#points.length && !["|", ")"].includes(this.#points[this.#at]!))
      parts.push(this.#repeated(this.#one(folds)));
    return parts.reduceRight<Part>(
      (rest, part) => (text, at, next) => part(text, at, (place) => rest(text, place, next)),
      (_, at, next) => next(at),
    );
  }

  #one(folds: boolean): Part {
    const character = this.#take();
    if (character === "(") return this.#group(folds);
    if (character === "[") return single(this.#set(folds));
    if (character === ".") return single((point) => point !== NEWLINE);
    if (character === "^")
      return (text, at, next) => (at === 0 || (text[at - 1] === NEWLINE && at < text.length) ? next(at) : -1);
    if (character === "$") return (text, at, next) => (at === text.length || text[at] === NEWLINE ? next(at) : -1);
    if (character === "\\") return single(this.#escape(false, folds));
    if ("*+?".includes(character)) throw new Refused(`${character} behind nothing`);
    if (character === "{") throw new Unknown("{");
    return single(this.#literal(character, folds));
  }

  #group(folds: boolean): Part {
    const opened = ["?:", "?i:", "?-i:", "?=", "?!", "?<=", "?<!", "?>", ""].find((start) =>
      this.#points
        .slice(this.#at, this.#at + start.length)
        .join("")
        .startsWith(start),
    )!;
    if (opened === "" && this.#points[this.#at] === "?") throw new Unknown("a kind of group");
    this.#at += opened.length;
    const inner = this.#alternatives(opened === "?i:" || (folds && opened !== "?-i:"));
    if (!this.#takes(")")) throw new Refused("a group that is not closed");
    const alone = (text: readonly number[], at: number): number => inner(text, at, (place) => place);
    const behind = (text: readonly number[], at: number): boolean => {
      for (let start = at; start >= 0; start--)
        if (inner(text, start, (place) => (place === at ? place : -1)) !== -1) return true;
      return false;
    };
    switch (opened) {
      case "?=":
        return (text, at, next) => (alone(text, at) !== -1 ? next(at) : -1);
      case "?!":
        return (text, at, next) => (alone(text, at) === -1 ? next(at) : -1);
      case "?<=":
        return (text, at, next) => (behind(text, at) ? next(at) : -1);
      case "?<!":
        return (text, at, next) => (behind(text, at) ? -1 : next(at));
      case "?>":
        return (text, at, next) => {
          const end = alone(text, at);
          return end === -1 ? -1 : next(end);
        };
      default:
        return inner;
    }
  }

  #repeated(part: Part): Part {
    const written = this.#points.slice(this.#at, this.#at + 20).join("");
    const found = /^(?:[*+?]|\{(\d*),(\d*)\}|\{(\d+)\})/.exec(written);
    if (found === null || found[0] === "{,}") return part;
    this.#at += found[0].length;
    const [, low, high, exact] = found;
    const most = exact ?? (high === "" || found[0] === "*" || found[0] === "+" ? "Infinity" : (high ?? "1"));
    const [min, max] = [Number(exact ?? low ?? (found[0] === "+" ? 1 : 0)), Number(most)];
    if (min > MAX_REPEATED || (max !== Infinity && max > MAX_REPEATED)) throw new Refused("too many repetitions");
    if (min > max) throw new Unknown("a repetition backwards");
    const isInterval = found[0].startsWith("{");
    let repeated: Part;
    if (this.#takes("?")) {
      if (exact !== undefined) throw new Unknown("{n}?");
      repeated = lazy(part, min, max);
    } else if (this.#takes("+"))
      repeated = isInterval ? greedy(greedy(part, min, max), 1, Infinity) : atomic(greedy(part, min, max));
    else repeated = greedy(part, min, max);
    if (["*", "+", "?", "{"].includes(this.#points[this.#at]!)) throw new Unknown("a quantifier after another");
    return repeated;
  }

  #set(folds: boolean): Test {
    const isNegated = this.#takes("^");
    if (this.#points[this.#at] === "]") throw new Unknown("an empty set");
    const tests: Test[] = [];
    while (!this.#takes("]")) {
      const character = this.#take();
      if (character === "[" || (character === "&" && this.#points[this.#at] === "&")) throw new Unknown("sets of sets");
      const isClass = character === "\\" && /[sSdDwWpPhH]/.test(this.#points[this.#at] ?? "");
      const isRange = this.#points[this.#at + (character === "\\" ? 1 : 0)] === "-" && !isClass;
      if (isClass || !isRange || this.#points[this.#at + 1] === "]") {
        tests.push(character === "\\" ? this.#escape(true, folds) : this.#literal(character, folds));
        continue;
      }
      if (folds || character === "\\") throw new Unknown("such a range");
      this.#take();
      const last = this.#take();
      if (last === "\\" || last === "[") throw new Unknown("such a range");
      const [from, to] = [character.codePointAt(0)!, last.codePointAt(0)!];
      if (from > to) throw new Refused("an empty range");
      tests.push((point) => point >= from && point <= to);
    }
    return (point) => tests.some((test) => test(point)) !== isNegated;
  }

  #escape(isInSet: boolean, folds: boolean): Test {
    const letter = this.#take();
    if (letter === "p" || letter === "P") {
      const name = /^\{(\^?)([A-Z][a-z]?)\}/.exec(this.#points.slice(this.#at, this.#at + 10).join(""));
      if (name === null || folds) throw new Unknown(`\\${letter}`);
      this.#at += name[0].length;
      const isNegated = (letter === "P") !== (name[1] === "^");
      return (point) => this.#classes(name[2]!, point) !== isNegated;
    }
    if ("sSdDwW".includes(letter)) {
      const name = letter.toLowerCase();
      return (point) => this.#classes(name === "w" && isInSet ? "W" : name, point) === (name === letter);
    }
    const control = { n: 10, r: 13, t: 9, f: 12 }[letter];
    if (control !== undefined) return (point) => point === control;
    if (/[A-Za-z0-9]/.test(letter)) throw new Unknown(`\\${letter}`);
    return this.#literal(letter, folds);
  }

  #literal(character: string, folds: boolean): Test {
    const point = character.codePointAt(0)!;
    if (!folds) return (one) => one === point;
    if (point > 0x7f) throw new Unknown("a fold of more than ASCII");
    // Two letters may be one character.
    if (/[sf]/i.test(character) && /[a-z]/i.test(this.#points[this.#at] ?? "")) throw new Unknown("a fold of two");
    const others = { s: 0x17f, k: 0x212a }[character.toLowerCase()];
    const both = new Set([character.toLowerCase(), character.toUpperCase()].map((one) => one.codePointAt(0)!));
    return (one) => both.has(one) || one === others;
  }

  #takes(character: string): boolean {
    if (this.#points[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  #take(): string {
    const character = this.#points[this.#at++];
    if (character === undefined) throw new Refused("a pattern that ends too soon");
    return character;
  }
}

function single(test: Test): Part {
  return (text, at, next) => (at < text.length && test(text[at]!) ? next(at + 1) : -1);
}

function atomic(part: Part): Part {
  return (text, at, next) => {
    const end = part(text, at, (place) => place);
    return end === -1 ? -1 : next(end);
  };
}

function greedy(part: Part, min: number, max: number): Part {
  return (text, at, next) => {
    const from = (place: number, count: number): number => {
      const more =
        count >= max ? -1 : part(text, place, (end) => (end === place && count >= min ? -1 : from(end, count + 1)));
      return more === -1 && count >= min ? next(place) : more;
    };
    return from(at, 0);
  };
}

function lazy(part: Part, min: number, max: number): Part {
  return (text, at, next) => {
    const from = (place: number, count: number): number => {
      const end = count >= min ? next(place) : -1;
      if (end !== -1 || count >= max) return end;
      return part(text, place, (later) => (later === place && count >= min ? -1 : from(later, count + 1)));
    };
    return from(at, 0);
  };
}
