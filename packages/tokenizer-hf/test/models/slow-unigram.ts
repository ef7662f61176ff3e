/** Unigram as its definition says it: all tokens at all places of a text are tried. Slow, and without anything shared. */

export interface Vocabulary {
  readonly tokens: readonly string[];
  readonly scores: readonly number[];
  readonly unkId: number | undefined;
  readonly byteFallback: boolean;
}

interface Way {
  readonly sum: number;
  /** Characters of each token, and its id. */
  readonly parts: readonly (readonly [text: string, id: number])[];
}

/** The ids of a text with the bytes where each begins and ends; undefined where a character is an error. */
export function slowUnigram(
  { tokens, scores, unkId, byteFallback }: Vocabulary,
  text: string,
): { readonly ids: number[]; readonly starts: number[]; readonly ends: number[] } | undefined {
  const idOf = (token: string): number => tokens.lastIndexOf(token);
  const characters = [...text];
  const ways: (Way | undefined)[] = [{ sum: 0, parts: [] }];
  const unkScore = Math.min(...scores) - 10;
  for (let start = 0; start < characters.length; start++) {
    const before = ways[start]!;
    const offer = (end: number, score: number, id: () => number): void => {
      const old = ways[end];
      const sum = score + before.sum;
      if (old !== undefined && !(sum > old.sum)) return;
      ways[end] = { sum, parts: [...before.parts, [characters.slice(start, end).join(""), id()]] };
    };
    for (let end = start + 1; end <= characters.length; end++) {
      const id = idOf(characters.slice(start, end).join(""));
      if (id >= 0) offer(end, scores[id]!, () => id);
    }
    if (idOf(characters[start]!) >= 0) continue;
    try {
      offer(start + 1, unkScore, () => {
        if (unkId === undefined) throw new RangeError("unknown");
        return unkId;
      });
    } catch {
      return undefined;
    }
  }
  const joined: [string, number][] = [];
  for (const [part, id] of ways[characters.length]!.parts) {
    const last = joined.at(-1);
    if (last?.[1] === id && id === unkId) last[0] += part;
    else joined.push([part, id]);
  }
  const found = { ids: [] as number[], starts: [] as number[], ends: [] as number[] };
  let at = 0;
  for (const [part, id] of joined) {
    const bytes = [...new TextEncoder().encode(part)];
    const known = idOf(part) >= 0 ? [idOf(part)] : undefined;
    const names = bytes.map((byte) => idOf(`<0x${byte.toString(16).padStart(2, "0").toUpperCase()}>`));
    const ids = known ?? (byteFallback && !names.includes(-1) ? names : [id]);
    for (const one of ids) {
      found.ids.push(one);
      found.starts.push(at);
      found.ends.push(at + bytes.length);
    }
    at += bytes.length;
  }
  return found;
}
