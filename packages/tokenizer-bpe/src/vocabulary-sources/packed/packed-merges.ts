/** A packed vocabulary that is not a tree over all bytes: bytes are missing, or merges have ranks of their own. */
import { mergesKeyOf } from "../listed/merges-key.ts";
import { once } from "../../vocabulary/once.ts";
import { NO_PAIR, PairTable } from "../../vocabulary/pair-table.ts";
import { copyToken, joinBytes, packTokens, type TokenBytes } from "../../vocabulary/token-bytes.ts";
import type { VocabularySource } from "../../vocabulary/vocabulary-source.ts";
import type { Vocabulary } from "../../vocabulary/vocabulary.ts";
import { unpackRuns } from "./packed-runs.ts";
import { unpackUnmade } from "./packed-unmade.ts";
import type { PackedTable, PackedVocabulary } from "./packed-vocabulary.ts";

export function mergesSource(packed: PackedVocabulary, table: PackedTable): VocabularySource {
  const vocabulary = once(() => unpackMerges(packed, table));
  const tokenBytes = (): TokenBytes => vocabulary().tokenBytes();
  return {
    vocabulary,
    tokenBytes,
    size: () => packed.size,
    copyToken: (id, into) => copyToken(tokenBytes(), id, into),
    mergesKey: () => mergesKeyOf(vocabulary()),
  };
}

function unpackMerges(packed: PackedVocabulary, table: PackedTable): Vocabulary {
  const { first, third, digits, isTree, takesWholeTokens } = table;
  const numbers = first + packed.count;
  const [lefts, rights, made] = Array.from({ length: third === undefined ? 2 : 3 }, (_, column) => {
    const values = new Int32Array(numbers).fill(-1, 0, first);
    readColumn(packed.pairs, column * digits, packed.count, digits, values.subarray(first));
    return values;
  }) as [Int32Array, Int32Array, Int32Array | undefined];
  const byteIds = unpackRuns(table.byteNumbers);
  const byteOf = new Map(Array.from(byteIds, (number, byte) => [number, byte]));
  const pairs = new PairTable(
    lefts,
    rights,
    third === "made" ? made : undefined,
    third === "tokens" ? made : undefined,
  );
  const bytePairs = new Int32Array(1 << 16).fill(NO_PAIR);
  const none = 2 ** (6 * digits) - 1;
  for (let number = first; number < numbers; number++) {
    if (lefts[number] === none) {
      lefts[number] = rights[number] = -1;
      continue;
    }
    pairs.add(number);
    const left = byteOf.get(lefts[number]!);
    const right = left === undefined ? undefined : byteOf.get(rights[number]!);
    if (right !== undefined) bytePairs[(left! << 8) | right] = pairs.made?.[number] ?? number;
  }
  const ids = packed.ids === undefined ? undefined : unpackRuns(packed.ids);
  const tokenBytes = once(() => tokensOf(packed, { byteIds, ids, pairs }));
  return {
    size: table.size,
    byteIds,
    bytePairs,
    pairs,
    isTree,
    ...(takesWholeTokens ? { takesWholeTokens } : {}),
    ...(ids === undefined ? {} : { ids }),
    tokenBytes,
  };
}

/** Puts a column of planes into zeros. @param first the place of its lowest digits among the planes */
export function readColumn(planes: string, first: number, count: number, digits: number, into: Int32Array): void {
  for (let digit = 0; digit < digits; digit++) {
    const start = (first + digit) * count;
    for (let i = 0; i < count; i++) {
      const code = planes.charCodeAt(start + i);
      into[i] = into[i]! | ((code - 35 - ((92 - code) >>> 31)) << (6 * digit));
    }
  }
}

/**
 * The bytes of all tokens: those of a merge are its left's and its right's, in as many passes as it takes until all
 * are known, which is one where parts come before what they make.
 */
export function tokensOf(
  { size, unmade }: Pick<PackedVocabulary, "size" | "unmade">,
  { byteIds, ids, pairs }: Pick<Vocabulary, "byteIds" | "ids" | "pairs">,
): TokenBytes {
  const tokens: (Uint8Array | undefined)[] = Array.from({ length: size });
  const idOf = (number: number): number => (ids === undefined ? number : ids[number]!);
  for (const [byte, number] of byteIds.entries()) if (number >= 0) tokens[idOf(number)] = Uint8Array.of(byte);
  for (const [id, bytes] of unpackUnmade(unmade)) tokens[id] = bytes;
  let open = [...pairs.numbers()].toSorted((a, b) => a - b);
  for (let before = -1; open.length > 0 && open.length !== before;) {
    before = open.length;
    open = open.filter((number) => {
      const left = tokens[idOf(pairs.lefts[number]!)];
      const right = tokens[idOf(pairs.rights[number]!)];
      if (left === undefined || right === undefined) return true;
      tokens[idOf(pairs.tokens?.[number] ?? pairs.made?.[number] ?? number)] ??= joinBytes(left, right);
      return false;
    });
  }
  return packTokens(tokens);
}
