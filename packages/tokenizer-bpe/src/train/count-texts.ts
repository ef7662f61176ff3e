/** The first half of a training: the words of all texts, counted. */
import { describe } from "@windrow/core";
import { BpeError } from "../errors.ts";
import type { TextPosition } from "./checkpoint.ts";
import type { Counting } from "./counting-threads.ts";
import type { TextCutter } from "./text-cutter.ts";
import type { TrainingText } from "./train-options.ts";

/** UTF-16 units that a thread is sent at a time. */
const SENT_UNITS = 1 << 17;

/** What is done between the pieces: it may throw, to end the counting. */
export interface CountingTurns {
  /** After pieces were sent. */
  onSent(): void;
  /**
   * After texts or parts of one.
   * @param position up to where they are in the pieces
   * @param sendAll sends what is gathered yet
   */
  onPosition(position: TextPosition, sendAll: () => Promise<void>): Promise<void>;
}

export class TextsCounter {
  readonly #cutter: TextCutter;
  readonly #counting: Counting;
  readonly #turns: CountingTurns;
  #gathered: string[] = [];
  #units = 0;

  constructor(cutter: TextCutter, counting: Counting, turns: CountingTurns) {
    this.#cutter = cutter;
    this.#counting = counting;
    this.#turns = turns;
  }

  /**
   * Counts the words of the texts.
   * @param from what lies before it is skipped
   * @throws BpeError BPE_INVALID_TEXT naming the text
   */
  async count(texts: Iterable<TrainingText> | AsyncIterable<TrainingText>, from: TextPosition): Promise<void> {
    let number = 0;
    for await (const text of texts) {
      if (number >= from.texts) await this.#countText(text, number, number === from.texts ? from.units : 0);
      number++;
    }
    await this.#send();
  }

  async #countText(text: TrainingText, number: number, skipped: number): Promise<void> {
    const end = { texts: number + 1, units: 0 };
    if (typeof text === "string") {
      await this.#countPart(text.slice(skipped), true, end);
      return;
    }
    let units = 0;
    for await (const part of partsOf(text, number)) {
      const known = Math.min(part.length, Math.max(0, skipped - units));
      units += part.length;
      if (units > skipped) await this.#countPart(part.slice(known), false, { texts: number, units });
    }
    await this.#countPart("", true, end);
  }

  /** @param end the position behind the part */
  async #countPart(part: string, isFinal: boolean, end: TextPosition): Promise<void> {
    for (const piece of this.#cutter.push(part, isFinal)) {
      this.#gathered.push(piece);
      this.#units += piece.length;
      if (this.#units >= SENT_UNITS) await this.#send();
    }
    const position = { texts: end.texts, units: end.units - this.#cutter.waiting };
    await this.#turns.onPosition(position, () => this.#send());
  }

  async #send(): Promise<void> {
    const pieces = this.#gathered;
    [this.#gathered, this.#units] = [[], 0];
    if (pieces.length > 0) await this.#counting.count(pieces);
    this.#turns.onSent();
  }
}

function partsOf(text: AsyncIterable<string>, number: number): AsyncIterable<string> {
  if (typeof (text as unknown as Record<symbol, unknown> | null)?.[Symbol.asyncIterator] === "function") return text;
  throw new BpeError(
    "BPE_INVALID_TEXT",
    `text ${number} is ${describe(text)}; expected a string, or an async iterable of a text's parts.`,
    { index: number, text },
  );
}
