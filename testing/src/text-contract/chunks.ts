/** Texts in chunks of so many tokens: against the slow twin, and what must be true of chunks whatever the text. */
import { describe, expect, test } from "vitest";
import { mulberry32 } from "../../../tools/mulberry32.mjs";
import { seededTexts } from "../seeded-texts.ts";
import { standingText } from "../standing-texts/standing-text.ts";
import { slowChunks } from "./slow-chunks.ts";
import { type Chunk, type ChunkOptions, NOT_LIMITS, SPECIAL, type TextTokenizer } from "./text-tokenizer.ts";

const WORDS = [SPECIAL, ". ", "? The", ".\n\n", '!" ', "\u3002", " and ", "\r\n", "\ud83d\udc69\u200d\ud83c\udf3e"];
const SIZES: readonly ChunkOptions[] = [
  { maxTokens: 40 },
  { maxTokens: 40, overlap: 15 },
  { maxTokens: 25, overlap: 12, at: "line" },
  { maxTokens: 60, overlap: 7, at: "word" },
  { maxTokens: 33, at: "token", allowedSpecial: "all" },
  { maxTokens: 12, overlap: 5, at: "token" },
];

export function describeChunks(create: () => TextTokenizer | Promise<TextTokenizer>): void {
  describe("splitByTokens", () => {
    test.each(SIZES)("%j: as the slow twin", async (options) => {
      const tokenizer = await create();
      const texts = [
        standingText("story").slice(0, 1500),
        standingText("scripts").slice(0, 1200),
        "hay ".repeat(300),
        `${"a".repeat(700)} ${"\u4e2d".repeat(200)}`,
        ...seededTexts(47, 12, { maxLength: 300, words: WORDS }),
      ];
      for (const text of texts) {
        const chunks = [...tokenizer.splitByTokens(text, options)];
        expect(chunks).toEqual([...slowChunks(tokenizer, text, options)]);
        expectChunks(tokenizer, text, chunks, options);
      }
    });

    test("chunks do not depend on how a text comes, in parts or in parts that are waited for", async () => {
      const tokenizer = await create();
      const random = mulberry32(5);
      for (const text of [standingText("scripts").slice(0, 1500), ...seededTexts(53, 10, { words: WORDS })])
        for (const options of SIZES) {
          const whole = [...tokenizer.splitByTokens(text, options)];
          const parts = partsOf(text, random);
          expect([...tokenizer.splitByTokens(parts, options)]).toEqual(whole);
          expect(await allOf(tokenizer.splitByTokens(awaited(parts), options))).toEqual(whole);
        }
    });

    test("no more is read than a few chunks", async () => {
      const tokenizer = await create();
      let read = 0;
      function* endless(): Generator<string> {
        for (;;) {
          read += 20;
          yield "Rows of hay, dried.\n";
        }
      }
      const chunks = tokenizer.splitByTokens(endless(), { maxTokens: 50, overlap: 10 });
      for (let i = 0; i < 20; i++) expect((chunks.next().value as Chunk).tokens).toBeLessThanOrEqual(50);
      expect(read).toBeLessThan(20 * 50 * 10);
    });

    test("a text that fits is one chunk, and an empty one none", async () => {
      const tokenizer = await create();
      const text = standingText("story").slice(0, 5000);
      const tokens = tokenizer.countTokens(text);
      for (const maxTokens of [tokens, 1e9, Infinity])
        expect([...tokenizer.splitByTokens(text, { maxTokens })]).toEqual([
          { text, tokens, start: 0, end: text.length },
        ]);
      for (const empty of ["", [], ["", ""]]) expect([...tokenizer.splitByTokens(empty, { maxTokens: 5 })]).toEqual([]);
    });

    test("a String object is not a list of letters", async () => {
      const tokenizer = await create();
      expect(() => [...tokenizer.splitByTokens(Object("hay") as string, { maxTokens: 5 })]).toThrow(
        expect.objectContaining({ code: expect.stringMatching(/^(BPE|HF)_INVALID_TEXT$/) as string }),
      );
    });

    test("a character that has more tokens than a chunk is an error that says how many", async () => {
      const tokenizer = await create();
      const character = "\u{1F9C3}";
      const needed = tokenizer.countTokens(character);
      const call = (): unknown => [...tokenizer.splitByTokens(`a ${character}`, { maxTokens: needed - 1 })];
      expect(call).toThrow(
        expect.objectContaining({
          code: expect.stringMatching(/^(BPE|HF)_INVALID_OPTION$/) as string,
          message: `The character "${character}" has ${needed} tokens, but a chunk holds at most ${needed - 1}; set maxTokens to ${needed} or more.`,
          fields: { option: "maxTokens", value: needed - 1 },
        }),
      );
    });

    const bad: readonly (readonly [unknown, string])[] = [
      ...[...NOT_LIMITS, 0].map((maxTokens): [unknown, string] => [{ maxTokens }, "maxTokens"]),
      ...[NaN, -1, 0.5, Infinity, "1", null].map((overlap): [unknown, string] => [
        { maxTokens: 9, overlap },
        "overlap",
      ]),
      [{ maxTokens: 9, overlap: 9 }, "overlap"],
      [{ maxTokens: 9, at: "sentences" }, "at"],
      [{ maxTokens: 9, at: null }, "at"],
      [{ maxTokens: 9, allowedSpecial: "some" }, "allowedSpecial"],
      [{ maxTokens: 9, max_tokens: 9 }, "max_tokens"],
      [undefined, "options"],
    ];
    test("options that are none are refused at once", async () => {
      const tokenizer = await create();
      for (const [options, option] of bad) {
        const refusal = expect.objectContaining({
          code: expect.stringMatching(/^(BPE|HF)_INVALID_OPTION$/) as string,
          fields: expect.objectContaining({ option }) as object,
        }) as Error;
        expect(() => tokenizer.splitByTokens("a", options as ChunkOptions)).toThrow(refusal);
        expect(() => tokenizer.splitByTokens(awaited(["a"]), options as ChunkOptions)).toThrow(refusal);
      }
    });

    test("what is not text is refused, a part of it as well", async () => {
      const tokenizer = await create();
      const refusal = expect.objectContaining({
        code: expect.stringMatching(/^(BPE|HF)_INVALID_TEXT$/) as string,
      }) as Error;
      for (const text of [undefined, null, 7, {}])
        expect(() => tokenizer.splitByTokens(text as unknown as string, { maxTokens: 5 })).toThrow(refusal);
      const parts = ["a", 7] as unknown as string[];
      expect(() => [...tokenizer.splitByTokens(parts, { maxTokens: 5 })]).toThrow(refusal);
      await expect(allOf(tokenizer.splitByTokens(awaited(parts), { maxTokens: 5 }))).rejects.toThrow(refusal);
    });
  });
}

