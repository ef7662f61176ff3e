/** Writes what packed-vocabulary.ts describes. */
import { BYTE_OF_ID, charactersOfBytes } from "../../vocabulary/byte-alphabet.ts";
import type { TokenBytes } from "../../vocabulary/token-bytes.ts";
import type { Vocabulary } from "../../vocabulary/vocabulary.ts";
import { tokensOf } from "./packed-merges.ts";
import { packRuns } from "./packed-runs.ts";
import type { PackedVocabulary } from "./packed-vocabulary.ts";
import { usedPairs } from "./used-pairs.ts";

const BYTES = 256;
/** In a tree: 18 bits for each number. */
const TREE_DIGITS = 3;
/** In others, whose numbers have 20 bits. */
const TABLE_DIGITS = 4;

export function packVocabulary(vocabulary: Vocabulary): PackedVocabulary {
  return (vocabulary.byteIds.includes(-1) ? undefined : packTree(vocabulary)) ?? packTable(vocabulary);
}

/** Undefined where there are too many tokens. */
function packTree(vocabulary: Vocabulary): PackedVocabulary | undefined {
  const { byteIds, ids, takesWholeTokens } = vocabulary;
  const idOf = (number: number): number => (ids === undefined ? number : ids[number]!);
  const merges = usedPairs(vocabulary).map(({ left, right, made }) => [idOf(left), idOf(right), idOf(made)] as const);
  const bytes = Array.from(BYTE_OF_ID, (byte) => idOf(byteIds[byte]!));
  const made = merges.map(([, , id]) => id);
  // Where the ids are in the order of merging they may have gaps: then they are numbers all the same.
  const isInOrder = [...bytes, ...made].every((id, i, all) => (i < BYTES ? id === i : id > all[i - 1]!));
  const idsOfNumbers = isInOrder
    ? Array.from({ length: 1 + (made.at(-1) ?? 255) }, (_, id) => id)
    : [...bytes, ...made];
  // The largest number says that there is none.
  const none = 2 ** (6 * TREE_DIGITS) - 1;
  if (idsOfNumbers.length >= none) return undefined;
  const numberOf = new Map(idsOfNumbers.map((id, number) => [id, number]));
  const columns = [0, 1].map(() => Array.from({ length: idsOfNumbers.length - BYTES }, () => none));
  const late: number[] = [];
  const known = new Set(bytes);
  for (const [left, right, id] of merges) {
    const [first, second, number] = [left, right, id].map((one) => numberOf.get(one));
    // A part that nothing makes is never there.
    if (first === undefined || second === undefined) continue;
    if (first < number! && second < number!) {
      columns[0]![number! - BYTES] = first;
      columns[1]![number! - BYTES] = second;
      if (known.has(left) && known.has(right)) known.add(id);
    } else late.push(number!, first, second);
  }
  const all = vocabulary.tokenBytes();
  const unmade = unmadeOf(all, known);
  return {
    ...packedOf(columns, TREE_DIGITS, idsOfNumbers, unmade, all),
    ...(late.length === 0 ? {} : { late }),
    ...(takesWholeTokens && unmade.length > 0 ? { takesWhole: true } : {}),
  };
}

function packTable(vocabulary: Vocabulary): PackedVocabulary {
  const { size, byteIds, pairs, ids, isTree, takesWholeTokens = false } = vocabulary;
  const merges = pairs.numbers().toSorted();
  const first = merges[0] ?? 0;
  const isPair = new Set(merges);
  const numbers = Array.from({ length: pairs.lefts.length - first }, (_, i) => first + i);
  const none = 2 ** (6 * TABLE_DIGITS) - 1;
  const columnOf = (values: Int32Array): number[] =>
    numbers.map((number) => (isPair.has(number) ? values[number]! : none));
  const third = pairs.made === undefined ? (pairs.tokens === undefined ? undefined : "tokens") : "made";
  const columns = [pairs.lefts, pairs.rights, ...(third === undefined ? [] : [pairs[third]!])].map(columnOf);
  const all = vocabulary.tokenBytes();
  const found = tokensOf({ size: all.offsets.length - 1 }, vocabulary);
  return {
    ...packedOf(columns, TABLE_DIGITS, ids ?? [], unmadeOf(all, new Set(idsWithBytes(found))), all),
    table: { digits: TABLE_DIGITS, first, size, byteNumbers: packRuns(byteIds), third, isTree, takesWholeTokens },
  };
}

function packedOf(
  columns: readonly (readonly number[])[],
  digits: number,
  ids: ArrayLike<number>,
  unmade: readonly (number | string)[],
  { offsets }: TokenBytes,
): PackedVocabulary {
  let isIdentity = true;
  for (let number = 0; number < ids.length; number++) if (ids[number] !== number) isIdentity = false;
  return {
    size: offsets.length - 1,
    count: columns[0]!.length,
    pairs: columns.map((column) => packColumn(column, digits)).join(""),
    ...(isIdentity ? {} : { ids: packRuns(ids) }),
    ...(unmade.length === 0 ? {} : { unmade: JSON.stringify(unmade) }),
  };
}

function* idsWithBytes({ offsets }: TokenBytes): Generator<number> {
  for (let id = 0; id + 1 < offsets.length; id++) if (offsets[id + 1]! > offsets[id]!) yield id;
}

function unmadeOf(tokens: TokenBytes, known: ReadonlySet<number>): (number | string)[] {
  return Array.from(idsWithBytes(tokens)).flatMap((id) =>
    known.has(id) ? [] : [id, charactersOfBytes(tokens.bytes.subarray(tokens.offsets[id], tokens.offsets[id + 1]))],
  );
}

/** Planes of six-bit digits, the lowest first: '#' to 'c' without the backslash. */
export function packColumn(numbers: readonly number[], digits: number): string {
  let planes = "";
  for (let digit = 0; digit < digits; digit++) {
    for (const number of numbers) {
      const sixBits = (number >> (6 * digit)) & 63;
      planes += String.fromCharCode(sixBits + (sixBits < 57 ? 35 : 36));
    }
  }
  return planes;
}
