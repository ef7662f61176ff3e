/** Cuts the ids of a text, or of two, to a length. Follows LongestFirst of huggingface/tokenizers 0.23. */
import type { Side } from "../fields/config.ts";

/**
 * @param room how many ids are left in all
 * @param side which end is cut off
 */
export function truncateIds(texts: readonly Int32Array[], room: number, side: Side): Int32Array[] {
  const [a, b] = texts as readonly [Int32Array, Int32Array?];
  if (b === undefined) return [cut(a, room, side)];
  if (a.length + b.length <= room) return [a, b];
  const [first, second] = lengthsWithin(a.length, b.length, room);
  return [cut(a, first, side), cut(b, second, side)];
}

/** The shorter one stays whole where it can; where both are too long each has half, and the longer one what is over. */
function lengthsWithin(a: number, b: number, room: number): [number, number] {
  const shorter = Math.min(a, b);
  const longer = shorter > room ? shorter : Math.max(shorter, room - shorter);
  const lengths = shorter + longer > room ? [room >> 1, room - (room >> 1)] : [shorter, longer];
  return a > b ? [lengths[1]!, lengths[0]!] : [lengths[0]!, lengths[1]!];
}

function cut(ids: Int32Array, length: number, side: Side): Int32Array {
  if (ids.length <= length) return ids;
  return side === "right" ? ids.subarray(0, length) : ids.subarray(ids.length - length);
}
