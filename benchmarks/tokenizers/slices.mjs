/**
 * A text in two: one that warms up the code, and pieces that are then new.
 *
 * A piece has a third of a corpus, about 0.7 MB: what the language repeats within it is remembered,
 * as in every document.
 */
import { summary } from "../report.mjs";

const PIECES = 2;

/** The first third, and the rest in pieces that end with a line. */
export function slices(text) {
  const cut = (from) => (from >= text.length ? text.length : text.indexOf("\n", from) + 1 || text.length);
  const third = cut(Math.floor(text.length / 3));
  const size = Math.ceil((text.length - third) / PIECES);
  const timed = [];
  for (let start = third; start < text.length;) {
    const end = cut(start + size);
    timed.push(text.slice(start, end));
    start = end;
  }
  return [text.slice(0, third), timed];
}

/** The sum over the pieces of each one's median over the turns. */
export function sumOfSlices(turns) {
  const slice = turns[0].firstPass.map((_, i) => summary(turns.map(({ firstPass }) => firstPass[i])));
  const sum = (field) => slice.reduce((total, one) => total + one[field], 0);
  return { median: sum("median"), min: sum("min"), max: sum("max"), rounds: sum("rounds") };
}
