/** Unknown characters beside those that have bytes, as Hugging Face's library answers. */
import { expect, test } from "vitest";
import { HfTokenizer } from "../../src/index.ts";

test.each([
  [true, "\u4e00\u00e9", [2, 3, 0]],
  [true, "\u4e00\u00e9\u4e00", [2, 3, 0]],
  [true, "\u4e00\u4e00\u00e9\u00e9\u4e00a", [2, 3, 2, 3, 0, 1]],
  [true, "\u4e00a\u00e9", [0, 1, 2, 3]],
  [false, "\u4e00\u00e9", [2, 3, 0]],
  [false, "\u4e00\u00e9\u4e00", [2, 3, 0, 0]],
  [false, "\u4e00\u4e00\u00e9\u00e9\u4e00a", [0, 2, 3, 2, 3, 0, 0, 1]],
  [false, "a\u00e9\u4e00", [1, 2, 3, 0]],
])("fuse_unk %s: %s", (fuse_unk, text, ids) => {
  const vocab = { "<unk>": 0, a: 1, "<0xC3>": 2, "<0xA9>": 3 };
  const model = { type: "BPE", vocab, merges: [], unk_token: "<unk>", byte_fallback: true, fuse_unk };
  const tokenizer = HfTokenizer.fromJson({ version: "1.0", added_tokens: [], model });
  expect([...tokenizer.encode(text)]).toEqual(ids);
  expect([...tokenizer.encodeWithOffsets(text).ids]).toEqual(ids);
});

test("more added tokens in a byte-level vocabulary than a call takes arguments", () => {
  const printable = [...Array(0x7f - 0x21).keys()].map((i) => 0x21 + i);
  const latin1 = [...Array(0x100 - 0xa1).keys()].map((i) => 0xa1 + i).filter((code) => code !== 0xad);
  const codes = [...printable, ...latin1];
  const bytes = [...codes, ...Array.from({ length: 256 - codes.length }, (_, i) => 0x100 + i)];
  const flags = { single_word: false, lstrip: false, rstrip: false, normalized: false, special: true };
  const added = Array.from({ length: 150_000 }, (_, i) => ({
    id: 256 + i,
    content: String.fromCharCode(0x4e00 + (i % 20_000), 0x4e00 + Math.floor(i / 20_000)),
    ...flags,
  }));
  const vocab = Object.fromEntries([
    ...bytes.map((code, id) => [String.fromCharCode(code), id] as const),
    ...added.map(({ content, id }) => [content, id] as const),
  ]);
  const step = { type: "ByteLevel", add_prefix_space: false, trim_offsets: true, use_regex: true };
  const model = { type: "BPE", vocab, merges: [] };
  const tokenizer = HfTokenizer.fromJson({ version: "1.0", added_tokens: added, pre_tokenizer: step, model });
  expect([tokenizer.vocabSize, tokenizer.encode("ab").length]).toEqual([150_256, 2]);
});
