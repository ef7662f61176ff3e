import { SimpleTokenizer } from "@windrow/tokenizer-simple";
import { expect, test } from "vitest";
import { SlidingWindowDataset, visualizeWindows } from "../../src/index.ts";

const text = "the cat sat";
const tokenizer = new SimpleTokenizer(text, { whitespace: "drop" });
const dataset = SlidingWindowDataset.fromText(text, { tokenizer, maxLength: 1, stride: 1 });

test("windows as ids and as text, at most maxPairs", () => {
  const pairs = visualizeWindows(dataset, tokenizer);
  expect(pairs.map(({ input, target }) => `${input} -> ${target}`)).toEqual(["the -> cat", "cat -> sat"]);
  expect([...pairs[0]!.inputIds, ...pairs[0]!.targetIds]).toEqual([...tokenizer.encode("the cat")]);
  expect(visualizeWindows(dataset, tokenizer, { maxPairs: 1 })).toEqual(pairs.slice(0, 1));
  const many = new SlidingWindowDataset(new Int32Array(40), { maxLength: 1, stride: 1 });
  expect(visualizeWindows(many, tokenizer).length).toBe(20);
  expect(() => visualizeWindows(dataset, tokenizer, { maxPairs: 0 })).toThrow(/maxPairs is 0/);
});
