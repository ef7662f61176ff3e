/** Messages of the packages, in the words of the command line. */
import { Command } from "commander";
import { expect, test } from "vitest";
import { asOptions } from "../src/as-options.ts";

const root = new Command("windrow");
const train = root.command("train");
train.option("--vocab-size <n>", "").option("--special-token <t>", "").option("--no-color", "").option("-x", "");
const prepare = root.command("prepare");
prepare.option("--invalid-text <policy>", "").option("--world-size <n>", "").option("--special-token <t>", "");
root.command("status");
root.command("count");
const commandOf = (name: string): Command => root.commands.find((one) => one.name() === name)!;

test.each([
  ["train", "vocabSize is 5; expected more.", "--vocab-size is 5; expected more."],
  ["prepare", 'Mend it, or set invalidText to "skip".', 'Mend it, or set --invalid-text to "skip".'],
  ["status", 'Mend it, or set invalidText to "skip".', 'Mend it, or set prepare\'s --invalid-text to "skip".'],
  ["prepare", "set rank below worldSize.", "set rank below --world-size."],
  ["train", 'specialTokens[0] is ""', '--special-token is ""'],
  ["prepare", 'specialTokens[0] is ""', '--special-token is ""'],
  // Options of other commands are of no use here.
  ["count", "vocabSize is 5", "vocabSize is 5"],
  ["count", 'specialTokens[0] is ""', 'specialTokens[0] is ""'],
  ["train", 'the field is "vocabSize"', 'the field is "vocabSize"'],
  ["train", "/data/vocabSize/a.txt is empty", "/data/vocabSize/a.txt is empty"],
  ["train", "vocabSize.txt and vocabSizes are something else", "vocabSize.txt and vocabSizes are something else"],
  ["train", "JavaScript has no toString here", "JavaScript has no toString here"],
  // Advice for programs.
  [
    "count",
    'The text has a special token. To encode it, pass { allowedSpecial: ["<|a|>"] }.',
    "The text has a special token.",
  ],
  ["count", "line 1 of x.json is {a: 1}, not a token.", "line 1 of x.json is {a: 1}, not a token."],
])("%s: %s", (name, message, expected) => expect(asOptions(message, commandOf(name))).toBe(expected));
