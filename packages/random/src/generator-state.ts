/** The state of a Generator as plain JSON, and back. */
import { RandomError } from "./errors.ts";
import type { Mt19937 } from "./mt19937.ts";

/** What `Generator.getState` gives and `setState` takes; survives `JSON.stringify`. */
export interface GeneratorState {
  readonly algorithm: "mt19937";
  /** The seed last given, in decimal: JSON has no 64-bit integers. */
  readonly initialSeed: string;
  /** 624 words of 32 bits. */
  readonly words: readonly number[];
  /** Index of the next word, 0 to 624. */
  readonly position: number;
  /** Second value of a scalar Box-Muller pair that has not been handed out yet. */
  readonly cachedNormal: number | null;
}

export function saveState(engine: Mt19937, initialSeed: bigint, cachedNormal: number | undefined): GeneratorState {
  return {
    algorithm: "mt19937",
    initialSeed: initialSeed.toString(),
    words: Array.from(engine.words),
    position: engine.position,
    cachedNormal: cachedNormal ?? null,
  };
}

/** Checks the whole state, then writes it into the engine. */
export function restoreState(
  state: GeneratorState,
  engine: Mt19937,
): { initialSeed: bigint; cachedNormal: number | undefined } {
  const fail = (field: string, expected: string): never => {
    throw new RandomError(
      "RANDOM_INVALID_STATE",
      `state.${field} is not ${expected}; pass what getState() returned, unchanged.`,
      { field },
    );
  };
  if (state?.algorithm !== "mt19937") fail("algorithm", '"mt19937"');
  if (
    typeof state.initialSeed !== "string" ||
    !/^\d{1,20}$/.test(state.initialSeed) ||
    BigInt(state.initialSeed) >= 2n ** 64n
  )
    fail("initialSeed", "an unsigned 64-bit integer in decimal");
  const { words, position, cachedNormal } = state;
  const isWord = (word: unknown): boolean => typeof word === "number" && word >>> 0 === word;
  if (!Array.isArray(words) || words.length !== engine.words.length || !Array.from(words).every(isWord))
    fail("words", "an array of 624 words of 32 bits");
  if (!(Number.isInteger(position) && position >= 0 && position <= engine.words.length))
    fail("position", "an integer from 0 to 624");
  if (cachedNormal !== null && !Number.isFinite(cachedNormal)) fail("cachedNormal", "a finite number or null");
  engine.restore(words, position);
  return { initialSeed: BigInt(state.initialSeed), cachedNormal: cachedNormal ?? undefined };
}
