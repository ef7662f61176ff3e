/**
 * torch's randperm: the numbers 0 to n - 1, shuffled by swapping place i with i + (word % (n - i)).
 *
 * Source: ATen/native/TensorFactories.cpp (randperm_cpu), for n below 2^32 / 20, where torch takes
 * one word a swap.
 * Inputs: an array of n <= 214,748,363 places, whatever is in them; an engine, of which n - 1 words
 * are taken. Cost: n swaps, no allocation; 4 bytes a place.
 */
import type { Mt19937 } from "./mt19937.ts";

/** The largest n of which torch's randperm takes one word a swap. */
export const MAX_PERMUTATION = 214_748_363;

/** Words drawn at a time. */
const BLOCK = 1024;
const targets = new Uint32Array(BLOCK);

/** Fills `order` with a random order of its indices. */
export function fillPermutation(engine: Mt19937, order: Int32Array): void {
  const n = order.length;
  for (let i = 0; i < n; i++) order[i] = i;
  for (let start = 0; start < n - 1; start += BLOCK) {
    const count = Math.min(BLOCK, n - 1 - start);
    engine.fillWords(count === BLOCK ? targets : targets.subarray(0, count));
    for (let k = 0; k < count; k++) targets[k] = start + k + (targets[k]! % (n - start - k));
    for (let k = 0; k < count; k++) {
      const i = start + k;
      const j = targets[k]!;
      const swapped = order[i]!;
      order[i] = order[j]!;
      order[j] = swapped;
    }
  }
}
