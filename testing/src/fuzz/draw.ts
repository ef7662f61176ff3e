/** What mutators draw: one seed makes one mutated input, whatever ran before it. */
import { mulberry32 } from "../../../tools/mulberry32.mjs";

/** Draws of one mutated input. */
export interface Draw {
  /** An integer from 0 up to, and without, `below`; 0 where there is nothing to choose from. */
  below(below: number): number;
  /** One of a list. */
  of<T>(list: ArrayLike<T>): T;
  /** True with this probability. */
  chance(probability: number): boolean;
}

export function drawOf(seed: number): Draw {
  const random = mulberry32(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  return {
    below,
    of: <T>(list: ArrayLike<T>): T => list[below(list.length)]!,
    chance: (probability) => random() < probability,
  };
}
