/** Inputs that fuzzing found, each of which once was a RangeError, a TypeError, or took minutes. */
import { describe, expect, test } from "vitest";
import { BpeTokenizer } from "../../src/index.ts";
import { sha256 } from "@windrow/core";
import { trainBpe, type TrainOptions } from "../../src/train/index.ts";

const nested = (open: string, inner: string, close: string, times = 20_000): string =>
  open.repeat(times) + inner + close.repeat(times);
const refusal = (code: string, message: RegExp): Error =>
  expect.objectContaining({ name: "BpeError", code, message: expect.stringMatching(message) }) as Error;

test("groups of minbpe's pattern", () => {
  expect(() => BpeTokenizer.fromMinbpe(`minbpe v1\n${nested("(?:", "a", ")", 10_000)}\n0\n`)).toThrow(
    refusal("BPE_UNSUPPORTED_FILE", /groups nested more than 100 deep/),
  );
});

test("forty merges of minbpe, each of the one before with itself, would be 2^40 bytes", () => {
  const merges = ["97 97", ...Array.from({ length: 40 }, (_, i) => `${256 + i} ${256 + i}`)];
  expect(() => BpeTokenizer.fromMinbpe(`minbpe v1\n\n0\n${merges.join("\n")}\n`)).toThrow(
    refusal("BPE_INVALID_FILE", /more than 16777216 bytes in total/),
  );
  const twenty = BpeTokenizer.fromMinbpe(`minbpe v1\n\n0\n${merges.slice(0, 20).join("\n")}\n`);
  expect([...twenty.encode("a".repeat(2 ** 20))]).toEqual([275]);
});

test("a special token of minbpe with an id of a trillion makes no room for as many tokens", () => {
  expect(() => BpeTokenizer.fromMinbpe("minbpe v1\n\n1\n<|endoftext|> 999999999999\n")).toThrow(
    refusal("BPE_INVALID_FILE", /^line 4 has the id 999999999999; expected one from 0 to 1048574/),
  );
});

test("merges.txt without a merge whose token others join: that token became a special one", async () => {
  const { vocab, merges } = (
    await trainBpe(["the hay, the rows"], { vocabSize: 258, pattern: "gpt2", threads: 1 })
  ).toVocabAndMerges();
  expect(merges).toBe("#version: 0.2\nh e\nt he\n");
  expect(() =>
    BpeTokenizer.fromVocabAndMerges({ vocab, merges: merges.replace("h e\n", "") }, { name: "cut", pattern: "gpt2" }),
  ).toThrow(refusal("BPE_INVALID_FILE", /joins "t" and "he", one of which no merge makes/));
});

test("a token of a million bytes outside the tree does not take a million lookups of half a million bytes each", () => {
  const bytes = Array.from({ length: 256 }, (_, byte) => `${Buffer.of(byte).toString("base64")} ${byte}`);
  const long = Buffer.alloc(2 ** 20, "ab").toString("base64");
  const tokenizer = BpeTokenizer.fromTiktoken([...bytes, `${long} 256`].join("\n"), { name: "long", pattern: "gpt2" });
  expect([...tokenizer.encode("ab".repeat(2 ** 19))]).toEqual([256]);
});

test("a word of a million equal characters is learned from", async () => {
  const text = "a".repeat(10 ** 6);
  const tokenizer = await trainBpe([text], { vocabSize: 275, pattern: "gpt2", threads: 1 });
  expect(tokenizer.decodeSingleTokenBytes(274).length).toBe(2 ** 19);
  expect(tokenizer.decode(tokenizer.encode(text))).toBe(text);
});

describe("a checkpoint that was forged, sha256 and all", () => {
  const options: TrainOptions = { vocabSize: 260, pattern: "gpt2", threads: 1 };

  async function forged(change: (header: Record<string, unknown>, numbers: Uint8Array) => void): Promise<Uint8Array> {
    let saved = new Uint8Array();
    await trainBpe(["hay hay"], {
      ...options,
      checkpoint: { everyMs: 0, save: (state) => void (saved = state.slice()) },
    });
    const headerEnd = saved.indexOf(0x0a);
    const header = JSON.parse(Buffer.from(saved.subarray(0, headerEnd)).toString()) as Record<string, unknown>;
    const numbers = saved.slice(headerEnd + 1, -64);
    change(header, numbers);
    const body = Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), numbers]);
    return Buffer.concat([body, Buffer.from(sha256(body))]);
  }
  const refused = async (resume: Uint8Array, message: RegExp): Promise<void> =>
    expect(trainBpe(["hay hay"], { ...options, resume })).rejects.toThrow(refusal("BPE_INVALID_CHECKPOINT", message));

  test.each([
    ["a count of words that is none", { words: -1 }, /no valid words/],
    ["more merges than there are", { merges: 2 ** 40 }, /not as many as that line says/],
    ["no position", { position: null }, /no valid position.texts/],
    ["no key", { key: null }, /no valid key/],
    ["another format", { format: [] }, /format an empty array; expected/],
  ])("%s", async (_, changes, message) => {
    await refused(await forged((header) => Object.assign(header, changes)), message);
  });

  test("words of no length, for which the counting table would search forever", async () => {
    await refused(await forged((_, numbers) => numbers.fill(0, 0, 4)), /words of no length/);
  });

  test("no line of JSON", async () => {
    const body = Buffer.from("no JSON\n");
    await refused(Buffer.concat([body, Buffer.from(sha256(body))]), /does not begin with a line of JSON/);
  });

  test("unchanged it is taken, as a Buffer too, as files are read into", async () => {
    const tokenizer = await trainBpe([], { ...options, resume: await forged(() => {}) });
    expect(tokenizer.fingerprint).toBe((await trainBpe(["hay hay"], options)).fingerprint);
  });
});
