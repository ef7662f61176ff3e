/** Texts in chunks and in UTF-8: the ids are those of the whole text, which Hugging Face's library answers for. */
import { mulberry32 } from "@windrow/testing";
import { modelFamilies, modelFamily } from "@windrow/testing/hugging-face";
import { describe, expect, test } from "vitest";
import { HfTokenizer } from "../src/index.ts";

const families = modelFamilies();

async function streamed(
  tokenizer: HfTokenizer,
  chunks: readonly string[],
  options: Parameters<HfTokenizer["encodeStream"]>[0],
): Promise<number[]> {
  const ids: number[] = [];
  let next = 0;
  const source = new ReadableStream<string>({
    pull(controller) {
      if (next < chunks.length) controller.enqueue(chunks[next++]!);
      else controller.close();
    },
  });
  const reader = source.pipeThrough(tokenizer.encodeStream(options)).getReader();
  for (let { value, done } = await reader.read(); !done; { value, done } = await reader.read()) {
    // Never an empty one.
    expect(value!.length).toBeGreaterThan(0);
    ids.push(...value!);
  }
  return ids;
}

/** Cut anywhere, within surrogate pairs as well. */
function chunksOf(text: string, length: () => number): string[] {
  const chunks: string[] = [];
  for (let at = 0; at < text.length;) {
    const end = at + length();
    chunks.push(text.slice(at, end));
    at = end;
  }
  return chunks;
}

describe.each(families)("$name", ({ json, encode }) => {
  const engines = ["wasm", "typescript"] as const;
  const tokenizers = engines.map((engine) => HfTokenizer.fromJson(json, { engine }));

  test.each([1, 2, 3, 8])("chunks of %i", async (length) => {
    for (const tokenizer of tokenizers) {
      for (const { text, ids, asText } of encode) {
        const chunks = chunksOf(text, () => length);
        expect(await streamed(tokenizer, chunks, { allowedSpecial: "all" })).toEqual(ids);
        expect(await streamed(tokenizer, chunks, { disallowedSpecial: [] })).toEqual(asText);
      }
    }
  });

  test("all texts as one, in chunks of any length", async () => {
    const seed = 20261201;
    const random = mulberry32(seed);
    const text = encode.map((one) => one.text).join("");
    for (const tokenizer of tokenizers) {
      for (let round = 0; round < 8; round++) {
        const chunks = chunksOf(text, () => 1 + Math.floor(random() * 40));
        const ids = await streamed(tokenizer, chunks, { allowedSpecial: "all" });
        expect(ids, `seed ${seed}, round ${round}`).toEqual([...tokenizer.encode(text, { allowedSpecial: "all" })]);
      }
    }
  });

  test("UTF-8, without a fresh array", () => {
    for (const tokenizer of tokenizers) {
      for (const { text, asText } of encode) {
        expect(tokenizer.useOrdinary(text, (ids) => [...ids])).toEqual(asText);
        expect(tokenizer.useOrdinary(new TextEncoder().encode(text), (ids) => [...ids])).toEqual(asText);
      }
    }
  });

  test("bytes of ids", () => {
    for (const tokenizer of tokenizers) {
      for (const { ids, decode } of encode) {
        expect(new TextDecoder("utf-8", { ignoreBOM: true }).decode(tokenizer.decodeBytes(ids))).toBe(decode);
      }
    }
  });
});

const qwen = modelFamily("qwen3");

test("a special token that is disallowed ends the stream", async () => {
  const tokenizer = HfTokenizer.fromJson(qwen.json);
  const ids = streamed(tokenizer, ["a<|im_", "start|>b"], {});
  await expect(ids).rejects.toMatchObject({ code: "HF_DISALLOWED_SPECIAL_TOKEN" });
  await expect(streamed(tokenizer, [1 as never], {})).rejects.toMatchObject({ code: "HF_INVALID_TEXT" });
  const wrong = { allowedSpecial: "some" as never };
  expect(() => tokenizer.encodeStream(wrong)).toThrow(expect.objectContaining({ code: "HF_INVALID_OPTION" }));
});

test("what use throws comes through, and what it keeps is its own", () => {
  const tokenizer = HfTokenizer.fromJson(qwen.json);
  const expected = [...tokenizer.encode("Make hay")];
  expect(() =>
    tokenizer.useOrdinary("hay", () => {
      throw new Error("full");
    }),
  ).toThrow("full");
  const within = tokenizer.useOrdinary("Make hay", (ids) => {
    expect(tokenizer.encode("the sun shines").length).toBeGreaterThan(0);
    return [...ids];
  });
  expect(within).toEqual(expected);
  const moved = new Uint8Array(4);
  structuredClone(moved, { transfer: [moved.buffer] });
  expect(() => tokenizer.useOrdinary(moved, () => 0)).toThrow(expect.objectContaining({ code: "HF_INVALID_TEXT" }));
  expect(() => tokenizer.useOrdinary("a", 1 as never)).toThrow(expect.objectContaining({ code: "HF_INVALID_OPTION" }));
});

