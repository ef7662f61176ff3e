/**
 * A text that steps change, and where each part of it comes from in the text as it was given. Follows NormalizedString
 * of huggingface/tokenizers 0.23 (tokenizer/normalizer.rs), whose offsets are those of bytes: here they are those of
 * UTF-16 units, and both halves of a surrogate pair come from the same place.
 *
 * Immutable: each change makes another one. A text that nothing has changed keeps no table of places.
 */

/**
 * A character of the changed text: in place of the next one (0), in place of the next one and the `-change` after it
 * (negative), or new (1), in which case it comes from where the character before it does.
 */
export type Change = readonly [character: string, change: number];

/** A part of a text, in UTF-16 units: `[start, end)`. */
export type Span = readonly [start: number, end: number];

export class AlignedText {
  readonly text: string;
  /** Where it begins in the given text, and what is put before all of it comes from. */
  readonly #origin: number;
  /** Where each unit comes from; undefined where the text is a part of the given one as it stands. */
  readonly #starts: Int32Array | undefined;
  readonly #ends: Int32Array | undefined;

  private constructor(text: string, origin: number, starts: Int32Array | undefined, ends: Int32Array | undefined) {
    this.text = text;
    this.#origin = origin;
    this.#starts = starts;
    this.#ends = ends;
  }

  /** A text as it was given, without lone surrogates. */
  static of(text: string): AlignedText {
    return new AlignedText(text, 0, undefined, undefined);
  }

  /** Where a part comes from; an empty one, which may not stand at the end, from before what follows it. */
  origin(start: number, end: number): Span {
    const from = this.#startOf(start);
    return [from, end === start ? from : this.#endOf(end - 1)];
  }

  /** A part of whole characters. */
  slice(start: number, end: number): AlignedText {
    if (start === 0 && end === this.text.length) return this;
    const origin = start < end ? this.#startOf(start) : this.#origin;
    const text = this.text.slice(start, end);
    return new AlignedText(text, origin, this.#starts?.subarray(start, end), this.#ends?.subarray(start, end));
  }

  /** @param removed characters at the beginning that have nothing in their place */
  change(changes: Iterable<Change>, removed = 0): AlignedText {
    const changed = new Places();
    let at = this.#skip(0, removed);
    for (const [character, change] of changes) {
      if (change > 0) this.#addNew(changed, character, at);
      else {
        changed.add(character, this.#startOf(at), this.#endOf(at));
        at = this.#skip(at, 1 - change);
      }
    }
    return changed.made(this.#origin);
  }

  /** Puts a content in the place of each part, which comes from where the last character of the part does. */
  replace(parts: Iterable<Span>, content: string): AlignedText {
    const changed = new Places();
    let done = 0;
    for (const [start, end] of parts) {
      this.#copy(changed, done, start);
      for (const character of content) this.#addNew(changed, character, end);
      done = end;
    }
    this.#copy(changed, done, this.text.length);
    return changed.made(this.#origin);
  }

  #addNew(changed: Places, character: string, at: number): void {
    if (at === 0) changed.add(character, this.#origin, this.#origin);
    else changed.add(character, this.#startOf(at - 1), this.#endOf(at - 1));
  }

  #copy(changed: Places, start: number, end: number): void {
    for (let at = start; at < end; at = this.#skip(at, 1)) {
      changed.add(this.text.slice(at, this.#skip(at, 1)), this.#startOf(at), this.#endOf(at));
    }
  }

  #skip(at: number, characters: number): number {
    let to = at;
    for (let i = 0; i < characters; i++) to += this.text.codePointAt(to)! > 0xffff ? 2 : 1;
    return to;
  }

  #startOf(at: number): number {
    if (this.#starts !== undefined) return this.#starts[at]!;
    return this.#origin + at - (isLow(this.text, at) ? 1 : 0);
  }

  #endOf(at: number): number {
    if (this.#ends !== undefined) return this.#ends[at]!;
    return this.#origin + at + (isHigh(this.text, at) ? 2 : 1);
  }

  /** @param starts where each unit comes from in the given text @param ends where that ends */
  static made(text: string, origin: number, starts: Int32Array, ends: Int32Array): AlignedText {
    return new AlignedText(text, origin, starts, ends);
  }
}

/** A text that is put together, character by character, with the places they come from. */
class Places {
  #text = "";
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];

  add(character: string, start: number, end: number): void {
    this.#text += character;
    for (let i = 0; i < character.length; i++) {
      this.#starts.push(start);
      this.#ends.push(end);
    }
  }

  made(origin: number): AlignedText {
    return AlignedText.made(this.#text, origin, Int32Array.from(this.#starts), Int32Array.from(this.#ends));
  }
}

const isHigh = (text: string, at: number): boolean => (text.charCodeAt(at) & 0xfc00) === 0xd800;
const isLow = (text: string, at: number): boolean => (text.charCodeAt(at) & 0xfc00) === 0xdc00;
