/** A state that fuzzing found: a seed nested so deep that taking it for a text ran out of stack. */
import { expect, test } from "vitest";
import { DataLoader } from "../../src/index.ts";

test("seeds that are arrays", () => {
  const dataset = { length: 8, get: (index: number) => index };
  const loader = new DataLoader(dataset, { shuffle: true, seed: 1, collate: (samples) => samples });
  const state = loader.stateDict();
  for (const seed of [JSON.parse("[".repeat(20_000) + "]".repeat(20_000)), ["5"], 5] as never[]) {
    const message = /state.random.seed is .*; expected an unsigned 64-bit integer in decimal/;
    expect(() => loader.loadStateDict({ ...state, random: { ...state.random, seed } })).toThrow(message);
  }
});
