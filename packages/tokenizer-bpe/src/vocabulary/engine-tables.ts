/** A vocabulary as the engine in WebAssembly has it in its memory (assembly/vocabulary.ts), made elsewhere. */
import type { TokenBytes } from "./token-bytes.ts";

export interface EngineTables {
  /** Numbers of tokens are below this (vocabulary-of-merges.ts), and those of pairs below the other. */
  readonly count: number;
  readonly pairCount: number;
  readonly isTree: boolean;
  readonly byteIds: Int32Array;
  readonly bytePairs: Int32Array;
  /** The table of pairs, with room for `pairCount`. */
  readonly slots: Int32Array;
  /** The token that each pair makes, where that is not its number. */
  readonly made: Int32Array | undefined;
  /** The id of each token, where that is not its number. */
  readonly ids: Int32Array | undefined;
  /** All tokens, where a piece that is one is taken as it is, whatever the merges. */
  readonly wholeTokens: TokenBytes | undefined;
}
