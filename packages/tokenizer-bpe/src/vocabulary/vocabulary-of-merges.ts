/** A vocabulary whose merges are listed, in their order, as files of Hugging Face and GPT-2 have them. */
import { NO_PAIR, PairTable } from "../merge/pair-table.ts";
import { sha256 } from "@windrow/core";
import { byteString } from "./byte-string.ts";
import { once } from "./once.ts";
import type { TokenBytes } from "./token-bytes.ts";
import { treeOf } from "./vocabulary-of-tokens.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Tokens by id, and the merges by the ids of their tokens. */
export interface ListedMerges {
  /** Each byte is one of them, none is there twice. Some may be made by no merge. */
  readonly tokens: TokenBytes;
  /** What each merge joins, which are tokens, and the token that it makes. */
  readonly lefts: Int32Array;
  readonly rights: Int32Array;
  readonly made: Int32Array;
  /** Whether a piece that is a token is taken as it is, whatever the merges. */
  readonly takesWholeTokens: boolean;
}

/** The number of a merge whose token another makes too, in another place of the order. */
export interface UnclearMerge {
  readonly merge: number;
}

/**
 * Numbers tokens by the order in which they are merged: first the bytes, then each merge's token, then
 * those that no merge makes.
 *
 * Several merges may make one token, as in files made from tiktoken's: they have to be beside each other.
 * Then the tokens have to be a tree (vocabulary.ts), in which only one of them is ever used.
 */
export function vocabularyOfMerges(listed: ListedMerges): Vocabulary | UnclearMerge {
  const { tokens, made } = listed;
  const { ids, numberOf, twice } = numberTokens(tokens, made);
  const isIdentity = ids.every((id, number) => id === number);
  const shared = { ...(isIdentity ? {} : { ids }), tokenBytes: () => tokens };
  let vocabulary: Vocabulary;
  if (twice !== -1) {
    const isApart = findApart(made);
    const tree = isApart === -1 ? treeOfListed(listed, ids, numberOf) : undefined;
    if (tree === undefined) return { merge: isApart === -1 ? twice : isApart };
    vocabulary = { ...tree, ...shared };
    // In a tree a piece that a merge makes comes out whole by itself.
    const isAllMade = ids.every((_, number) => number < 256 || tree.pairs.lefts[number] !== UNMADE);
    if (isAllMade || !listed.takesWholeTokens) return withKey(vocabulary);
  } else vocabulary = { ...explicitVocabulary(listed, ids, numberOf), ...shared };
  if (!listed.takesWholeTokens) return withKey(vocabulary);
  const wholeTokens = new Map(tokensOf(tokens, ids).map((bytes, number) => [byteString(bytes), number]));
  return withKey({ ...vocabulary, isTree: false, wholeTokens });
}

/** In place of the parts of what no merge makes: the number of no token. */
const UNMADE = -1;

function numberTokens(
  { offsets }: TokenBytes,
  made: Int32Array,
): { ids: Int32Array; numberOf: Int32Array; twice: number } {
  const size = offsets.length - 1;
  const numberOf = new Int32Array(size).fill(-1);
  const ids = new Int32Array(size);
  let count = 0;
  const add = (id: number): void => {
    numberOf[id] = count;
    ids[count++] = id;
  };
  for (let id = 0; id < size; id++) if (offsets[id + 1] === offsets[id]! + 1) add(id);
  let twice = -1;
  for (let i = 0; i < made.length; i++) {
    if (numberOf[made[i]!] === -1) add(made[i]!);
    else if (twice === -1) twice = i;
  }
  for (let id = 0; id < size; id++) if (offsets[id + 1]! > offsets[id]! && numberOf[id] === -1) add(id);
  return { ids: ids.slice(0, count), numberOf, twice };
}

/** The tokens by their numbers. */
function tokensOf({ bytes, offsets }: TokenBytes, ids: Int32Array): Uint8Array[] {
  return Array.from(ids, (id) => bytes.subarray(offsets[id], offsets[id + 1]));
}

