/** The quick reader of ranks beside the one that makes a list of lines; what it leaves to that one. */
import { mulberry32 } from "@windrow/testing";
import { expect, test } from "vitest";
import { parseRanks } from "../src/parse-ranks.ts";

/** The tokens of ranks by id, as a list of lines has them. */
function listed(lines: readonly string[]): Map<number, string> {
  return new Map(lines.map((line) => [Number(line.split(" ")[1]), line.split(" ")[0]!]));
}

function parsed(text: string): Map<number, string> {
  const { bytes, offsets } = parseRanks(text)!;
  const tokens = new Map<number, string>();
  for (let id = 0; id + 1 < offsets.length; id++) {
    const token = bytes.subarray(offsets[id], offsets[id + 1]);
    if (token.length > 0) tokens.set(id, btoa(String.fromCharCode(...token)));
  }
  return tokens;
}

test("random tokens, with ranks that are free between them (seed 43)", () => {
  const random = mulberry32(43);
  const lines: string[] = [];
  let text = "";
  let next = -1;
  for (let rank = 0; rank < 200_000; rank += random() < 0.01 ? 1 + Math.floor(random() * 300) : 1) {
    const length = 1 + Math.floor(random() * (random() < 0.01 ? 300 : 12));
    const token = btoa(String.fromCharCode(...Array.from({ length }, () => Math.floor(random() * 256))));
    lines.push(`${token} ${rank}`);
    text += rank === next ? ` ${token}` : `${text === "" ? "" : "\n"}! ${rank} ${token}`;
    next = rank + 1;
  }
  expect(parsed(text)).toEqual(listed(lines));
  expect(parsed(`${lines.join("\n")}\n`)).toEqual(listed(lines));
});

test.each([
  "",
  "\n",
  "! 0",
  "!0 YQ==",
  "! x YQ==",
  "! 0  YQ==",
  "! 0 YQ== ",
  "! 0 YQ",
  "! 0 YQ=",
  "! 0 YQ==Yg==",
  "! 0 Y===",
  "! 0 a$bc",
  "! 0 \u00e1bcd",
  "! 5 YQ==\n! 5 Yg==",
  "! 5 YQ==\n! 4 Yg==",
  "! 1048575 YQ==",
  "YQ==",
  "YQ== ",
  "YQ== x",
  "YQ== -1",
  "YQ== 0 1",
  "YQ== 0\r\n",
  "= 0",
  " 0",
])("%j is left to the other reader", (text) => {
  expect(parseRanks(text)).toBe(undefined);
});
