/**
 * Merges neighbours until no pair has a merge: always the pair of the lowest rank, the leftmost of equal ones. Time n log n
 * by a heap of candidates; one whose tokens have changed since is dropped when it comes up, unless they make the same
 * token again, as in huggingface/tokenizers 0.23.
 */
/** What two tokens make. */
export interface Merge {
  readonly rank: number;
  readonly id: number;
}

export interface Symbols {
  readonly ids: number[];
  /** Where each ends. */
  readonly ends: number[];
}

interface Candidate {
  readonly rank: number;
  readonly at: number;
  readonly id: number;
}

const NONE = -1;

/** @param note gets each merge that becomes possible, with what it would join */
export function mergeSymbols(
  symbols: Symbols,
  find: (left: number, right: number) => Merge | undefined,
  note?: (merge: Merge, left: number, right: number) => void,
): Symbols {
  const { ids, ends } = symbols;
  const count = ids.length;
  const next = Array.from({ length: count }, (_, i) => (i + 1 < count ? i + 1 : NONE));
  const previous = Array.from({ length: count }, (_, i) => i - 1);
  const isGone = new Uint8Array(count);
  const heap: Candidate[] = [];
  const consider = (at: number): void => {
    const [left, right] = [ids[at]!, ids[next[at]!]!];
    const merge = find(left, right);
    if (merge === undefined) return;
    note?.(merge, left, right);
    push(heap, { rank: merge.rank, at, id: merge.id });
  };
  for (let i = 0; i + 1 < count; i++) consider(i);
  for (let top = pop(heap); top !== undefined; top = pop(heap)) {
    const { at, id } = top;
    const right = next[at]!;
    if (isGone[at] === 1 || right === NONE || find(ids[at]!, ids[right]!)?.id !== id) continue;
    ids[at] = id;
    ends[at] = ends[right]!;
    isGone[right] = 1;
    const after = next[right]!;
    next[at] = after;
    if (after !== NONE) previous[after] = at;
    if (previous[at]! >= 0) consider(previous[at]!);
    if (after !== NONE) consider(at);
  }
  const isLeft = (_: number, i: number): boolean => isGone[i] === 0;
  return { ids: ids.filter(isLeft), ends: ends.filter(isLeft) };
}

function isBefore(a: Candidate, b: Candidate): boolean {
  return a.rank !== b.rank ? a.rank < b.rank : a.at < b.at;
}

function push(heap: Candidate[], candidate: Candidate): void {
  let at = heap.length;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!isBefore(candidate, heap[parent]!)) break;
    heap[at] = heap[parent]!;
    at = parent;
  }
  heap[at] = candidate;
}

function pop(heap: Candidate[]): Candidate | undefined {
  const top = heap[0];
  const last = heap.pop();
  if (top === undefined || last === undefined || heap.length === 0) return top;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child++;
    if (!isBefore(heap[child]!, last)) break;
    heap[at] = heap[child]!;
    at = child;
  }
  heap[at] = last;
  return top;
}
