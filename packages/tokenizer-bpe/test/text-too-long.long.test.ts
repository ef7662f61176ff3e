/** Texts that no string of the engine can hold: about 2^29 characters. */
import { expect, test } from "vitest";
import { BpeTokenizer } from "../src/index.ts";

/** `a` doubled 24 times: the last token has 2^24 letters. */
const doubled = BpeTokenizer.fromMinbpe(
  `minbpe v1\n\n0\n97 97\n${Array.from({ length: 22 }, (_, i) => `${256 + i} ${256 + i}`).join("\n")}\n`,
);
const long = 256 + 22;

test("decode says so in the package's words", () => {
  const letters = doubled.decodeSingleTokenBytes(long).length;
  const ids = new Int32Array(Math.ceil(2 ** 29 / letters)).fill(long);
  const refusal = expect.objectContaining({
    name: "BpeError",
    code: "BPE_TEXT_TOO_LONG",
    message: expect.stringMatching(/^The text is longer than this JavaScript engine can hold/) as string,
  }) as Error;
  expect(() => doubled.decode(ids)).toThrow(refusal);
  expect(() => doubled.decodeBatch([[97], ids])).toThrow(expect.objectContaining({ code: "BPE_TEXT_TOO_LONG" }));
  expect(doubled.decode(ids.subarray(0, 2)).length).toBe(2 * letters);
}, 120_000);
