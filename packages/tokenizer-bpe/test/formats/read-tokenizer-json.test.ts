/** Post-processors that change offsets alone are passed over; what is none of those is named, however it is nested. */
import { expect, test } from "vitest";
import { gpt2 } from "../../src/encodings/gpt2.ts";
import { BpeTokenizer } from "../../src/index.ts";

const file = JSON.parse(gpt2.toTokenizerJson()) as Record<string, unknown>;
const BYTE_LEVEL = { type: "ByteLevel", add_prefix_space: true, trim_offsets: false, use_regex: true };

function nested(depth: number, step: unknown = BYTE_LEVEL): unknown {
  let found = step;
  for (let i = 0; i < depth; i++) found = { type: "Sequence", processors: [found] };
  return found;
}

const read = (processor: unknown): BpeTokenizer =>
  BpeTokenizer.fromTokenizerJson({ ...file, post_processor: processor } as never, { name: "gpt2" });

test.each([[BYTE_LEVEL], [nested(1)], [nested(5)], [null]])("%j", (processor) => {
  expect([...read(processor).encode("Rake the hay")]).toEqual([...gpt2.encode("Rake the hay")]);
});

test.each([[{ type: "Sequence", processors: [null] }], [nested(3, 7)], [nested(1, { type: "Other" })], [7], [[]]])(
  "%j is not supported",
  (processor) => {
    expect(() => read(processor)).toThrow(expect.objectContaining({ name: "BpeError", code: "BPE_UNSUPPORTED_FILE" }));
  },
);

test("nested a hundred thousand times: refused, and no end of the stack", () => {
  expect(() => read(nested(100_000))).toThrow(expect.objectContaining({ name: "BpeError" }));
});
