/** Inputs that fuzzing found: values nested so deep that writing them into a message ran out of stack. */
import { expect, test } from "vitest";
import { SimpleTokenizer } from "../../src/index.ts";

const nested = "[".repeat(20_000) + "]".repeat(20_000);
const json = (fields: string): string =>
  `{"type":"windrow-simple-tokenizer","version":1,"whitespace":"keep","vocab":[],${fields}}`;

test.each([
  ["type", json(`"type":${nested}`), /^type is an array of 1; expected/],
  ["version", json(`"version":${nested}`), /^version is an array of 1, this package reads version 1/],
  ["whitespace", json(`"whitespace":${nested}`), /^whitespace is an array of 1; expected/],
  ["a token", json(`"vocab":[${nested}]`), /^vocab\[0\] is an array of 1; expected a string/],
])("%s", (_, text, message) => {
  expect(() => SimpleTokenizer.fromJSON(text)).toThrow(message);
});
