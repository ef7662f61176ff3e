/** Unknown options are refused by name, with the names that may have been meant. */
import { expect, test } from "vitest";
import { SimpleTokenizer } from "../src/index.ts";

const wrong = { min_frequency: 2 };
const refusal = (hint: string): Error =>
  expect.objectContaining({
    code: "SIMPLE_INVALID_OPTION",
    message: `Unknown option "min_frequency". ${hint}`,
    fields: { option: "min_frequency", value: 2 },
  }) as Error;

test("the constructor, fromVocab, train", async () => {
  const known = refusal("Known options: whitespace.");
  expect(() => new SimpleTokenizer("a", wrong as never)).toThrow(known);
  expect(() => SimpleTokenizer.fromVocab(["a"], wrong as never)).toThrow(known);
  await expect(SimpleTokenizer.train(["a"], wrong as never)).rejects.toThrow(refusal('Did you mean "minFrequency"?'));
  await expect(SimpleTokenizer.train(["a"], null as never)).rejects.toThrow(
    /options is null; expected an object of options/,
  );
});
