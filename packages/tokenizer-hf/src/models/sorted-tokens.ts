/**
 * The tokens of a vocabulary in order, as codes: in the place of each UTF-16 unit its rank among the units by how often
 * tokens have it, from 1 on. Time grows with the units of the vocabulary: ranges of tokens that begin with the same are
 * counted out by the code behind that, short ones sorted by insertion.
 */

export interface SortedTokens {
  /** In order: shorter ones before those that begin with them. */
  readonly ids: Int32Array;
  /** Codes of the tokens in that order, and where each begins; one more for the end. */
  readonly units: Uint16Array;
  readonly starts: Int32Array;
  /** By UTF-16 unit; 0 where no token has it. */
  readonly codeOfUnit: Uint16Array;
  /** How many codes there are, with 0. */
  readonly codeCount: number;
}

/** Ranges up to this are sorted by insertion. */
const MAX_INSERTION = 16;

export function sortedTokens(tokens: readonly string[]): SortedTokens {
  const ids = Int32Array.from(tokens.keys());
  const starts = new Int32Array(tokens.length + 1);
  for (let id = 0; id < tokens.length; id++) starts[id + 1] = starts[id]! + tokens[id]!.length;
  const units = new Uint16Array(starts[tokens.length]!);
  for (let id = 0, to = 0; id < tokens.length; id++) {
    const token = tokens[id]!;
    for (let at = 0; at < token.length; at++) units[to++] = token.charCodeAt(at);
  }
  const codeOfUnit = new Uint16Array(1 << 16);
  const codeCount = encode(units, codeOfUnit);
  sort(ids, units, starts, codeCount);
  return { ids, ...inOrder(ids, units, starts), codeOfUnit, codeCount };
}

/** Puts codes in the place of units. @returns how many codes there are */
function encode(units: Uint16Array, codeOfUnit: Uint16Array): number {
  const counts = new Int32Array(1 << 16);
  for (let at = 0; at < units.length; at++) counts[units[at]!]!++;
  const used: number[] = [];
  for (let unit = 0; unit < counts.length; unit++) if (counts[unit]! > 0) used.push(unit);
  for (const [i, unit] of used.toSorted((a, b) => counts[b]! - counts[a]!).entries()) codeOfUnit[unit] = i + 1;
  for (let at = 0; at < units.length; at++) units[at] = codeOfUnit[units[at]!]!;
  return used.length + 1;
}

function inOrder(ids: Int32Array, units: Uint16Array, starts: Int32Array): Pick<SortedTokens, "units" | "starts"> {
  const sorted = new Uint16Array(units.length);
  const places = new Int32Array(ids.length + 1);
  let to = 0;
  for (let i = 0; i < ids.length; i++) {
    for (let at = starts[ids[i]!]!, end = starts[ids[i]! + 1]!; at < end; at++) sorted[to++] = units[at]!;
    places[i + 1] = to;
  }
  return { units: sorted, starts: places };
}

function sort(ids: Int32Array, units: Uint16Array, starts: Int32Array, codeCount: number): void {
  const counts = new Int32Array(codeCount);
  const moved = new Int32Array(ids.length);
  const codeAt = (id: number, depth: number): number => {
    const at = starts[id]! + depth;
    return at < starts[id + 1]! ? units[at]! : 0;
  };
  /** Ranges that are still to be sorted, and how much their tokens have in common. */
  const open = [0, ids.length, 0];
  while (open.length > 0) {
    const depth = open.pop()!;
    const end = open.pop()!;
    const first = open.pop()!;
    if (end - first <= MAX_INSERTION) {
      sortFew(ids, first, end, (a, b) => isBefore(units, starts, a, b, depth));
      continue;
    }
    const used: number[] = [];
    for (let i = first; i < end; i++) {
      const code = codeAt(ids[i]!, depth);
      if (counts[code]!++ === 0) used.push(code);
    }
    used.sort((a, b) => a - b);
    let to = first;
    for (const code of used) {
      const count = counts[code]!;
      // Those that end here are the same.
      if (code > 0 && count > 1) open.push(to, to + count, depth + 1);
      counts[code] = to;
      to += count;
    }
    if (used.length > 1) {
      for (let i = first; i < end; i++) moved[counts[codeAt(ids[i]!, depth)]!++] = ids[i]!;
      ids.set(moved.subarray(first, end), first);
    }
    for (const code of used) counts[code] = 0;
  }
}

function sortFew(ids: Int32Array, first: number, end: number, comesBefore: (a: number, b: number) => boolean): void {
  for (let i = first + 1; i < end; i++) {
    const id = ids[i]!;
    let to = i;
    for (; to > first && comesBefore(id, ids[to - 1]!); to--) ids[to] = ids[to - 1]!;
    ids[to] = id;
  }
}

/** @param depth what both have in common */
function isBefore(units: Uint16Array, starts: Int32Array, a: number, b: number, depth: number): boolean {
  const endA = starts[a + 1]!;
  const endB = starts[b + 1]!;
  let atA = starts[a]! + depth;
  let atB = starts[b]! + depth;
  while (atA < endA && atB < endB && units[atA] === units[atB]) {
    atA++;
    atB++;
  }
  return atB < endB && (atA === endA || units[atA]! < units[atB]!);
}
