/** The hint for a mistyped name of an encoding. */
import { listEncodingNames } from "@windrow/tokenizer-bpe";
import { InvalidArgumentError } from "commander";
import { expect, test } from "vitest";
import { encodingOption, encodingsOption } from "../../src/options/encoding-options.ts";

const NAMES = listEncodingNames();

/** The name that is suggested. */
function hintFor(name: string): string | undefined {
  try {
    encodingOption("gpt2").parseArg!(name, undefined);
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidArgumentError);
    const { message } = error as Error;
    expect(message).toMatch(/The encodings are gpt2, .+\.$/);
    return /^Did you mean (\S+)\?/.exec(message)?.[1];
  }
  return name;
}

test.each([
  ["o200k", "o200k_base"],
  ["o200k_harmon", "o200k_harmony"],
  ["harmony", undefined],
  ["cl10k_base", "cl100k_base"],
  ["CL100K-base", "cl100k_base"],
  ["cl100kbase", "cl100k_base"],
  ["gpt3", "gpt2"],
  ["gp", "gpt2"],
  ["g", undefined],
  ["words", undefined],
  ["x".repeat(100_000), undefined],
  ["constructor", undefined],
])("%.20s: %s", (name, hint) => expect(hintFor(name)).toBe(hint));

test.each(["gpt-4o", "gpt-4", "text-davinci-003"])("%s is a model", (name) =>
  expect(() => encodingOption("gpt2").parseArg!(name, undefined)).toThrow("That is a model: give --model"),
);

test("a letter too few, too many, another or swapped, and capitals, of every encoding", () => {
  for (const name of NAMES) {
    const typed = new Set([name.toUpperCase(), name.replaceAll("_", "-")]);
    for (let i = 0; i < name.length; i++) {
      const [before, letter, after] = [name.slice(0, i), name[i]!, name.slice(i + 1)];
      typed
        .add(before + after)
        .add(before + letter + letter + after)
        .add(`${before}x${after}`);
      if (after !== "") typed.add(before + after[0]! + letter + after.slice(1));
    }
    for (const one of typed) {
      if (one === name || NAMES.includes(one as never)) continue;
      const hint = hintFor(one);
      // p50k_base and r50k_base are a letter apart.
      const others = /^[pr]50k/.test(name) ? ["p50k_base", "r50k_base", "p50k_edit"] : [];
      expect([name, ...others], one).toContain(hint);
    }
  }
});

test("among the names of compare too", () => {
  const parse = (names: string): unknown => encodingsOption([...NAMES, "simple"], ["gpt2"]).parseArg!(names, ["gpt2"]);
  expect(() => parse("gpt2,simpel")).toThrow("Did you mean simple?");
});
