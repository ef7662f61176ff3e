/**
 * A vocabulary in a form for modules: strings of ASCII that gzip well, and a few numbers.
 *
 * Most vocabularies are trees over all 256 bytes (vocabulary.ts): these are packed as tools/pack-merges.mjs packs
 * tiktoken's, which the engine reads directly. Their tokens are renumbered: the bytes in GPT-2's order, then what
 * merges make, in the order of merging. Others are nearly trees once the pairs are left out that are never used
 * (used-pairs.ts). Where bytes are missing or numbers need more bits, the whole table of pairs is packed.
 */

/** What stands in a module. */
export interface PackedVocabulary {
  /** The largest id + 1. */
  readonly size: number;
  /** How many pairs there are. */
  readonly count: number;
  /** Six-bit digits, low first: a plane of `count` for each digit of the lefts, then of the rights, then of what is made. */
  readonly pairs: string;
  /** The ids of the numbers, as runs `[id, length, id, length, ...]`; none where numbers are ids. */
  readonly ids?: readonly number[] | undefined;
  /** In a tree: pairs that make a token of a lower number than a part has, as `[number, left, right, ...]`. */
  readonly late?: readonly number[] | undefined;
  /** Tokens whose bytes the pairs don't give, as JSON: ids and bytes in printable characters in turn. */
  readonly unmade?: string | undefined;
  /** In a tree: whether a piece that is one of those is taken as it is. */
  readonly takesWhole?: boolean | undefined;
  /** Where it is not a tree over all bytes. */
  readonly table?: PackedTable | undefined;
}

/** What a table of pairs is beyond a tree: the fields of Vocabulary. */
export interface PackedTable {
  /** Six-bit digits of each number. */
  readonly digits: number;
  /** The number of the first pair. */
  readonly first: number;
  /** The largest number of a token + 1. */
  readonly size: number;
  /** The number of each byte, as runs; -1 for a byte that is not a token. */
  readonly byteNumbers: readonly number[];
  /** What the third column of the pairs is: ranks of pairs, or the tokens that ranks make. */
  readonly third?: "made" | "tokens" | undefined;
  readonly isTree: boolean;
  readonly takesWholeTokens: boolean;
}
