/**
 * Unigram as EncodeOptimized of sentencepiece 0.2 has it, step by step: from each character all pieces are offered to where
 * they end, in floats. Slow, and without anything shared.
 */

export interface SlowPiece {
  readonly text: string;
  readonly score: number;
  readonly isUserDefined: boolean;
}

const MAX_SUM = 100_000;

/** Ids of a text that is normalized: those of pieces are their places behind `unkId`, and unknown characters run together. */
export function slowSentencePiece(pieces: readonly SlowPiece[], unkId: number, text: string): number[] {
  const characters = [...text];
  const normal = pieces.filter((one) => !one.isUserDefined).map((one) => Math.fround(one.score));
  const unkScore = Math.fround(Math.min((2 - 2 ** -23) * 2 ** 127, ...normal) - 10);
  const longest = Math.max(...pieces.map((one) => [...one.text].length));
  const ways: ({ sum: number; id: number; start: number } | undefined)[] = [{ sum: 0, id: -1, start: -1 }];
  for (let start = 0; start < characters.length; start++) {
    const { sum } = ways[start]!;
    if (start > 0 && Math.abs(sum) > MAX_SUM)
      for (const way of ways.slice(start)) if (way !== undefined) way.sum = Math.fround(way.sum - sum);
    const offer = (end: number, score: number, id: number): void => {
      const offered = Math.fround(ways[start]!.sum + score);
      const old = ways[end];
      if (old === undefined || offered > old.sum) ways[end] = { sum: offered, id, start };
    };
    let isKnown = false;
    for (let end = start + 1; end <= Math.min(start + longest, characters.length); end++) {
      const part = characters.slice(start, end).join("");
      const at = pieces.findIndex((one) => one.text === part);
      if (at < 0) continue;
      const { score, isUserDefined } = pieces[at]!;
      const bytes = new TextEncoder().encode(part).length;
      offer(end, Math.fround(isUserDefined ? 0.1 * (bytes - 1) : score), unkId + 1 + at);
      isKnown ||= end === start + 1;
    }
    if (!isKnown) offer(start + 1, unkScore, unkId);
  }
  const ids: number[] = [];
  for (let end = characters.length; end > 0; end = ways[end]!.start) {
    const { id } = ways[end]!;
    if (id !== unkId || ids[0] !== unkId) ids.unshift(id);
  }
  return ids;
}
