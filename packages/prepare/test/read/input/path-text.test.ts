/** Paths as text: what Python's os.fsdecode gives, and the bytes again. */
import { mulberry32 } from "@windrow/testing";
import { expect, test } from "vitest";
import { pathText, pathToOpen } from "../../../src/read/input/path-text.ts";

const bytesOf = (path: string | Buffer): string => Buffer.from(path as string).toString("hex");

test.each([
  ["636166e92e747874", "caf\udce9.txt"],
  // A surrogate in UTF-8's form is not UTF-8.
  ["edb280", "\udced\udcb2\udc80"],
  ["68c3b879", "h\u00f8y"],
  ["f09f98", "\udcf0\udc9f\udc98"],
  ["ff1b61c3", "\udcff\u001ba\udcc3"],
  ["f09f988080", "\u{1f600}\udc80"],
  ["", ""],
])("%s, as os.fsdecode has it, and as it was", (hex, text) => {
  expect(pathText(Buffer.from(hex, "hex"))).toBe(text);
  expect(bytesOf(pathToOpen(text))).toBe(hex);
});

test("any bytes come back, through JSON as well", () => {
  const random = mulberry32(5);
  const draw = (below: number): number => Math.floor(random() * below);
  for (let round = 0; round < 500; round++) {
    const bytes = Buffer.from(Array.from({ length: draw(12) }, () => (draw(2) === 0 ? draw(256) : 0x61 + draw(4))));
    const saved = JSON.parse(JSON.stringify(pathText(bytes))) as string;
    expect(bytesOf(pathToOpen(saved)), bytes.toString("hex")).toBe(bytes.toString("hex"));
  }
});
