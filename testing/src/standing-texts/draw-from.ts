/** What the generators draw with: whole numbers only, so that every machine and engine draws the same. */
import { mulberry32 } from "../../../tools/mulberry32.mjs";

export interface TextDraw {
  /** From 0 up to `count - 1`. */
  below(count: number): number;
  /** From `least` to `most`, both included. */
  between(least: number, most: number): number;
  /** True `times` in `of` draws. */
  chance(times: number, of: number): boolean;
  of<T>(from: ArrayLike<T>): T;
}

/** The same seed gives the same draws. */
export function textDraw(seed: number): TextDraw {
  // mulberry32 gives n / 2^32 exactly, so that this is the whole number n again.
  const random = mulberry32(seed);
  const below = (count: number): number => (random() * 2 ** 32) % count;
  return {
    below,
    between: (least, most) => least + below(most - least + 1),
    chance: (times, of) => below(of) < times,
    of: (from) => from[below(from.length)]!,
  };
}
