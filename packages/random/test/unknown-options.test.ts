/** An option that there is not is told of by its name. */
import { expect, test } from "vitest";
import { Generator } from "../src/index.ts";

const generator = new Generator(1);
const wrong = { sigma: 2 } as never;

test.each([
  ["rand", () => generator.rand(1, wrong), "dtype"],
  ["randn", () => generator.randn(1, wrong), "dtype"],
  ["uniform", () => generator.uniform(1, wrong), "from, to, dtype"],
  ["normal", () => generator.normal(1, wrong), "mean, std, dtype"],
] as const)("%s", (_, draw, known) => {
  const before = generator.getState();
  expect(draw).toThrow(new RegExp(`options is .*; expected only ${known} in it \\(there is sigma\\)`));
  expect(generator.getState()).toEqual(before);
});
