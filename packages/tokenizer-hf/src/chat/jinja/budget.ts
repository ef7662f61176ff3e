/**
 * What a template may spend: it comes from a file that others wrote, and its loops may be without end. Steps of the
 * evaluation and characters that are put together are counted; a larger chat has more of both. Bounds time and memory
 * without a clock, so that the same chat renders everywhere or nowhere.
 */
import { templateLimit } from "./failures.ts";

/** A chat of 1,000 messages takes some 100,000; this many take about a second. */
const STEPS = 5_000_000;
const STEPS_PER_VALUE = 1_000;
/** 128 MB of ASCII. */
const CHARACTERS = 2 ** 27;
const CHARACTERS_PER_CHARACTER = 64;
/** Macros and expressions within each other. Python gives up at 1,000 frames, several for each. */
const MAX_DEPTH = 200;

/** How much the caller has given. */
export interface InputSize {
  readonly values: number;
  readonly characters: number;
}

export class Budget {
  #steps: number;
  #characters: number;
  #depth = 0;

  constructor({ values, characters }: InputSize) {
    this.#steps = STEPS + STEPS_PER_VALUE * values;
    this.#characters = CHARACTERS + CHARACTERS_PER_CHARACTER * characters;
  }

  /** @throws HfError HF_TEMPLATE_LIMIT, as all methods */
  step(): void {
    if (--this.#steps < 0) throw templateLimit("It took too many steps");
  }

  /** @returns the number of elements, which are paid for */
  elements(count: number): number {
    this.#steps -= count;
    if (!(this.#steps >= 0)) throw templateLimit("It took too many steps");
    return count;
  }

  characters(count: number): void {
    this.#characters -= count;
    if (!(this.#characters >= 0)) throw templateLimit("It made too much text");
  }

  /** Runs something one level deeper. */
  deeper<T>(work: () => T): T {
    if (++this.#depth > MAX_DEPTH) throw templateLimit("It is nested too deeply");
    try {
      return work();
    } finally {
      this.#depth--;
    }
  }
}
