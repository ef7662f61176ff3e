/** Messages of the packages, in the words of the command line. */
import { Command } from "commander";
import { expect, test } from "vitest";
import { asOptions } from "../src/as-options.ts";

const root = new Command("windrow");
root.command("train").option("--vocab-size <n>", "").option("--no-color", "").option("-x", "");
root.command("prepare").option("--invalid-text <policy>", "").option("--world-size <n>", "");

test.each([
  ["vocabSize is 5; expected more.", "--vocab-size is 5; expected more."],
  ['Mend it, or set invalidText to "skip".', 'Mend it, or set --invalid-text to "skip".'],
  ["set rank below worldSize.", "set rank below --world-size."],
  ['specialTokens[0] is ""', '--special-token is ""'],
  ['the field is "vocabSize"', 'the field is "vocabSize"'],
  ["/data/vocabSize/a.txt is empty", "/data/vocabSize/a.txt is empty"],
  ["vocabSize.txt and vocabSizes are something else", "vocabSize.txt and vocabSizes are something else"],
  ["JavaScript has no toString here", "JavaScript has no toString here"],
])("%s", (message, expected) => expect(asOptions(message, root)).toBe(expected));
