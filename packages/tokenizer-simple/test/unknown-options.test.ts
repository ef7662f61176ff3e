/** An option that there is not is told of by its name. */
import { expect, test } from "vitest";
import { SimpleTokenizer } from "../src/index.ts";

const wrong = { min_frequency: 2 };
const refusal = expect.objectContaining({
  code: "SIMPLE_INVALID_OPTION",
  message: expect.stringMatching(/expected only .*whitespace.* in it \(there is min_frequency\)/),
});

test("the constructor, fromVocab, train", async () => {
  expect(() => new SimpleTokenizer("a", wrong as never)).toThrow(refusal);
  expect(() => SimpleTokenizer.fromVocab(["a"], wrong as never)).toThrow(refusal);
  await expect(SimpleTokenizer.train(["a"], wrong as never)).rejects.toThrow(refusal);
  await expect(SimpleTokenizer.train(["a"], null as never)).rejects.toThrow(/options is null; expected an object with/);
});
