/** minbpe's trainer, the slow and obvious way: all pairs of all words are counted again for every merge. */

/**
 * @param words each text's words, split already
 * @returns the merges as pairs of ids, the bytes in `byteOrder` being 0 to 255
 */
export function trainSlowly(
  words: readonly Uint8Array[],
  byteOrder: readonly number[],
  maxMerges: number,
  minFrequency: number,
): [number, number][] {
  const lines = words.map((word) => Array.from(word, (byte) => byteOrder.indexOf(byte)));
  const merges: [number, number][] = [];
  while (merges.length < maxMerges) {
    const counts = new Map<string, number>();
    for (const ids of lines) {
      for (let i = 0; i + 1 < ids.length; i++) {
        const pair = `${ids[i]} ${ids[i + 1]}`;
        counts.set(pair, (counts.get(pair) ?? 0) + 1);
      }
    }
    const ranked = [...counts]
      .map(([pair, count]) => ({ count, pair: pair.split(" ").map(Number) as [number, number] }))
      .toSorted((a, b) => b.count - a.count || a.pair[0] - b.pair[0] || a.pair[1] - b.pair[1]);
    const [best] = ranked;
    if (best === undefined || best.count < Math.max(1, minFrequency)) break;
    const token = 256 + merges.length;
    merges.push(best.pair);
    for (const ids of lines) {
      for (let i = 0; i + 1 < ids.length; i++) {
        if (ids[i] === best.pair[0] && ids[i + 1] === best.pair[1]) ids.splice(i, 2, token);
      }
    }
  }
  return merges;
}
