/**
 * The mergeable tokens of an encoding, as the pairs that make them.
 *
 * tiktoken merges two neighbours whenever their bytes together are a token, and takes a piece that
 * is a token as it is. In a vocabulary that was trained, every token is made by merging two tokens
 * of lower ids ("a tree"); then it is enough to know that one pair for each token:
 *
 * - The merges within the bytes of a token T that is about to be made are those that T's bytes go
 *   through alone, up to ids below T's. They end in one pair, so no other two neighbours with T's
 *   bytes ever stand beside each other.
 * - So a piece that is a token merges into that token: encoding needs no table of whole tokens.
 *
 * All seven encodings are trees: packing them fails otherwise. For a vocabulary of ranks that is none, `pairs`
 * has every two tokens that are a token together, and pieces are looked up as a whole first.
 *
 * Where merges are listed, several of them may make one token, each with a rank of its own: then `pairs` has the
 * place of each in the list, which is its rank, and the token that each makes (vocabulary-of-ranks.ts).
 */
import type { PairTable } from "./pair-table.ts";
import type { TokenBytes } from "./token-bytes.ts";

export interface Vocabulary {
  /** Largest number + 1. */
  readonly size: number;
  /** Number of each byte; -1 for one that is not a token, which is left out of a piece before it is merged. */
  readonly byteIds: Int32Array;
  /** The rank of the bytes `a` and `b`, at `a << 8 | b`; NO_PAIR where there is none. */
  readonly bytePairs: Int32Array;
  /** The rank of two neighbours, and the token that they make. */
  readonly pairs: PairTable;
  /** Whether every token is made by merging two tokens of lower ids. */
  readonly isTree: boolean;
  /** Whether a piece that is a token is taken as it is, whatever the merges; a tree does without, but for what it lacks. */
  readonly takesWholeTokens?: boolean;
  /** Those that it does not come to by merging, by id; by default all tokens are looked up. */
  wholeTokens?(): TokenBytes;
  /**
   * The ids of tokens whose numbers here, which are the order of merging, are others; a file of Hugging
   * Face may say so. Where there are none, numbers are ids.
   */
  readonly ids?: Int32Array;
  /** The bytes of all tokens, by id. */
  tokenBytes(): TokenBytes;
  /** What else decides the ids, where the tokens' bytes do not say all. */
  mergesKey?(): string | undefined;
}
