/** A text from a place on, as far as it has come. What asks for more of it waits by yielding undefined. */
import { codePointStart } from "./characters.ts";

export class TextAhead {
  #text = "";
  #isEnd = false;

  push(text: string): void {
    this.#text += text;
  }

  end(): void {
    this.#isEnd = true;
  }

  /** What has come, up to `end`. */
  upTo(end: number): string {
    return this.#text.slice(0, end);
  }

  /** @returns up to `units` of the text, no pair of surrogates cut, and whether that is all that is left */
  *window(from: number, units: number): Generator<undefined, { text: string; isRest: boolean }> {
    yield* this.#wait(from + units + 1);
    const end = from + units;
    if (end >= this.#text.length) return { text: this.#text.slice(from), isRest: true };
    return { text: this.#text.slice(from, codePointStart(this.#text, end)), isRest: false };
  }

  *endsAt(place: number): Generator<undefined, boolean> {
    yield* this.#wait(place + 1);
    return place >= this.#text.length;
  }

  /** Places count from here on. */
  drop(units: number): void {
    this.#text = this.#text.slice(units);
  }

  *#wait(units: number): Generator<undefined, void> {
    while (!this.#isEnd && this.#text.length < units) yield;
  }
}
