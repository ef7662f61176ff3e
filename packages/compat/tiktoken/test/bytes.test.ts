/** Bytes and ids of every token, beside the engine's own ways: the table has two loops, for short and for long lists. */
import { BpeTokenizer } from "@windrow/tokenizer-bpe";
import { o200kBase } from "@windrow/tokenizer-bpe/o200k_base";
import { mulberry32 } from "@windrow/testing";
import { expect, test } from "vitest";
import { Tiktoken } from "../src/index.ts";
import { get_encoding } from "../src/index.ts";
import o200k from "../src/encoders/o200k_base.ts";

const encoding = get_encoding("o200k_base");
/** All ids that are tokens. */
const known = Array.from({ length: o200kBase.vocabSize }, (_, id) => id).filter(
  (id) => id < 199_998 || id === 199_999 || id === 200_018,
);

test("every token has its bytes, and these its id", () => {
  for (const id of known) {
    const bytes = encoding.decode_single_token_bytes(id);
    if (encoding.encode_single_token(bytes) !== id) throw new Error(`token ${id}`);
  }
  expect(encoding.decode(Uint32Array.from(known))).toEqual(o200kBase.decodeBytes(known));
});

test("random ids in lists of every length (seed 41)", () => {
  const random = mulberry32(41);
  for (let length = 0; length < 200; length++) {
    const ids = Uint32Array.from({ length }, () => known[Math.floor(random() * known.length)]!);
    expect(encoding.decode(ids)).toEqual(o200kBase.decodeBytes(ids));
  }
});

test("the longest tokens, a hundred times over", () => {
  const longest = known.toSorted(
    (a, b) => o200kBase.decodeSingleTokenBytes(b).length - o200kBase.decodeSingleTokenBytes(a).length,
  );
  const ids = Uint32Array.from({ length: 100 }, (_, i) => longest[i % 7]!);
  expect(encoding.decode(ids)).toEqual(o200kBase.decodeBytes(ids));
});

test("an id that is not a token is an error in lists of every length", () => {
  for (const length of [1, 64, 65, 1000]) {
    for (const wrong of [199_998, 200_019, 2 ** 31, 2 ** 32 - 1]) {
      const ids = new Uint32Array(length);
      ids[length - 1] = wrong;
      expect(() => encoding.decode(ids)).toThrow(`at index ${length - 1} is not a token`);
    }
  }
});

test("a special token with the bytes of a rank is not that rank, as in the original", () => {
  const both = new Tiktoken(o200k.bpe_ranks, { a: 300_000 }, o200k.pat_str);
  expect(both.encode_single_token(Uint8Array.of(97))).toBe(64);
  expect([...both.encode("a", "all")]).toEqual([300_000]);
  expect(both.decode(Uint32Array.of(300_000, 64))).toEqual(Uint8Array.of(97, 97));
});

test("results are arrays of their own, and views are read where they are", () => {
  const [first, again] = [encoding.encode("rows of hay"), encoding.encode("rows of hay")];
  first.fill(0);
  expect(again).toEqual(encoding.encode("rows of hay"));
  expect(again.buffer.byteLength).toBe(again.byteLength);
  expect(encoding.decode(again.subarray(1))).toEqual(new TextEncoder().encode(" of hay"));
  const long = Uint32Array.from({ length: 500 }, (_, i) => i);
  expect(encoding.decode(long.subarray(100))).toEqual(o200kBase.decodeBytes(long.slice(100)));
  expect(encoding.decode(long).buffer.byteLength).toBe(encoding.decode(long).length);
});

test("ranks as text are read as the engine reads its own files", () => {
  const lines = BpeTokenizer.fromTiktoken(o200kBase.toTiktoken(), { name: "twin", pattern: "o200k_base" });
  const read = new Tiktoken(` ${o200k.bpe_ranks}`.trim().replace("! 0", "! 00"), {}, o200k.pat_str);
  const text = "Rake it, she SAID: it's 12345 rows!\n\n  \t \u8349 \u{1f600} a\n";
  expect([...read.encode(text)]).toEqual([...lines.encode(text)]);
});