function expectChunks(
  tokenizer: TextTokenizer,
  text: string,
  chunks: readonly Chunk[],
  { maxTokens, overlap = 0, allowedSpecial = [] }: ChunkOptions,
): void {
  let end = 0;
  for (const chunk of chunks) {
    expect(chunk.text).toBe(text.slice(chunk.start, chunk.end));
    expect(chunk.tokens).toBe(tokenizer.countTokens(chunk.text, { allowedSpecial }));
    expect(chunk.tokens).toBeLessThanOrEqual(maxTokens);
    expect(chunk.end).toBeGreaterThan(end);
    expect(chunk.start).toBeLessThanOrEqual(end);
    expect(tokenizer.countTokens(text.slice(chunk.start, end), { allowedSpecial })).toBeLessThanOrEqual(overlap);
    end = chunk.end;
  }
  expect(end).toBe(text.length);
}

function partsOf(text: string, random: () => number): string[] {
  const parts: string[] = [];
  for (let at = 0; at < text.length; at += parts.at(-1)!.length)
    parts.push(text.slice(at, at + 1 + Math.floor(random() * 90)));
  return parts;
}

async function* awaited(parts: readonly string[]): AsyncGenerator<string> {
  for (const part of parts) yield await Promise.resolve(part);
}

async function allOf(chunks: AsyncIterable<Chunk>): Promise<Chunk[]> {
  const all: Chunk[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return all;
}
