/** A state that fuzzing found: a word nested so deep that taking it for a number ran out of stack. */
import { expect, test } from "vitest";
import { Generator, type GeneratorState } from "../../src/index.ts";

test("words that are arrays", () => {
  const state = new Generator(1).getState();
  for (const word of [JSON.parse("[".repeat(20_000) + "]".repeat(20_000)), [5], "5"] as never[]) {
    const words: GeneratorState["words"] = [word, ...state.words.slice(1)];
    expect(() => new Generator(1).setState({ ...state, words })).toThrow(/state.words is not an array of 624 words/);
  }
});
