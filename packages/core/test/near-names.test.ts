import { expect, test } from "vitest";
import { didYouMean, nearNames } from "../src/index.ts";

const OPTIONS = ["batchSize", "maxLength", "stride", "shuffle", "dropLast", "numWorkers"];

test.each([
  ["max_length", ["maxLength"]],
  ["max-length", ["maxLength"]],
  ["MAXLENGTH", ["maxLength"]],
  ["maxLenght", ["maxLength"]],
  ["batch", ["batchSize"]],
  ["strid", ["stride"]],
  ["drop_last", ["dropLast"]],
  ["seed", []],
  ["", []],
  ["_", []],
  ["vocabulary", []],
])("%s", (mistyped, near) => expect(nearNames(mistyped, OPTIONS, 3)).toEqual(near));

test("nearest first, at most so many", () => {
  const names = ["gpt2", "gpt3", "gpt", "r50k_base"];
  expect(nearNames("gpt2", names, 3)).toEqual(["gpt2", "gpt3", "gpt"]);
  expect(nearNames("gpt2", names, 1)).toEqual(["gpt2"]);
});

test("a name of a million letters is compared by its first 80", () => {
  expect(nearNames("x".repeat(1_000_000), OPTIONS, 3)).toEqual([]);
});

test("as a question", () => {
  expect(didYouMean("max_length", OPTIONS)).toBe('Did you mean "maxLength"?');
  expect(didYouMean("gpt4", ["gpt2", "gpt3"])).toBe('Did you mean "gpt2" or "gpt3"?');
  expect(didYouMean("input", ["inputs", "output", "inputType"])).toBe('Did you mean "inputs"?');
  expect(didYouMean("o200k", ["o200k_base", "o200k_harmony"])).toBe('Did you mean "o200k_base" or "o200k_harmony"?');
  expect(didYouMean("gp", ["gpt2"])).toBe('Did you mean "gpt2"?');
  expect(didYouMean("zzzzzz", OPTIONS)).toBe("");
});
