/** A vocabulary whose merges are listed, in their order, as files of Hugging Face and GPT-2 have them. */
import { NO_PAIR, PairTable } from "../merge/pair-table.ts";
import { mergesKeyOf } from "./merges-key.ts";
import { once } from "./once.ts";
import type { TokenBytes } from "./token-bytes.ts";
import { vocabularyOfRanks } from "./vocabulary-of-ranks.ts";
import { treeOf } from "./vocabulary-of-tokens.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Tokens by id, and the merges by the ids of their tokens. */
export interface ListedMerges {
  /**
   * None is there twice. Some may be made by no merge, and a byte may be missing: then it is left out of a piece
   * before it is merged.
   */
  readonly tokens: TokenBytes;
  /** What each merge joins, which are tokens, and the token that it makes. */
  readonly lefts: Int32Array;
  readonly rights: Int32Array;
  readonly made: Int32Array;
  /** Whether a piece that is a token is taken as it is, whatever the merges. */
  readonly takesWholeTokens: boolean;
}

/**
 * Where each merge makes a token of its own, tokens are numbered by the order in which they are merged: first the bytes,
 * then each merge's token, then those that no merge makes. So are they where several merges make one, as in files made
 * from tiktoken's, if these are beside each other and the tokens are a tree (vocabulary.ts), in which only one of them
 * is ever used. All other merges have ranks of their own (vocabulary-of-ranks.ts).
 */
export function vocabularyOfMerges(listed: ListedMerges): Vocabulary {
  const { tokens, lefts, rights, made, takesWholeTokens } = listed;
  const { ids, numberOf, byteCount, isMadeTwice } = numberTokens(tokens, made);
  const tree = isMadeTwice ? treeOfListed(listed, ids, numberOf, byteCount) : undefined;
  if (isMadeTwice && tree === undefined) {
    const ranked = vocabularyOfRanks(tokens, lefts, rights, made);
    return withKey(takesWholeTokens ? withWholeTokens(ranked) : ranked);
  }
  const isIdentity = ids.every((id, number) => id === number);
  const vocabulary = {
    ...(tree ?? explicitVocabulary(listed, ids, numberOf, byteCount)),
    ...(isIdentity ? {} : { ids }),
    tokenBytes: () => tokens,
  };
  // In a tree a piece that a merge makes comes out whole by itself.
  const isAllMade = tree !== undefined && ids.every((_, number) => number < 256 || tree.pairs.lefts[number] !== UNMADE);
  return withKey(takesWholeTokens && !isAllMade ? withWholeTokens(vocabulary) : vocabulary);
}

function withWholeTokens(vocabulary: Vocabulary): Vocabulary {
  return { ...vocabulary, isTree: false, takesWholeTokens: true };
}

function withKey(vocabulary: Vocabulary): Vocabulary {
  return { ...vocabulary, mergesKey: once(() => mergesKeyOf(vocabulary)) };
}

/** In place of the parts of what no merge makes: the number of no token. */
const UNMADE = -1;

interface Numbering {
  /** By number, bytes first. */
  readonly ids: Int32Array;
  /** By id; -1 where it is not a token. */
  readonly numberOf: Int32Array;
  readonly byteCount: number;
  /** Whether two merges make one token. */
  readonly isMadeTwice: boolean;
}

function numberTokens({ offsets }: TokenBytes, made: Int32Array): Numbering {
  const size = offsets.length - 1;
  const numberOf = new Int32Array(size).fill(-1);
  const ids = new Int32Array(size);
  let count = 0;
  const add = (id: number): void => {
    numberOf[id] = count;
    ids[count++] = id;
  };
  for (let id = 0; id < size; id++) if (offsets[id + 1] === offsets[id]! + 1) add(id);
  const byteCount = count;
  let isMadeTwice = false;
  for (const id of made) {
    if (numberOf[id] === -1) add(id);
    else isMadeTwice = true;
  }
  for (let id = 0; id < size; id++) if (offsets[id + 1]! > offsets[id]! && numberOf[id] === -1) add(id);
  return { ids: ids.slice(0, count), numberOf, byteCount, isMadeTwice };
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
  byteCount: number,
): Vocabulary {
  const [leftOf, rightOf] = [new Int32Array(ids.length).fill(UNMADE), new Int32Array(ids.length).fill(UNMADE)];
  const pairs = new PairTable(leftOf, rightOf);
  const byteIds = new Int32Array(256).fill(-1);
  for (let number = 0; number < byteCount; number++) byteIds[bytes[offsets[ids[number]!]!]!] = number;
  const bytePairs = new Int32Array(1 << 16).fill(NO_PAIR);
  let isTree = true;
  for (let i = 0; i < made.length; i++) {
    const number = numberOf[made[i]!]!;
    const left = (leftOf[number] = numberOf[lefts[i]!]!);
    const right = (rightOf[number] = numberOf[rights[i]!]!);
    pairs.add(number);
    if (left >= number || right >= number) isTree = false;
    if (left < byteCount && right < byteCount)
      bytePairs[(bytes[offsets[lefts[i]!]!]! << 8) | bytes[offsets[rights[i]!]!]!] = number;
  }
  const tokenBytes = (): TokenBytes => ({ bytes, offsets });
  return { size: ids.length, byteIds, bytePairs, pairs, isTree, tokenBytes };
}

/** Whether a token is made by merges that are not beside each other. @param size ids are below this */
function isApart(made: Int32Array, size: number): boolean {
  const isMade = new Uint8Array(size);
  for (let i = 0; i < made.length; i++) {
    const id = made[i]!;
    if (i > 0 && id === made[i - 1]) continue;
    if (isMade[id] === 1) return true;
    isMade[id] = 1;
  }
  return false;
}

/** Each token by the one pair that its bytes come to, which has to be listed. */
function treeOfListed(
  { tokens: bytes, lefts, rights, made }: ListedMerges,
  ids: Int32Array,
  numberOf: Int32Array,
  byteCount: number,
): Vocabulary | undefined {
  if (byteCount < 256 || isApart(made, numberOf.length)) return undefined;
  const isMade = new Uint8Array(numberOf.length);
  for (const id of made) isMade[id] = 1;
  // What no merge makes has no place in the tree, though its bytes might come to be two tokens.
  const tokens = tokensOf(bytes, ids).map((token, number) =>
    number < 256 || isMade[ids[number]!] === 1 ? token : undefined,
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
