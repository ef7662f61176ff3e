/** Puts a content in the place of all that a pattern finds. */
import type { AlignedText } from "../aligned/aligned-text.ts";
import type { Pattern } from "../patterns/pattern.ts";
import { unitsIn } from "../patterns/units-in.ts";
import type { Normalizer } from "./normalizer.ts";

/** One unit, half of no pair, that takes the place of another. */
export interface UnitChange {
  readonly from: number;
  readonly to: number;
}

export class Replace implements Normalizer {
  readonly keepsAsciiApart = false;
  readonly keepsAscii = false;
  readonly #pattern: Pattern;
  readonly #content: string;
  /** Units of which the pattern takes whole runs; null where it takes something else. */
  #runs: Uint8Array | null | undefined;

  constructor(pattern: Pattern, content: string) {
    this.#pattern = pattern;
    this.#content = content;
  }

  /** What it does, where that is no more. */
  get unitChange(): UnitChange | undefined {
    const { literal = "" } = this.#pattern;
    if (!isUnit(literal) || !isUnit(this.#content) || literal === this.#content) return undefined;
    return { from: literal.charCodeAt(0), to: this.#content.charCodeAt(0) };
  }

  normalize(text: string): string {
    const { literal } = this.#pattern;
    if (literal !== undefined) return text.includes(literal) ? text.split(literal).join(this.#content) : text;
    if (this.#runs === undefined) this.#runs = unitsOfRuns(this.#pattern) ?? null;
    return this.#runs === null ? this.#byMatches(text) : this.#byRuns(text, this.#runs);
  }

  #byMatches(text: string): string {
    let changed = "";
    let done = 0;
    for (const [start, end] of this.#pattern.matches(text)) {
      changed += text.slice(done, start) + this.#content;
      done = end;
    }
    return done === 0 && changed === "" ? text : changed + text.slice(done);
  }

  /** Unit by unit: most runs may be what they would become, such as a space. */
  #byRuns(text: string, units: Uint8Array): string {
    const content = this.#content;
    const { length } = text;
    let changed = "";
    let done = 0;
    for (let at = 0; at < length;) {
      const start = at;
      while (at < length && units[text.charCodeAt(at)] === 1) at++;
      if (at === start) {
        at++;
        continue;
      }
      if (at - start === content.length && text.startsWith(content, start)) continue;
      changed += text.slice(done, start) + content;
      done = at;
    }
    return done === 0 ? text : changed + text.slice(done);
  }

  align(text: AlignedText): AlignedText {
    const parts = [...this.#pattern.matches(text.text)];
    return parts.length === 0 ? text : text.replace(parts, this.#content);
  }
}

function isUnit(text: string): boolean {
  return text.length === 1 && (text.charCodeAt(0) & 0xf800) !== 0xd800;
}

/** Undefined where the pattern is not a set of units, repeated as often as they come. */
function unitsOfRuns(pattern: Pattern): Uint8Array | undefined {
  const node = pattern.node?.();
  if (node?.kind !== "repeat" || node.body.kind !== "set") return undefined;
  const isRun = node.min === 1 && node.max === Infinity && !node.isLazy;
  const { units, areAll } = unitsIn(node.body.set);
  return isRun && areAll ? units : undefined;
}
