/** Messages of the packages, in the words of the command line. */
import { type Wording, wording } from "@windrow/core";
import { Command } from "commander";
import { expect, test } from "vitest";
import { asAdvice, asOptions } from "../../src/errors/as-options.ts";

const root = new Command("windrow");
const train = root.command("train");
train.option("--vocab-size <n>", "").option("--special-token <t>", "").option("--no-color", "").option("-x", "");
const prepare = root.command("prepare");
prepare.option("--invalid-text <policy>", "").option("--world-size <n>", "").option("--special-token <t>", "");
prepare.option("--dedupe", "").option("--rank <i>", "");
root.command("status");
root.command("count");
const commandOf = (name: string): Command => root.commands.find((one) => one.name() === name)!;
const named = (option: string): { option: string } => ({ option });

test.each<[string, Wording, string]>([
  ["train", wording`${named("vocabSize")} is 5; expected more.`, "--vocab-size is 5; expected more."],
  ["prepare", wording`set ${named("rank")} below ${named("worldSize")}.`, "set --rank below --world-size."],
  ["prepare", wording`${named("removeDuplicates")} is 1`, "--dedupe is 1"],
  ["status", wording`set ${named("invalidText")} to "skip".`, 'set prepare\'s --invalid-text to "skip".'],
  ["train", wording`${named("specialTokens[0]")} is ""`, '--special-token is ""'],
  ["prepare", wording`${named("specialTokens")} is ""`, '--special-token is ""'],
  // Options of other commands are of no use here.
  ["count", wording`${named("vocabSize")} is 5`, "vocabSize is 5"],
  ["count", wording`${named("specialTokens[0]")} is ""`, 'specialTokens[0] is ""'],
  // Words of a user's are none of ours, whatever they are.
  ["train", wording`the field is vocabSize, set rank`, "the field is vocabSize, set rank"],
])("%s: %j", (name, message, expected) => expect(asOptions(message, commandOf(name))).toBe(expected));

test("advice for programs is left out", () => {
  const message = wording`It has a special token.${{ inCode: " Pass { allowedSpecial: [] }." }}`;
  expect(asAdvice(message)).toBe("It has a special token.");
  expect(asOptions(message, commandOf("count"))).toBe("It has a special token.");
});
