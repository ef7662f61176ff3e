/** What makes tokens of a piece of text. */
import type { UnitChange } from "../normalizers/replace.ts";
import type { SectionIds } from "../sections/sections.ts";

export interface PieceTokens {
  readonly ids: readonly number[];
  /**
   * Where in the UTF-8 of the piece each token ends, as the library counts: the lengths of the tokens before it and its
   * own, so that what a model drops takes no place.
   */
  readonly ends: readonly number[];
  /** Where each begins, in bytes; missing where that is the end of the one before. */
  readonly starts?: readonly number[];
}

/** Finds parts of a piece that have the same tokens alone. */
export interface PieceParts {
  /** The end of the part that begins at a place. */
  next(text: string, from: number, end: number): number;
  /** A hash of the units of the part that was found last, as sections/table-of-words.ts makes it. */
  readonly hash: number;
  /** The same for text in which a unit stands for another one. */
  changedBy(change: UnitChange): PieceParts;
}

export interface Model {
  /** Tokens of a piece that is not empty. */
  encode(piece: string): PieceTokens;
  /** What finds parts of pieces; undefined where they are encoded whole. */
  readonly parts?: PieceParts | undefined;
  /** The ids of texts that no step splits, where there is a quicker way than by parts. */
  readonly sections?: (() => SectionIds) | undefined;
  idOf(token: string): number | undefined;
  tokenOf(id: number): string | undefined;
  readonly largestId: number;
  /** What stands for unknown text, where the model says it by an id. */
  readonly unkToken?: string | undefined;
}

/** A model that was read from a file's lists. */
export interface ListedModel extends Model {
  /** The ids of those of some tokens that it has. */
  idsOf?(tokens: ReadonlySet<string>): ReadonlyMap<string, number>;
  /** Its tokens and merges as JSON, or digests of them, for a fingerprint. */
  lists(): unknown;
  /** How many tokens it lists. */
  readonly size: number;
}

/** Tokens with their ids, in the order of the ids. */
export function sortedById(vocab: ReadonlyMap<string, number>): (readonly [token: string, id: number])[] {
  return [...vocab].toSorted(([, a], [, b]) => a - b);
}
