/** stream.test.ts, wider: every cut of 200 texts, and texts without end. */
import { isDeepStrictEqual } from "node:util";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { seededTexts } from "@windrow/testing";
import { expect, test } from "vitest";
import { cl100kBase } from "../src/encodings/cl100k_base.ts";
import { gpt2 } from "../src/encodings/gpt2.ts";
import { o200kHarmony } from "../src/encodings/o200k_harmony.ts";
import { BEGINNINGS, encodeChunks } from "./streams.ts";

const TOKENIZERS = [gpt2, cl100kBase, o200kHarmony].map((tokenizer) => [tokenizer.name, tokenizer] as const);

test.each(TOKENIZERS)(
  "%s: 200 texts (seed 23), cut in two at every place and into single units",
  async (_, tokenizer) => {
    const options = { allowedSpecial: "all" } as const;
    for (const text of seededTexts(23, 200, { maxLength: 30, words: BEGINNINGS })) {
      const expected = [...tokenizer.encode(text, options)];
      for (let cut = 0; cut <= text.length; cut++) {
        const chunks = [text.slice(0, cut), text.slice(cut)];
        const ids = await encodeChunks(tokenizer, chunks, options);
        if (!isDeepStrictEqual(ids, expected)) expect(ids, JSON.stringify(chunks)).toEqual(expected);
      }
      expect(await encodeChunks(tokenizer, text.split(""), options)).toEqual(expected);
    }
  },
  300_000,
);

test("a long piece in single characters takes no longer than in one (it would, were each scanned again)", async () => {
  const text = "a".repeat(150_000);
  expect(await encodeChunks(gpt2, text.split(""))).toEqual([...gpt2.encode(text)]);
});

test("one letter without end is refused once it is beyond the limit", async () => {
  const chunks = Array.from({ length: 40 }, () => "a".repeat(1 << 20));
  await expect(encodeChunks(gpt2, chunks)).rejects.toMatchObject({
    code: "BPE_PIECE_TOO_LONG",
    fields: { limit: 1 << 25 },
  });
});

test("a piece beyond the limit is an error that says so, and the next text is as before", () => {
  expect(() => gpt2.countTokens("a".repeat(34_000_000))).toThrow(
    expect.objectContaining({ code: "BPE_PIECE_TOO_LONG", message: expect.stringContaining("33554432 bytes") }),
  );
  expect([...gpt2.encode("hello world")]).toEqual([31373, 995]);
});

test("a piece of the limit is taken, in chunks as in one call, and its memory is given back", async () => {
  const piece = "a".repeat(1 << 25);
  const expected = gpt2.countTokens(`${piece} b`);
  expect((await encodeChunks(gpt2, [piece, " b"])).length).toBe(expected);
  expect(gpt2.encode("b").length).toBe(1);
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
  expect(process.memoryUsage().arrayBuffers).toBeLessThan(120e6);
}, 300_000);
