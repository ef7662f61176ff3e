/** What the module of assembly/lists/index.ts exports; places are in bytes of its memory, 0 where there is nothing. */
export interface ListsExports {
  readonly memory: WebAssembly.Memory;
  /** Where the host puts the byte of each character, i16 x 512. */
  readonly codes: WebAssembly.Global<"i32">;

  /** Where the host puts the file. */
  beginFile(length: number): number;
  findVocab(): number;
  findMerges(from: number): number;

  /** Whether there is memory; then `readTokens`, step by step (steps.ts). */
  beginTokens(vocab: number): number;
  readTokens(most: number): number;
  tokensEnd(): number;
  readonly tokenCount: WebAssembly.Global<"i32">;
  /** Names that are not bytes: u32 where each begins and ends in the file, and its id. */
  readonly others: WebAssembly.Global<"i32">;
  readonly otherCount: WebAssembly.Global<"i32">;

  /** Ids are below `size`; the bytes of the tokens by id, and u32 where each begins. */
  readonly size: WebAssembly.Global<"i32">;
  readonly bytes: WebAssembly.Global<"i32">;
  readonly offsets: WebAssembly.Global<"i32">;

  beginTable(tokens: number): number;
  indexTokens(most: number): number;

  beginMerges(merges: number): number;
  readMerges(most: number): number;
  mergesEnd(): number;
  /** u32 of each merge. */
  readonly lefts: WebAssembly.Global<"i32">;
  readonly rights: WebAssembly.Global<"i32">;
  readonly made: WebAssembly.Global<"i32">;
  readonly mergeCount: WebAssembly.Global<"i32">;

  /** Also 0 where the engine can't have the vocabulary. */
  beginPairs(): number;
  addPairs(most: number): number;
  /** Where those refuse, but not for the sizes of ids and memory. */
  beginRanks(): number;
  addRanks(most: number): number;
  /** How many numbers of tokens there are, see numbers.ts. */
  readonly count: WebAssembly.Global<"i32">;
  readonly byteCount: WebAssembly.Global<"i32">;
  readonly madeEnd: WebAssembly.Global<"i32">;
  readonly ids: WebAssembly.Global<"i32">;
  readonly isIdentity: WebAssembly.Global<"i32">;
  readonly isMadeTwice: WebAssembly.Global<"i32">;
  readonly isTreeOfPairs: WebAssembly.Global<"i32">;
  /** The tables of the engine (../vocabulary/engine-tables.ts). */
  readonly byteIds: WebAssembly.Global<"i32">;
  readonly bytePairs: WebAssembly.Global<"i32">;
  readonly slots: WebAssembly.Global<"i32">;
  readonly slotBytes: WebAssembly.Global<"i32">;
}
