/** A vocabulary whose merges are listed, in their order, as files of Hugging Face and GPT-2 have them. */
import { once } from "../../vocabulary/once.ts";
import { NO_PAIR, PairTable } from "../../vocabulary/pair-table.ts";
import type { TokenBytes } from "../../vocabulary/token-bytes.ts";
import type { Vocabulary } from "../../vocabulary/vocabulary.ts";
import { mergesKeyOf } from "./merges-key.ts";
import { numberTokens } from "./merge-order.ts";
import { treeOfMerges, UNMADE } from "./tree-of-merges.ts";
import { vocabularyOfRanks } from "./vocabulary-of-ranks.ts";

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
  const numbering = numberTokens(tokens, made);
  const { ids, numberOf, byteCount, isMadeTwice } = numbering;
  const tree = isMadeTwice ? treeOfMerges(tokens, listed, numbering) : undefined;
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
