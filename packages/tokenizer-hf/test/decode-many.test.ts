/** Ids whose text is not certain for long: a stream looks at them again and again, but not with each one. */
import { expect, test } from "vitest";
import { HfTokenizer } from "../src/index.ts";

const COUNT = 100_000;
const model = { type: "WordLevel", vocab: { a: 0, "\ufffd": 1, b: 2 }, unk_token: "a" };

test.each([
  ["a step that takes all away", { type: "Strip", content: "a", start: 1, stop: 0 }, 0, ""],
  ["what a cut character ends in", { type: "Fuse" }, 1, "\ufffd".repeat(COUNT)],
])("%s", async (_, decoder, id, expected) => {
  const tokenizer = HfTokenizer.fromJson({ version: "1.0", added_tokens: [], decoder, model });
  const { readable, writable } = tokenizer.decodeStream();
  const writer = writable.getWriter();
  const written = (async () => {
    await writer.write(new Int32Array(COUNT).fill(id));
    await writer.write([2]);
    await writer.close();
  })();
  let text = "";
  for await (const part of readable) text += part;
  await written;
  expect(text === `${expected}b`).toBe(true);
});

test("bytes that are not characters, more than a call takes arguments", () => {
  const bytes = { type: "WordLevel", vocab: { "<0xFF>": 0, b: 1 }, unk_token: "b" };
  const decoder = { type: "Sequence", decoders: [{ type: "ByteFallback" }, { type: "Fuse" }] };
  const tokenizer = HfTokenizer.fromJson({ version: "1.0", added_tokens: [], decoder, model: bytes });
  const many = 3 * COUNT;
  expect(tokenizer.decode(new Int32Array(many)) === "\ufffd".repeat(many)).toBe(true);
});
