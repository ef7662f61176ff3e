/**
 * Places of tokens in a text by what they decode to, where that is the text itself: a small part of the work of all the
 * steps with their places (pipeline.ts), which is what is left where it is not.
 */
import type { TextOfIds } from "../decode/text-decoder.ts";

/** Ids behind those asked for that say that no character was left out there: more than those of one character. */
export const IDS_BEHIND = 8;

/**
 * How much of a text its first `most` tokens hold, in UTF-16 units, without a character that they would cut.
 * @param first its first ids, `IDS_BEHIND` more than those or all of them
 */
export function unitsHeld(text: string, first: Int32Array, most: number, decoder: TextOfIds): number | undefined {
  const open = decoder.open();
  const held = open.push(first.subarray(0, most));
  const behind = open.push(first.subarray(most));
  return behind !== "" && text.startsWith(held + behind) ? held.length : undefined;
}

/** Where each token of a text begins, in UTF-16 units: one that begins within a character where that does. */
export function decodedStarts(text: string, ids: Int32Array, decoder: TextOfIds): Int32Array | undefined {
  const open = decoder.open();
  const starts = new Int32Array(ids.length);
  let place = 0;
  for (let i = 0; i < ids.length; i++) {
    starts[i] = place;
    const part = open.push(ids.subarray(i, i + 1));
    if (!text.startsWith(part, place)) return undefined;
    place += part.length;
  }
  return place === text.length ? starts : undefined;
}
