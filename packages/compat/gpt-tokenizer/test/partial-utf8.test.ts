/** Bytes in parts, against TextDecoder, which is the judge of it. */
import { mulberry32 } from "@windrow/testing";
import { expect, test } from "vitest";
import { PartialUtf8 } from "../src/partial-utf8.ts";

/** Bytes that begin, go on with or end characters of every length, and some that are never there. */
const BYTES = [
  0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbb, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe2, 0xed, 0xef,
].concat([0xf0, 0xf1, 0xf4, 0xf5, 0xff, 0x82, 0xac]);

/** The parts' texts, and the end's. */
function read(parts: readonly Uint8Array[]): string[] {
  const reader = new PartialUtf8();
  return [...parts.map((part) => reader.push(part)), reader.end()];
}

/** A call of a decoder may keep back what the other gives already; together they say the same. */
function decode(parts: readonly Uint8Array[]): string {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  return parts.map((part) => decoder.decode(part, { stream: true })).join("") + decoder.decode();
}

test("20,000 lists of bytes (seed 51), cut at random", () => {
  const random = mulberry32(51);
  const below = (limit: number): number => Math.floor(random() * limit);
  for (let i = 0; i < 20_000; i++) {
    const part = (): Uint8Array => Uint8Array.from({ length: below(5) }, () => BYTES[below(BYTES.length)]!);
    const parts = Array.from({ length: below(5) }, part);
    expect(read(parts).join(""), parts.join(" | ")).toBe(decode(parts));
  }
});

test("every character of four bytes' first two, and all of up to three bytes, byte by byte", () => {
  for (let first = 0; first < 0x100; first++) {
    for (let second = 0; second < 0x100; second++) {
      const parts = [first, second, 0x80, 0xbf].map((byte) => Uint8Array.of(byte));
      if (read(parts).join("") !== decode(parts)) expect(parts).toEqual(decode(parts));
    }
  }
});

test("characters come out with their last byte, and an end in the middle is U+FFFD", () => {
  const parts = ["61e2", "82", "acf09f", "91", "8b", "efbbbf", "c3"].map((hex) =>
    Uint8Array.from(Buffer.from(hex, "hex")),
  );
  expect(read(parts)).toEqual(["a", "", "€", "", "👋", "\ufeff", "", "\ufffd"]);
  const reader = new PartialUtf8();
  reader.push(Uint8Array.of(0xe2));
  expect(reader.isOpen).toBe(true);
  expect(reader.end() + reader.end()).toBe("\ufffd");
  expect(reader.isOpen).toBe(false);
});
