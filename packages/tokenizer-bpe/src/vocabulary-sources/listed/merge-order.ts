/**
 * The order in which the tokens of listed merges are merged, by which they are numbered: first the bytes, then each
 * merge's token, then those that no merge makes.
 */
import type { TokenBytes } from "../../vocabulary/token-bytes.ts";

export interface MergeOrder {
  /** By number, bytes first. */
  readonly ids: Int32Array;
  /** By id; -1 where it is not a token. */
  readonly numberOf: Int32Array;
  readonly byteCount: number;
  /** Whether two merges make one token. */
  readonly isMadeTwice: boolean;
}

/** @param made the token that each merge makes */
export function numberTokens({ offsets }: TokenBytes, made: Int32Array): MergeOrder {
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
