/** The vocabulary that lists of tokens and merges make: of tokenizer.json, and of GPT-2's two files. */
import { vocabularyOfMerges } from "../vocabulary-sources/listed/vocabulary-of-merges.ts";
import { MAX_TOKENS } from "../vocabulary/pair-table.ts";
import { packTokens, type TokenBytes } from "../vocabulary/token-bytes.ts";
import type { Vocabulary } from "../vocabulary/vocabulary.ts";
import { invalidFile, unsupported } from "./file-error.ts";

/** Where the parts stand in the file, for errors. */
export interface ListedPlaces {
  readonly vocab: string;
  /** The place of a merge, by its number. */
  merge(index: number): string | number;
}

/** Tokens and merges as a file lists them, by their ids (list-by-names.ts, list-by-bytes.ts). */
export interface Listing {
  /** Bytes by id, without special tokens that only stand for themselves. */
  readonly tokens: TokenBytes;
  /** How many tokens are listed, special ones included. */
  readonly size: number;
  /** A token in the file's words. */
  nameOf(id: number): string | undefined;
  /** What each merge joins and makes. */
  readonly lefts: Int32Array;
  readonly rights: Int32Array;
  readonly made: Int32Array;
}

export interface ListedVocabulary {
  readonly vocabulary: Vocabulary;
  /** Bytes by id. */
  readonly tokens: TokenBytes;
  /** Tokens that no merge makes and that are not a byte, in the file's words. */
  readonly unmade: ReadonlyMap<string, number>;
}

export interface ListingOptions {
  /** Whether a piece that is a token is taken as it is. */
  readonly takesWholeTokens: boolean;
  /** Whether what no merge makes is a token all the same, which no text gives but ids may have. */
  readonly keepsUnmade: boolean;
  /** Whether bytes may be missing, which are left out of every text; by default all 256 have to be tokens. */
  readonly mayLackBytes?: boolean | undefined;
}

/** @throws BpeError BPE_INVALID_FILE, BPE_UNSUPPORTED_FILE */
export function vocabularyOfListing(
  { tokens, nameOf, lefts, rights, made }: Listing,
  { takesWholeTokens, keepsUnmade, mayLackBytes = false }: ListingOptions,
  places: ListedPlaces,
): ListedVocabulary {
  if (made.length > MAX_TOKENS) refuseMerge(places.merge(MAX_TOKENS), MAX_TOKENS);
  const isMade = new Uint8Array(tokens.offsets.length);
  for (const id of made) isMade[id] = 1;
  const unmade = new Map<string, number>();
  for (let id = 0; id + 1 < tokens.offsets.length; id++) {
    const length = tokens.offsets[id + 1]! - tokens.offsets[id]!;
    const name = length === 1 || isMade[id] === 1 ? undefined : nameOf(id);
    if (name !== undefined) unmade.set(name, id);
  }
  const left = keepsUnmade || unmade.size === 0 ? tokens : without(tokens, new Set(unmade.values()));
  if (!mayLackBytes) checkBytes(left, places.vocab);
  const vocabulary = vocabularyOfMerges({ tokens: left, lefts, rights, made, takesWholeTokens });
  return { vocabulary, tokens: left, unmade };
}

function refuseMerge(place: string | number, merge: number): never {
  const isLine = typeof place === "number";
  throw unsupported(isLine ? `line ${place}` : place, `is beyond the first ${merge} merges; more are not supported.`, {
    merge,
    ...(isLine ? { line: place } : {}),
  });
}

function without({ bytes, offsets }: TokenBytes, dropped: ReadonlySet<number>): TokenBytes {
  const tokens = Array.from({ length: offsets.length - 1 }, (_, id) =>
    dropped.has(id) || offsets[id] === offsets[id + 1] ? undefined : bytes.subarray(offsets[id], offsets[id + 1]),
  );
  while (tokens.length > 0 && tokens.at(-1) === undefined) tokens.pop();
  return packTokens(tokens);
}

function checkBytes({ bytes, offsets }: TokenBytes, field: string): void {
  const isThere = new Uint8Array(256);
  for (let id = 0; id + 1 < offsets.length; id++) {
    if (offsets[id + 1] === offsets[id]! + 1) isThere[bytes[offsets[id]!]!] = 1;
  }
  const missing = isThere.indexOf(0);
  if (missing === -1) return;
  throw invalidFile(
    field,
    `has no token for the byte 0x${missing.toString(16).padStart(2, "0")}; expected all 256 bytes in GPT-2's printable characters (byte-level BPE), so that every text can be encoded.`,
    { byte: missing },
  );
}
