/**
 * Chunks of a text by the words of their description, over all that is left of it: the slow twin of `splitByTokens`.
 */
import type { Chunk, ChunkOptions, TextTokenizer } from "./text-tokenizer.ts";

const CLOSERS = "[\"')\\]}\u00bb\u2019\u201d\u300d\u300f\uff09]{0,4}";
const MARKS = ".!?\u2026\u061f\u06d4\u0964\u0965";
const WIDE = "\u3002\uff01\uff1f\uff61";

/** Between two units. */
const SENTENCE = new RegExp(
  [
    `(?<=[${WIDE}]${CLOSERS})(?!${CLOSERS.slice(0, -5)}|\\n|$)`,
    `(?<=[${MARKS}]${CLOSERS})(?=[^\\S\\r\\n])(?!\\s\\p{Ll})`,
    `(?<=[${MARKS}${WIDE}]${CLOSERS}\\s*\\n)(?!\\n)`,
    "(?<=\\n\\s*\\n)(?!\\n)",
  ].join("|"),
  "gu",
);
const LINE = /(?<=\n)(?!\n)/g;
const WORD = /(?<=\n)|(?<=[\S\r\n])(?=[^\S\r\n])/g;
const ENDS = { sentence: [SENTENCE, LINE, WORD], line: [LINE, SENTENCE, WORD], word: [WORD], token: [] } as const;

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/** @param reach how much of what is left is looked at, for texts that are too long for all of it */
export function* slowChunks(
  tokenizer: TextTokenizer,
  text: string,
  { maxTokens, overlap = 0, at = "sentence", allowedSpecial = [] }: ChunkOptions,
  reach: number = Infinity,
): Generator<Chunk> {
  const count = (part: string): number => tokenizer.countTokens(part, { allowedSpecial });
  const ends: readonly RegExp[] = ENDS[at];

  /** The end of the chunk from a place on, beyond another, by the ends up to a rank. */
  const endOf = (from: number, beyond: number, maxRank: number): { to: number; rank: number } | undefined => {
    const rest = text.slice(from, from + reach);
    const first = tokenizer.truncate(rest, maxTokens, { allowedSpecial }).length;
    if (first === rest.length) return { to: from + first, rank: 0 };
    // As much as the regular expressions look ahead.
    const seen = rest.slice(0, first + 4);
    const characters = places(seen);
    for (const [rank, found] of [...ends.map((end) => matches(seen, end)), characters].entries()) {
      if (rank > maxRank) return undefined;
      const fitting = found.filter(
        (place) =>
          place <= first &&
          from + place > beyond &&
          (rank === ends.length || characters.includes(place)) &&
          count(rest.slice(0, place)) <= maxTokens,
      );
      if (fitting.length > 0) return { to: from + fitting.at(-1)!, rank };
    }
    if (beyond > from) return undefined;
    const points = [...seen].map((_, i, all) => all.slice(0, i + 1).join("").length);
    const cut = points.findLast((place) => place <= first && count(rest.slice(0, place)) <= maxTokens);
    return { to: from + cut!, rank: ends.length };
  };

  /** Where the overlap of at most so many tokens begins. */
  const tailOf = (from: number, to: number, most: number): number => {
    const part = text.slice(from, to);
    const { starts } = tokenizer.encodeWithOffsets(part, { allowedSpecial, disallowedSpecial: [] });
    const last = [...starts].slice(Math.max(1, starts.length - most));
    const characters = places(part);
    const fits = (place: number): boolean =>
      place > 0 && characters.includes(place) && count(part.slice(place)) <= most;
    for (const end of ends) {
      const found = matches(part, end).find(
        (place) => place >= (last[0] ?? Infinity) && place < part.length && fits(place),
      );
      if (found !== undefined) return from + found;
    }
    const found = last.find(fits);
    return found === undefined ? to : from + found;
  };

  let start = 0;
  let end = text === "" ? 0 : endOf(0, 0, ends.length)!.to;
  while (end > start) {
    const part = text.slice(start, end);
    yield { text: part, tokens: count(part), start, end };
    if (end === text.length) return;
    const plain = endOf(end, end, ends.length)!;
    let next = { start: end, to: plain.to };
    for (let most = overlap; most > 0; most = Math.floor(most / 2)) {
      const tail = tailOf(start, end, most);
      const found = tail === end ? undefined : endOf(tail, end, plain.rank);
      if (found !== undefined) next = { start: tail, to: found.to };
      if (found !== undefined || tail === end) break;
    }
    [start, end] = [next.start, next.to];
  }
}

function matches(text: string, end: RegExp): number[] {
  return Array.from(text.matchAll(end), ({ index }) => index).filter((index) => index > 0 && index < text.length);
}

function places(text: string): number[] {
  return [...Array.from(segmenter.segment(text), ({ index }) => index).slice(1), text.length];
}