/** Bytes as tokens, so that the ids are the normalized text; those of some added tokens behind them. */
function bytesModel(changes: object): HfTokenizer {
  const vocab = Object.fromEntries(Array.from({ length: 256 }, (_, byte) => [characterOf(byte), byte]));
  const pre_tokenizer = { type: "ByteLevel", add_prefix_space: false, trim_offsets: true, use_regex: true };
  const model = { type: "BPE", vocab, merges: [] };
  return HfTokenizer.fromJson({ version: "1.0", model, pre_tokenizer, decoder: pre_tokenizer, ...changes });
}

/** GPT-2's bytes_to_unicode. */
function characterOf(byte: number): string {
  const isShown = (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
  if (isShown) return String.fromCharCode(byte);
  const before = Array.from({ length: byte }, (_, i) => i).filter(
    (one) => !((one >= 33 && one <= 126) || (one >= 161 && one <= 172) || one >= 174),
  );
  return String.fromCharCode(256 + before.length);
}

const token = (id: number, content: string, changes: object = {}): object => ({
  id,
  content,
  special: false,
  normalized: false,
  single_word: false,
  lstrip: false,
  rstrip: false,
  ...changes,
});

/** Kinds of files that decide how much of a text has to be there. */
const KINDS: readonly (readonly [string, object])[] = [
  ["a token is the beginning of another", { added_tokens: [token(256, "<a"), token(257, "<a><b>"), token(258, "><")] }],
  ["a special token hides another", { added_tokens: [token(256, "<a>", { special: true }), token(257, "a><")] }],
  ["normalized tokens", { added_tokens: [token(256, "\u00c5b", { normalized: true })], normalizer: { type: "NFD" } }],
  ["composition", { normalizer: { type: "NFC" }, added_tokens: [token(256, "b<")] }],
  [
    "normalizers one after another",
    {
      normalizer: {
        type: "Sequence",
        normalizers: [{ type: "NFKD" }, { type: "StripAccents" }, { type: "Lowercase" }],
      },
    },
  ],
  ["a normalizer to bytes", { normalizer: { type: "ByteLevel" }, added_tokens: [token(256, "b<")] }],
  ["a normalizer that needs all", { normalizer: { type: "Replace", pattern: { String: "ab" }, content: "B" } }],
  ["white space goes with a token", { added_tokens: [token(256, "<a>", { lstrip: true, rstrip: true })] }],
  ["a word by itself", { added_tokens: [token(256, "ab", { single_word: true })] }],
  [
    "a space in front",
    { pre_tokenizer: { type: "ByteLevel", add_prefix_space: true, trim_offsets: true, use_regex: true } },
  ],
  [
    "a space in front, behind each token",
    {
      pre_tokenizer: { type: "ByteLevel", add_prefix_space: true, trim_offsets: true, use_regex: true },
      added_tokens: [token(256, "<a"), token(257, "ab")],
    },
  ],
];

test.each(KINDS)("%s", async (_, changes) => {
  const seed = 7;
  const random = mulberry32(seed);
  const parts = [
    "a",
    "b",
    "<",
    ">",
    "<a>",
    "<a><b>",
    " ",
    "  ",
    "A\u030a",
    "\u00c5",
    "\u030a",
    "\u0323",
    "\u4e2d",
    "\ud83d\ude00",
    "\ud83d",
  ];
  const tokenizer = bytesModel(changes);
  for (let round = 0; round < 150; round++) {
    const length = 1 + Math.floor(random() * 24);
    const text = Array.from({ length }, () => parts[Math.floor(random() * parts.length)]!).join("");
    const chunks = chunksOf(text, () => 1 + Math.floor(random() * 6));
    const message = `seed ${seed}, round ${round}: ${JSON.stringify(chunks)}`;
    for (const options of [{ allowedSpecial: "all" }, { disallowedSpecial: [] }] as const)
      expect(await streamed(tokenizer, chunks, options), message).toEqual([...tokenizer.encode(text, options)]);
    const asText = [...tokenizer.encode(text, { disallowedSpecial: [] })];
    const utf8 = new TextEncoder().encode(text);
    expect(
      tokenizer.useOrdinary(utf8, (ids) => [...ids]),
      message,
    ).toEqual(asText);
  }
});

test("a byte-level text does not wait for its end", async () => {
  const tokenizer = HfTokenizer.fromJson(qwen.json);
  const { readable, writable } = tokenizer.encodeStream({ disallowedSpecial: [] });
  const writer = writable.getWriter();
  void writer.write("Make hay while the sun shines, and \u00e9\u4e2d\u6587 too.\n\nAgain ");
  const { value } = await readable.getReader().read();
  expect(value!.length).toBeGreaterThan(5);
});
