/**
 * A string that knows where its characters come from. Whatever a template does to strings (cut, join, replace, JSON),
 * each character keeps its marks, so that the rendered chat says exactly which of its characters the caller wrote.
 * Offsets are in UTF-16 units.
 */

/** Written by the template itself, or a special token of the tokenizer's configuration. */
export const FROM_TEMPLATE = 0;
/** Written by the caller: contents, names, tools, documents, variables. */
export const FROM_CALLER = 1;
/** Inside `{% generation %}`: what the assistant said. */
export const BY_ASSISTANT = 2;
/** Put behind the final message, to find where it ends. */
export const END_OF_MESSAGE = 4;

/** A part of a text: `[start, end)`. */
export type TextRange = readonly [start: number, end: number];

export class MarkedText {
  readonly text: string;
  /** Where each run of equal marks ends, ascending; the last is the text's length. Empty for "". */
  readonly ends: readonly number[];
  /** The marks of each run, added up. */
  readonly marks: readonly number[];

  constructor(text: string, ends: readonly number[], marks: readonly number[]) {
    this.text = text;
    this.ends = ends;
    this.marks = marks;
  }

  /** A string of one origin. */
  static of(text: string, marks: number = FROM_TEMPLATE): MarkedText {
    return text === "" ? EMPTY : new MarkedText(text, [text.length], [marks]);
  }

  get length(): number {
    return this.text.length;
  }

  /** As String.slice, for offsets from 0 on. */
  slice(start: number, end: number = this.length): MarkedText {
    const to = Math.min(end, this.length);
    if (start >= to) return EMPTY;
    if (start === 0 && to === this.length) return this;
    const first = this.#runAt(start);
    const last = this.#runAt(to - 1);
    const ends = this.ends.slice(first, last + 1).map((stop) => Math.min(stop, to) - start);
    return new MarkedText(this.text.slice(start, to), ends, this.marks.slice(first, last + 1));
  }

  /** The run of a character, by halving. */
  #runAt(at: number): number {
    let low = 0;
    let high = this.ends.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.ends[middle]! > at) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Marks of the characters from one place to another: all that any of them has. */
  marksWithin(start: number, end: number): number {
    let all = 0;
    for (let run = this.#runAt(start); run < this.ends.length && (run === 0 || this.ends[run - 1]! < end); run++)
      all |= this.marks[run]!;
    return all;
  }

  /** The same text with one more mark on all of it. */
  marked(mark: number): MarkedText {
    return new MarkedText(
      this.text,
      this.ends,
      this.marks.map((marks) => marks | mark),
    );
  }

  /** The runs, one after another. */
  *runs(): Generator<{ readonly text: string; readonly marks: number; readonly start: number }> {
    let start = 0;
    for (const [i, end] of this.ends.entries()) {
      yield { text: this.text.slice(start, end), marks: this.marks[i]!, start };
      start = end;
    }
  }

  /** Where the characters with a mark are; neighbours are one range. */
  rangesOf(mark: number): TextRange[] {
    const ranges: [number, number][] = [];
    let start = 0;
    for (const [i, end] of this.ends.entries()) {
      if ((this.marks[i]! & mark) !== 0) {
        const before = ranges.at(-1);
        if (before?.[1] === start) before[1] = end;
        else ranges.push([start, end]);
      }
      start = end;
    }
    return ranges;
  }
}

export const EMPTY: MarkedText = new MarkedText("", [], []);
