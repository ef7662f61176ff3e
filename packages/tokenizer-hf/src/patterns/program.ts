/** A program that matches an expression: what compile-program.ts writes and run-program.ts runs. */
import type { CodePointSet } from "@windrow/tokenizer-bpe/internal";

/**
 * Instructions, with their operands. `to` is the place of an instruction, `set` the number of a set, `register` that of
 * a number which the program keeps, and which is as it was before when the program goes back to a place it has marked.
 */
export const OP = {
  /** The end: all has matched. */
  MATCH: 0,
  /** code: takes this character. */
  CHARACTER: 1,
  /** set: takes one of these. */
  SET: 2,
  /** to: goes on with the next instruction, and there if that fails. */
  PUSH: 3,
  /** to: goes on there, and with the next instruction if that fails. */
  PUSH_NEXT: 4,
  /** to */
  JUMP: 5,
  /** set, to: goes there unless one of these follows. */
  PEEK: 6,
  /** set, min, max (-1: no end): takes as many of these as there are, and gives them back one by one. */
  RUN: 7,
  /** register: keeps the place in the text. */
  SAVE: 8,
  /** register: begins to count at 0. */
  COUNT_START: 9,
  /** register, min, max (-1), isLazy, to: once more with what follows, or there. The next instruction is ENTER. */
  COUNT: 10,
  /** register: counts one more. */
  ENTER: 11,
  /** register, to, counter (-1: none), min: goes there where nothing was taken since SAVE, if more than min were counted. */
  IF_EMPTY: 12,
  /** register: keeps how many places are marked. */
  MARK: 13,
  /** register: forgets the places marked since MARK. */
  CUT: 14,
  /** register: forgets all since MARK as if it had not been, and fails. */
  REJECT: 15,
  /** register: back to the place that SAVE has kept. */
  RETURN: 16,
  /** register: fails anywhere else but there. */
  AT: 17,
  /** min, more (-1: no end): steps so many characters back; if what follows fails, one more, and so on. */
  BACK: 18,
  /** register, to: takes the text between the places in this register and the next one, or goes there if it can't. */
  REFERENCE: 19,
  TEXT_START: 20,
  TEXT_END: 21,
  LAST_LINE_END: 22,
  LINE_START: 23,
  LINE_END: 24,
  SEARCH_START: 25,
  /** set, isNegated: between a character of a set and one that is not in it. */
  BOUNDARY: 26,
  FAIL: 27,
  /** register, from: keeps in a register what is in another. */
  COPY: 28,
  /** The text ends here from now on, for all that takes characters. */
  NARROW: 29,
  /** register: it ends there again. */
  WIDEN: 30,
} as const;

export interface Program {
  readonly code: Int32Array;
  readonly sets: readonly CodePointSet[];
  /** The first are those below; all begin as -1. */
  readonly registers: number;
  /** The characters it can begin with; undefined where it may take none. */
  readonly first: CodePointSet | undefined;
}

/** Where the match begins, if not where it was looked for. */
export const KEPT_START = 0;
/** Where the text ends, if it is narrowed. */
export const TEXT_LIMIT = 1;
