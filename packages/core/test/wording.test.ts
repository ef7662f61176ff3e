/** Messages made of parts: as programs read them, and as they are said elsewhere. */
import { inspect } from "node:util";
import { expect, test } from "vitest";
import { elsewhere, WindrowError, wording, wordingOf } from "../src/index.ts";

const dashed = (option: string): string => `--${option.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
const inBoth = (error: Error): [string, string] => [error.message, elsewhere(wordingOf(error), dashed)];

test("options have the names of who says them", () => {
  const advice = wording`set ${{ option: "dryDays" }} to at most ${7}`;
  const error = new WindrowError("HAY", wording`Hay is "dryDays" old: ${advice}.`);
  expect(inBoth(error)).toEqual([
    'Hay is "dryDays" old: set dryDays to at most 7.',
    'Hay is "dryDays" old: set --dry-days to at most 7.',
  ]);
});

test("advice for programs is left out elsewhere, or said otherwise", () => {
  const message = wording`It rains.${{ inCode: "\n" }}${{ inCode: "Pass { tarp: true }." }}`;
  expect(inBoth(new WindrowError("HAY", message))).toEqual(["It rains.\nPass { tarp: true }.", "It rains."]);
  const another = wording`It rains: ${{ inCode: "pass a tarp", elsewhere: "set TARP" }}.`;
  expect(inBoth(new WindrowError("HAY", another))).toEqual(["It rains: pass a tarp.", "It rains: set TARP."]);
});

test("a message without parts is its lines", () => {
  expect(wordingOf(new WindrowError("HAY", "a b"))).toEqual(["a b"]);
  expect(wordingOf(new WindrowError("HAY", ["a", "\n", "b"]))).toEqual(["a", "\n", "b"]);
  expect(wordingOf(new Error("a\nb"))).toEqual(["a", "\n", "b"]);
});

test("the parts are not among what an error shows", () => {
  const error = new WindrowError("HAY", [{ option: "dryDays" }, " is 5."]);
  expect(inspect(error)).not.toContain("option");
  expect(Object.keys(error).toSorted()).toEqual(["code", "fields", "name"]);
});
