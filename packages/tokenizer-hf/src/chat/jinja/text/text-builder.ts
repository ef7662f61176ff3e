/** Puts marked texts together. Every character is paid for, so that no loop of a template fills the memory. */
import type { Budget } from "../limits/budget.ts";
import { EMPTY, FROM_TEMPLATE, MarkedText } from "./marked-text.ts";

export class TextBuilder {
  readonly #budget: Budget;
  #text = "";
  readonly #ends: number[] = [];
  readonly #marks: number[] = [];

  constructor(budget: Budget) {
    this.#budget = budget;
  }

  /** @throws HfError HF_TEMPLATE_LIMIT */
  append(part: MarkedText): this {
    if (part.length === 0) return this;
    this.#budget.step();
    this.#budget.characters(part.length);
    const offset = this.#text.length;
    this.#text += part.text;
    for (const [i, end] of part.ends.entries()) this.#push(offset + end, part.marks[i]!);
    return this;
  }

  /** @throws HfError HF_TEMPLATE_LIMIT */
  appendText(text: string, marks: number = FROM_TEMPLATE): this {
    if (text === "") return this;
    this.#budget.step();
    this.#budget.characters(text.length);
    this.#text += text;
    this.#push(this.#text.length, marks);
    return this;
  }

  #push(end: number, marks: number): void {
    const last = this.#ends.length - 1;
    if (last >= 0 && this.#marks[last] === marks) this.#ends[last] = end;
    else {
      this.#ends.push(end);
      this.#marks.push(marks);
    }
  }

  finish(): MarkedText {
    return this.#text === "" ? EMPTY : new MarkedText(this.#text, this.#ends, this.#marks);
  }
}

/** All parts, with a separator between. */
export function join(parts: readonly MarkedText[], separator: MarkedText, budget: Budget): MarkedText {
  const builder = new TextBuilder(budget);
  for (const [i, part] of parts.entries()) {
    if (i > 0) builder.append(separator);
    builder.append(part);
  }
  return builder.finish();
}

/** Some character many times. */
export function repeated(text: MarkedText, times: number, budget: Budget): MarkedText {
  if (times <= 0 || text.length === 0) return EMPTY;
  if (text.marks.length > 1)
    return join(
      Array.from({ length: budget.elements(times) }, () => text),
      EMPTY,
      budget,
    );
  budget.characters(text.length * times);
  return MarkedText.of(text.text.repeat(times), text.marks[0]!);
}
