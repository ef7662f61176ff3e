/** Damaged states of a Generator: refused, or a generator that has that state and draws from it. */
import { fuzzTarget, mustHold, mutateJson, shownText, testFuzzTargets } from "@windrow/testing/fuzz";
import { Generator, type GeneratorState } from "../../src/index.ts";

function states(): string[] {
  const fresh = new Generator(7);
  const used = new Generator(2n ** 64n - 1n);
  used.randn(3);
  return [fresh, used].map((generator) => JSON.stringify(generator.getState()));
}

testFuzzTargets([
  fuzzTarget<string>({
    name: "Generator.setState",
    codes: ["RANDOM_"],
    seeds: states,
    mutate: mutateJson,
    attempt(json) {
      let state: GeneratorState;
      try {
        state = JSON.parse(json) as GeneratorState;
      } catch {
        return;
      }
      const generator = new Generator(1);
      const before = JSON.stringify(generator.getState());
      try {
        generator.setState(state);
      } catch (error) {
        mustHold(JSON.stringify(generator.getState()) === before, "a refused state changes nothing");
        throw error;
      }
      const { words, position, cachedNormal } = generator.getState();
      mustHold(words.join() === state.words.join() && position === state.position, "the state that was given");
      mustHold(Object.is(cachedNormal, state.cachedNormal), "its cached normal");
      mustHold(generator.randn(20).every(Number.isFinite), "numbers");
      mustHold(generator.randperm(5).toSorted().join() === "0,1,2,3,4", "a permutation");
    },
    show: shownText,
  }),
]);
