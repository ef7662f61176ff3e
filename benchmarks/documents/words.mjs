/**
 * The words of a text as a list by rank that has no end: those that the text has, the frequent ones
 * first, and after them rare ones that are composed of them.
 *
 * A word is a run of letters of one script. Ranks are drawn by Zipf's law, as Mandelbrot has it,
 * p(rank) ~ (rank + 2.7) ^ -s. A rank has the same word each time, so that rare words come again, too, seldom.
 */
import { mulberry32 } from "../../tools/mulberry32.mjs";

/** So many that those of a text are a small part; with the exponents they make vocabularies grow as documents.mjs says. */
const RANKS = 4_000_000;
const OFFSET = 2.7;

/**
 * @param words every word of a text of one script, in its order
 * @param options.compose makes a rare word: of a function that draws a word of the text, and of random numbers
 * @param options.exponent s
 */
export function rankedWords(words, { compose, exponent }) {
  const counts = new Map();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const list = [...counts.keys()].toSorted((a, b) => counts.get(b) - counts.get(a));
  const ranks = new Map(list.map((word, rank) => [word, rank]));
  const power = 1 - exponent;
  const last = (RANKS + OFFSET) ** power;

  /** A rank from `first` on; the distribution's inverse is that of its integral. */
  const drawRank = (random, first) => {
    const start = (first + OFFSET) ** power;
    return Math.floor((start + random() * (last - start)) ** (1 / power) - OFFSET);
  };
  const rareWord = (rank) => {
    const random = mulberry32(rank);
    return compose(() => list[Math.floor(random() ** 3 * list.length)], random);
  };
  return {
    rankOf: (word) => ranks.get(word),
    /** A word of at least that rank. */
    draw(random, first = 0) {
      const rank = drawRank(random, first);
      return rank < list.length ? list[rank] : rareWord(rank);
    },
  };
}

const capital = (word) => word.charAt(0).toUpperCase() + word.slice(1);

/** One word's beginning with another one's end, names, compounds, abbreviations. */
export function composeProse(draw, random) {
  const [one, other, kind] = [draw(), draw(), random()];
  const blend = one.slice(0, Math.ceil(one.length * 0.6)) + other.slice(Math.ceil(other.length * 0.6));
  if (kind < 0.6) return blend.toLowerCase();
  if (kind < 0.8) return capital(blend.toLowerCase());
  if (kind < 0.95) return one + other.toLowerCase();
  return (one.slice(0, 2) + other.slice(0, 2)).toUpperCase();
}

/** Identifiers: camelCase, PascalCase, words in one, shortened. */
export function composeCode(draw, random) {
  const [one, other, kind] = [draw(), draw(), random()];
  if (kind < 0.35) return one.toLowerCase() + capital(other);
  if (kind < 0.5) return one.toLowerCase() + capital(other) + capital(draw());
  if (kind < 0.65) return capital(one) + capital(other);
  if (kind < 0.85) return (one + other).toLowerCase();
  return one.toLowerCase().slice(0, 4) + other.toLowerCase().slice(0, 3);
}
