/**
 * Listed merges the slow and obvious way, as Hugging Face defines them: of all neighbours those of the lowest rank are
 * merged, the leftmost first, and a merge's rank is the last place that the list has it at.
 */
import { byteString } from "../src/vocabulary/byte-string.ts";
import type { ListedMerges } from "../src/vocabulary-sources/listed/vocabulary-of-merges.ts";

/** What gives the ids of a piece. */
export function slowMerges({
  tokens,
  lefts,
  rights,
  made,
  takesWholeTokens,
}: ListedMerges): (piece: Uint8Array) => number[] {
  const idOf = new Map<string, number>();
  for (let id = 0; id + 1 < tokens.offsets.length; id++) {
    const token = byteString(tokens.bytes.subarray(tokens.offsets[id], tokens.offsets[id + 1]));
    if (token !== "") idOf.set(token, id);
  }
  const merges = new Map(Array.from(made, (id, rank) => [`${lefts[rank]} ${rights[rank]}`, { rank, id }]));
  return (piece) => {
    const whole = takesWholeTokens ? idOf.get(byteString(piece)) : undefined;
    if (whole !== undefined) return [whole];
    const ids = [...piece].flatMap((byte) => idOf.get(String.fromCharCode(byte)) ?? []);
    for (;;) {
      let best: { at: number; rank: number; id: number } | undefined;
      for (let at = 0; at + 1 < ids.length; at++) {
        const merge = merges.get(`${ids[at]} ${ids[at + 1]}`);
        if (merge !== undefined && (best === undefined || merge.rank < best.rank)) best = { at, ...merge };
      }
      if (best === undefined) return ids;
      ids.splice(best.at, 2, best.id);
    }
  };
}
