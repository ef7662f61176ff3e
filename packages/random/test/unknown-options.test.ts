/** Unknown options are refused by name, with the names that may have been meant. */
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
  expect(draw).toThrow(
    expect.objectContaining({
      code: "RANDOM_INVALID_ARGUMENT",
      message: `Unknown option "sigma". Known options: ${known}.`,
      fields: { argument: "sigma", value: 2 },
    }),
  );
  expect(generator.getState()).toEqual(before);
});

test("a name that is near to one is hinted at", () => {
  const message = 'Unknown option "d_type". Did you mean "dtype"?';
  expect(() => generator.rand(1, { d_type: "float64" } as never)).toThrow(message);
});