/** The merges as they are listed, each of which makes a token of its own. */
function explicitVocabulary(
  { tokens: { bytes, offsets }, lefts, rights, made }: ListedMerges,
  ids: Int32Array,
  numberOf: Int32Array,
): Vocabulary {
  const [leftOf, rightOf] = [new Int32Array(ids.length).fill(UNMADE), new Int32Array(ids.length).fill(UNMADE)];
  const pairs = new PairTable(leftOf, rightOf);
  const byteIds = new Int32Array(256).fill(-1);
  // Bytes have the first numbers.
  for (let number = 0; number < 256; number++) byteIds[bytes[offsets[ids[number]!]!]!] = number;
  const bytePairs = new Int32Array(1 << 16).fill(NO_PAIR);
  let isTree = true;
  for (let i = 0; i < made.length; i++) {
    const number = numberOf[made[i]!]!;
    const left = (leftOf[number] = numberOf[lefts[i]!]!);
    const right = (rightOf[number] = numberOf[rights[i]!]!);
    pairs.add(number);
    if (left >= number || right >= number) isTree = false;
    if ((left | right) < 256) bytePairs[(bytes[offsets[lefts[i]!]!]! << 8) | bytes[offsets[rights[i]!]!]!] = number;
  }
  const tokenBytes = (): TokenBytes => ({ bytes, offsets });
  return { size: ids.length, byteIds, bytePairs, pairs, isTree, tokenBytes };
}

/** The place of a merge whose token was made before, by merges that are not beside it; -1 where there is none. */
function findApart(made: Int32Array): number {
  const seen = new Set<number>();
  for (let i = 0; i < made.length; i++) {
    if (i > 0 && made[i] === made[i - 1]) continue;
    if (seen.has(made[i]!)) return i;
    seen.add(made[i]!);
  }
  return -1;
}

/** Each token by the one pair that its bytes come to, which has to be listed. */
function treeOfListed(
  { tokens: bytes, lefts, rights, made }: ListedMerges,
  ids: Int32Array,
  numberOf: Int32Array,
): Vocabulary | undefined {
  const isMade = new Set(made);
  // What no merge makes has no place in the tree, though its bytes might come to be two tokens.
  const tokens = tokensOf(bytes, ids).map((token, number) =>
    number < 256 || isMade.has(ids[number]!) ? token : undefined,
  );
  const vocabulary = treeOf(tokens);
  if (vocabulary === undefined) return undefined;
  const { lefts: leftOf, rights: rightOf } = vocabulary.pairs;
  for (const [number, token] of tokens.entries()) if (token === undefined) leftOf[number] = rightOf[number] = UNMADE;
  const isListed = new Uint8Array(tokens.length);
  for (let i = 0; i < made.length; i++) {
    const number = numberOf[made[i]!]!;
    if (leftOf[number] === numberOf[lefts[i]!] && rightOf[number] === numberOf[rights[i]!]) isListed[number] = 1;
  }
  return tokens.every((token, number) => (token?.length ?? 1) === 1 || isListed[number] === 1) ? vocabulary : undefined;
}

function withKey(vocabulary: Vocabulary): Vocabulary {
  return { ...vocabulary, mergesKey: once(() => keyOf(vocabulary)) };
}

/** Undefined where merging by the ids of whatever is a token, as tiktoken does, comes to the same. */
function keyOf(vocabulary: Vocabulary): string | undefined {
  if (isOfRanks(vocabulary)) return undefined;
  const { ids = new Int32Array(0), pairs, wholeTokens } = vocabulary;
  const digests = [ids, pairs.lefts, pairs.rights].map((array) =>
    sha256(new Uint8Array(array.buffer, array.byteOffset, array.byteLength)),
  );
  return [wholeTokens === undefined ? "merges" : "whole", ...digests].join();
}

function isOfRanks(vocabulary: Vocabulary): boolean {
  const { ids, pairs, size } = vocabulary;
  const { bytes, offsets } = vocabulary.tokenBytes();
  const tokens = Array.from({ length: offsets.length - 1 }, (_, id) =>
    offsets[id] === offsets[id + 1] ? undefined : bytes.subarray(offsets[id], offsets[id + 1]),
  );
  const tree = treeOf(tokens);
  if (tree === undefined) return false;
  const idOf = (number: number): number => (ids === undefined ? number : ids[number]!);
  for (let number = 0; number < size; number++) {
    const id = idOf(number);
    if ((tokens[id]?.length ?? 1) === 1) continue;
    if (tree.pairs.lefts[id] !== idOf(pairs.lefts[number]!) || tree.pairs.rights[id] !== idOf(pairs.rights[number]!))
      return false;
  }
  return true;
}
