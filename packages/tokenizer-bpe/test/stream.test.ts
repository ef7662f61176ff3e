/** Streams: the ids of one call for every way of cutting a text, whatever stands at the cut. */
import { seededTexts } from "@windrow/testing";
import { describe, expect, test } from "vitest";
import { TextDecoderStream } from "node:stream/web";
import type { EncodeOptions } from "../src/index.ts";
import { cl100kBase } from "../src/encodings/cl100k_base.ts";
import { gpt2 } from "../src/encodings/gpt2.ts";
import { o200kHarmony } from "../src/encodings/o200k_harmony.ts";
import { BEGINNINGS, collect, encodeChunks, streamOf } from "./streams.ts";

describe.each([gpt2, cl100kBase, o200kHarmony].map((tokenizer) => [tokenizer.name, tokenizer] as const))(
  "%s",
  (_, tokenizer) => {
    test("30 texts (seed 21), cut in two at every place and into single units", async () => {
      for (const text of seededTexts(21, 30, { maxLength: 30, words: BEGINNINGS })) {
        const options = { allowedSpecial: "all" } as const;
        const expected = [...tokenizer.encode(text, options)];
        for (let cut = 0; cut <= text.length; cut++) {
          const chunks = [text.slice(0, cut), text.slice(cut)];
          expect(await encodeChunks(tokenizer, chunks, options), JSON.stringify(chunks)).toEqual(expected);
        }
        expect(await encodeChunks(tokenizer, text.split(""), options)).toEqual(expected);
      }
    });

    test("the ids go back through decodeStream, cut at every place", async () => {
      for (const text of seededTexts(22, 15, { maxLength: 20 })) {
        const ids = tokenizer.encodeOrdinary(text);
        for (let cut = 0; cut <= ids.length; cut++) {
          const chunks = [ids.subarray(0, cut), ids.subarray(cut)];
          const parts = await collect(streamOf<ArrayLike<number>>(chunks).pipeThrough(tokenizer.decodeStream()));
          expect(parts.every((part) => part !== "")).toBe(true);
          expect(parts.join("")).toBe(tokenizer.decode(ids));
        }
      }
    });
  },
);

test("ids come before the text ends, and what waits is short", async () => {
  const { readable, writable } = gpt2.encodeStream();
  const writer = writable.getWriter();
  const reader = readable.getReader();
  void writer.write("one two three four five six seven");
  const { value } = await reader.read();
  expect(gpt2.decode(value!)).toBe("one two three four five");
  void writer.close();
  expect(gpt2.decode((await reader.read()).value!)).toBe(" six seven");
});

test("bytes of a file, decoded as they come, count as the text does", async () => {
  const text = "na\u00efve \u{1f468}\u200d\u{1f469} \u65e5\u672c\n".repeat(2000);
  const bytes = new TextEncoder().encode(text);
  const chunks = Array.from({ length: Math.ceil(bytes.length / 997) }, (_, i) =>
    bytes.subarray(i * 997, (i + 1) * 997),
  );
  const texts = streamOf(chunks).pipeThrough(new TextDecoderStream() as never) as ReadableStream<string>;
  const parts = await collect(texts.pipeThrough(cl100kBase.encodeStream()));
  expect(parts.reduce((sum, ids) => sum + ids.length, 0)).toBe(cl100kBase.countTokens(text));
});

test("a long piece in many chunks takes no longer than in one (it would, were each scanned again)", async () => {
  // Scanning the piece again for each chunk would come to 10^10 letters.
  const chunks = Array.from({ length: 15_000 }, () => "a".repeat(100));
  expect(await encodeChunks(gpt2, chunks)).toEqual([...gpt2.encode(chunks.join(""))]);
});

describe("bad input", () => {
  const errorOf = (chunks: unknown[], options?: EncodeOptions): Promise<unknown> =>
    encodeChunks(gpt2, chunks as string[], options).then(
      () => undefined,
      (error: unknown) => error,
    );

  test("a disallowed special token across chunks is an error with its index in the whole text", async () => {
    for (let cut = 0; cut <= 13; cut++) {
      const token = "<|endoftext|>";
      const error = await errorOf(["some text ", token.slice(0, cut), token.slice(cut), " more"]);
      expect(error).toMatchObject({ code: "BPE_DISALLOWED_SPECIAL_TOKEN", fields: { token, index: 10 } });
    }
  });

  test("what is not text or not ids is refused", async () => {
    expect(await errorOf(["a", 7])).toMatchObject({ code: "BPE_INVALID_TEXT" });
    const decoding = collect(streamOf([[1], [99999]] as ArrayLike<number>[]).pipeThrough(gpt2.decodeStream()));
    await expect(decoding).rejects.toMatchObject({ code: "BPE_INVALID_TOKEN_ID" });
    expect(() => gpt2.encodeStream({ allowedSpecial: "x" as "all" })).toThrow(/allowedSpecial is "x"/);
  });
});
