/** A packed vocabulary that is a tree over all bytes (packed-vocabulary.ts). */
import { mergesKeyOf } from "../listed/merges-key.ts";
import { once } from "../../vocabulary/once.ts";
import { packedTokens } from "../../vocabulary/packed-token.ts";
import { offsetsOf, type TokenBytes } from "../../vocabulary/token-bytes.ts";
import { unpackTokenBytes, unpackVocabulary } from "../../vocabulary/unpack-vocabulary.ts";
import type { VocabularySource } from "../../vocabulary/vocabulary-source.ts";
import type { Vocabulary } from "../../vocabulary/vocabulary.ts";
import { unpackRuns } from "./packed-runs.ts";
import { unpackUnmade } from "./packed-unmade.ts";
import type { PackedVocabulary } from "./packed-vocabulary.ts";

export function treeSource({ size, pairs, ids: runs, late, unmade, takesWhole }: PackedVocabulary): VocabularySource {
  const ids = runs === undefined ? undefined : once(() => unpackRuns(runs));
  const others = once(() => unpackUnmade(unmade));
  const numberOf = ids === undefined ? undefined : once(() => numbersOf(ids(), size));
  const tokenBytes = once(() => {
    const tokens = unpackTokenBytes(pairs);
    return ids === undefined && unmade === undefined ? tokens : tokensById(tokens, ids?.(), others(), size);
  });
  const whole = takesWhole ? { wholeTokens: once(() => tokensOf(others(), size)) } : {};
  const copyNumbered = packedTokens(pairs);
  const vocabulary = once(() => ({
    ...withLate(unpackVocabulary(pairs), late),
    ...(ids === undefined ? {} : { ids: ids() }),
    ...(takesWhole ? { takesWholeTokens: true } : {}),
    ...whole,
    tokenBytes,
  }));
  return {
    ...(ids === undefined && late === undefined ? { packed: pairs } : { numbered: { packed: pairs, late, ids } }),
    ...whole,
    vocabulary,
    tokenBytes,
    size: () => size,
    copyToken: (id, into) => {
      const other = unmade === undefined ? undefined : others().get(id);
      if (other === undefined) return copyNumbered(numberOf === undefined ? id : (numberOf()[id] ?? -1), into);
      into.set(other.subarray(0, into.length));
      return other.length;
    },
    mergesKey: () => mergesKeyOf(vocabulary()),
  };
}

/** A vocabulary with more pairs, which is not a tree then. */
function withLate(vocabulary: Vocabulary, late: readonly number[] | undefined): Vocabulary {
  if (late === undefined) return vocabulary;
  const { pairs } = vocabulary;
  for (let i = 0; i < late.length; i += 3) {
    pairs.lefts[late[i]!] = late[i + 1]!;
    pairs.rights[late[i]!] = late[i + 2]!;
    pairs.add(late[i]!);
  }
  return { ...vocabulary, isTree: false };
}

function numbersOf(ids: Int32Array, size: number): Int32Array {
  const numbers = new Int32Array(size).fill(-1);
  for (let number = 0; number < ids.length; number++) numbers[ids[number]!] = number;
  return numbers;
}

function tokensOf(others: ReadonlyMap<number, Uint8Array>, size: number): TokenBytes {
  const lengths = new Uint32Array(size);
  for (const [id, token] of others) lengths[id] = token.length;
  const offsets = offsetsOf(lengths);
  const bytes = new Uint8Array(offsets[size]!);
  for (const [id, token] of others) bytes.set(token, offsets[id]);
  return { bytes, offsets };
}

function tokensById(
  tokens: TokenBytes,
  ids: Int32Array | undefined,
  others: ReadonlyMap<number, Uint8Array>,
  size: number,
): TokenBytes {
  const lengths = new Uint32Array(size);
  const count = tokens.offsets.length - 1;
  for (let number = 0; number < count; number++) {
    lengths[ids === undefined ? number : ids[number]!] = tokens.offsets[number + 1]! - tokens.offsets[number]!;
  }
  for (const [id, token] of others) lengths[id] = token.length;
  const offsets = offsetsOf(lengths);
  const bytes = new Uint8Array(offsets[size]!);
  for (let number = 0; number < count; number++) {
    let to = offsets[ids === undefined ? number : ids[number]!]!;
    for (let from = tokens.offsets[number]!; from < tokens.offsets[number + 1]!; from++)
      bytes[to++] = tokens.bytes[from]!;
  }
  for (const [id, token] of others) bytes.set(token, offsets[id]);
  return { bytes, offsets };
}
