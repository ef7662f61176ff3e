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
