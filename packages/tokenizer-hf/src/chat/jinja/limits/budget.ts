/**
 * What a template may spend: it comes from a file that others wrote, and its loops may be without end. Steps of the
 * evaluation and characters that are put together are counted; a larger chat has more of both. Bounds time and memory
 * without a clock, so that the same chat renders everywhere or nowhere.
 */
import { templateLimit } from "./failures.ts";

/** A chat of 1,000 messages takes about 100,000; this many take about a second. */
const STEPS = 2_000_000;
const STEPS_PER_VALUE = 1_000;
const STEPS_PER_CHARACTER = 4;
/** Characters that are put together: 128 MB of ASCII. */
const MADE = 2 ** 27;
const MADE_PER_CHARACTER = 64;
/** Characters that are looked at, which is faster and takes no memory. */
const READ = 2 ** 30;
const READ_PER_CHARACTER = 1_024;
/** Macros and expressions within each other. Python gives up at 1,000 frames, several for each. */
const MAX_DEPTH = 200;

/** How much the caller has given. */
export interface InputSize {
  readonly values: number;
  readonly characters: number;
}

export class Budget {
  #steps: number;
  #made: number;
  #read: number;
  #depth = 0;

  constructor({ values, characters }: InputSize) {
    this.#steps = STEPS + STEPS_PER_VALUE * values + STEPS_PER_CHARACTER * characters;
    this.#made = MADE + MADE_PER_CHARACTER * characters;
    this.#read = READ + READ_PER_CHARACTER * characters;
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

  /** Characters are put together. */
  characters(count: number): void {
    this.#made -= count;
    if (!(this.#made >= 0)) throw templateLimit("It made too much text");
  }

  /** Characters are looked at, or cut out. */
  read(count: number): void {
    this.#read -= count;
    if (!(this.#read >= 0)) throw templateLimit("It read too much text");
  }

  /** Runs something one level deeper. An error ends the whole rendering, so that it need not find its way back. */
  deeper<T>(work: () => T): T {
    this.enter();
    const result = work();
    this.leave();
    return result;
  }

  enter(): void {
    if (++this.#depth > MAX_DEPTH) throw templateLimit("It is nested too deeply");
  }

  leave(): void {
    this.#depth--;
  }
}
