/** What the module of assembly/index.ts exports; places are in bytes, numbers unsigned unless it says so. */
export interface EngineExports {
  readonly memory: WebAssembly.Memory;
  /** Where the text is to be, how many bytes at most, and where its ids are. */
  readonly text: WebAssembly.Global<"i32">;
  readonly textCapacity: WebAssembly.Global<"i32">;
  readonly ids: WebAssembly.Global<"i32">;
  /** Where the lengths of pieces are to be, in UTF-16 units. */
  readonly lengths: WebAssembly.Global<"i32">;
  /** Where the class of each code point is. */
  readonly classes: WebAssembly.Global<"i32">;
  readonly byteIds: WebAssembly.Global<"i32">;
  /** Where the table of two bytes is, once there is a vocabulary. */
  readonly bytePairs: WebAssembly.Global<"i32">;

  loadClasses(packed: number, length: number): void;
  /** By its place in PATTERNS (split/patterns.ts); behind the last one for a table. */
  setPattern(pattern: number): void;
  /** Where the steps of a table are to be, 0 where there is no memory for it, and its sections; once they are there, `indexTable`. */
  makeTable(states: number, asciiBits: number): number;
  tableSections(): number;
  indexTable(states: number): void;
  /** Whether there is memory for it. */
  makeCache(): number;
  forgetAll(): void;
  remembered(): number;

  /** Where the packed vocabulary is to be, 0 where there is no memory for it; then `readPacked` until it gives 0. */
  beginPacked(merges: number, isTree: number): number;
  readPacked(most: number): number;

  makeVocabulary(tokens: number, pairs: number, isTree: number): number;
  /** Where the table of pairs is, once there is a vocabulary. */
  readonly slots: WebAssembly.Global<"i32">;
  addPair(number: number, left: number, right: number): void;
  makeRanks(pairs: number): number;
  makeTokens(pairs: number): number;
  setLacksBytes(lacks: number): void;
  makeIds(): number;
  makeWholeTokens(count: number, bytes: number): number;
  wholeBytes(): number;
  wholeOffsets(): number;
  indexWholeTokens(count: number): void;

  /** The bytes that are done. */
  encodeText(bytes: number, isFinal: number, limit: number, longest: number): number;
  countText(bytes: number, isFinal: number, limit: number, longest: number): number;
  /** How many pieces are done. */
  encodePieces(count: number, limit: number): number;
  splitText(bytes: number, isFinal: number): number;
  /** Ids that the last call found, and whether it ended before a piece that is too long. */
  foundIds(): number;
  endedBeforeLongPiece(): number;
  /** How many ids, or -1 where a piece is too long. */
  encodeWhole(bytes: number, longest: number): number;
  encodeOne(bytes: number): number;

  /** For a decoder, which has its own instance: whether there is memory for so many tokens, ids, units and merges. */
  makeDecoder(size: number, ids: number, units: number, arena: number, merges: number): number;
  growArena(units: number): number;
  readonly decodeIntegers: WebAssembly.Global<"i32">;
  readonly decodeTable: WebAssembly.Global<"i32">;
  readonly decodeIds: WebAssembly.Global<"i32">;
  readonly decodeUnits: WebAssembly.Global<"i32">;
  readonly decodeArena: WebAssembly.Global<"i32">;
  /** Where the packed vocabulary is to be, and behind it the byte of each of the first 256 tokens. */
  readonly decodePacked: WebAssembly.Global<"i32">;
  /** How many ids are done. */
  copyTokens(first: number, count: number): number;
}
