import { expect, test } from "vitest";
import { whyNotAnId } from "../src/index.ts";

test.each<[unknown, unknown, string | undefined]>([
  [1, [1], undefined],
  [-1, undefined, undefined],
  [1n, [1n], "id 1n at index 0 is a bigint; convert it with Number(1n)."],
  [
    1n,
    BigUint64Array.of(1n),
    "ids has 64-bit integers (BigUint64Array); convert them with Int32Array.from(ids, Number).",
  ],
  [Infinity, undefined, "id Infinity at index 0 is not an integer; ids are whole numbers."],
  ["7", undefined, 'id "7" at index 0 is a string; convert it with Number("7").'],
  ["7 ", undefined, 'id "7 " at index 0 is a string; ids are numbers.'],
  [[[1]], undefined, "the value at index 0 is an array; decode takes the ids of one text as a flat list of numbers."],
  [Object.create(null), undefined, "the value at index 0 is an object; ids are numbers."],
  [Symbol("x"), undefined, "the value at index 0 is Symbol(x); ids are numbers."],
  [true, undefined, "the value at index 0 is true; ids are numbers."],
])("an id %s", (id, ids, why) => {
  expect(whyNotAnId(id, " at index 0", ids)).toBe(why);
});
