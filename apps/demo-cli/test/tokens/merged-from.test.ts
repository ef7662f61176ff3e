import { cl100kBase } from "@windrow/tokenizer-bpe/cl100k_base";
import { gpt2 } from "@windrow/tokenizer-bpe/gpt2";
import { expect, test } from "vitest";
import { mergedFrom } from "../../src/tokens/merged-from.ts";

test.each([gpt2, cl100kBase])("a token's two parts are older, and make its bytes", (tokenizer) => {
  for (let id = 0; id < 50_000; id += 379) {
    const bytes = tokenizer.decodeSingleTokenBytes(id);
    const parts = mergedFrom(id, tokenizer);
    expect(parts.length).toBe(bytes.length === 1 ? 0 : 2);
    if (parts.length === 0) continue;
    for (const part of parts) expect(part).toBeLessThan(id);
    expect(Buffer.concat(parts.map((part) => tokenizer.decodeSingleTokenBytes(part)))).toEqual(Buffer.from(bytes));
  }
});

// Lines of GPT-2's merges.txt (the first is line 1, id 256).
test.each([
  [256, " t", [" ", "t"]],
  [262, " the", [" t", "he"]],
  [286, " of", [" o", "f"]],
  [31373, "hello", ["hell", "o"]],
])("gpt2's %i, %j, is %j", (id, text, parts) => {
  expect(gpt2.decode([id])).toBe(text);
  expect(mergedFrom(id, gpt2).map((part) => gpt2.decode([part]))).toEqual(parts);
});
