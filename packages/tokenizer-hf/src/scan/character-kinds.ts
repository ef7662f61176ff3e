/** Characters that a pattern does not tell apart are of one kind: they are in the same of its sets. */
import type { CodePointSet } from "@windrow/tokenizer-bpe/internal";

const CODE_POINTS = 0x110000;
const SET_BITS = 5;
/** Sets that there may be: one bit each. */
const MAX_SETS = 1 << SET_BITS;

export interface CharacterKinds {
  /** Where runs of code points of one kind begin, and their kinds. Kinds are numbered as they come first. */
  readonly starts: readonly number[];
  readonly kinds: readonly number[];
  /** The sets that each kind is in, a bit each. */
  readonly members: readonly number[];
  /** Kinds that ASCII has, which are the first. */
  readonly asciiCount: number;
}

/** @returns undefined where there are too many sets */
export function kindsOf(sets: readonly CodePointSet[]): CharacterKinds | undefined {
  if (sets.length > MAX_SETS) return undefined;
  const known = new Map<number, number>();
  const starts: number[] = [];
  const kinds: number[] = [];
  const kindOf = (members: number): number => {
    const kind = known.get(members) ?? known.size;
    known.set(members, kind);
    return kind;
  };
  let members = 0;
  let start = 0;
  const closeAt = (end: number): void => {
    if (end === start) return;
    const kind = kindOf(members);
    if (kinds.at(-1) !== kind) {
      starts.push(start);
      kinds.push(kind);
    }
    start = end;
  };
  let asciiCount = 0;
  for (const edge of edgesOf(sets)) {
    const at = edge >>> SET_BITS;
    if (start < 0x80 && at >= 0x80) {
      closeAt(0x80);
      asciiCount = known.size;
    }
    closeAt(at);
    members ^= 1 << (edge & (MAX_SETS - 1));
  }
  closeAt(CODE_POINTS);
  return { starts, kinds, members: [...known.keys()], asciiCount: asciiCount === 0 ? known.size : asciiCount };
}

/** Where sets begin and end, ascending, above the number of the set. */
function edgesOf(sets: readonly CodePointSet[]): Uint32Array {
  const edges: number[] = [];
  for (const [number, set] of sets.entries()) {
    for (let i = 0; i < set.length; i += 2)
      edges.push(set[i]! * MAX_SETS + number, (set[i + 1]! + 1) * MAX_SETS + number);
  }
  return Uint32Array.from(edges).toSorted();
}
