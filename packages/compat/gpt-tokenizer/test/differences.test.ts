/**
 * Each difference that README.md lists: what gpt-tokenizer 4.0.0 gives, and what is given here. Where its answers are
 * others than tiktoken's, those here are tiktoken's.
 */
import * as original from "gpt-tokenizer";
import { GptEncoding as OriginalGptEncoding } from "gpt-tokenizer/GptEncoding";
import { decode as decodeR50kOriginally } from "gpt-tokenizer/encoding/r50k_base";
import { encodeChat as encodeChatOriginally } from "gpt-tokenizer/model/gpt-oss-20b";
import { describe, expect, test } from "vitest";
import { GptEncoding } from "../src/GptEncoding.ts";
import type { EncodingName } from "../src/mapping.ts";
import { ranksOf } from "../src/ranks.ts";
import { errorOf, readFixture } from "./recorded.ts";
import { encodingFor, modelFor, tokenizerFor } from "./tokenizers.ts";

interface Answers {
  readonly texts: readonly (readonly [text: string, ids: number[]])[];
  readonly cut: readonly (readonly [ids: number[], text: string])[];
}
const { encodings } = readFixture<{ encodings: Readonly<Record<string, Answers>> }>("differences.json");

describe.each(Object.entries(encodings))("%s", (name, { texts, cut }) => {
  const api = encodingFor(name as EncodingName);

  test.each(texts)("%j", (text, ids) => {
    expect(api.encode(text, { allowedSpecial: "all" })).toEqual(ids);
    expect([...api.encodeGenerator(text, { allowedSpecial: new Set(["all"]) })].flat()).toEqual(ids);
    expect(api.countTokens(text, { allowedSpecial: "all" })).toBe(ids.length);
    expect(api.decode(ids)).toBe(text);
    expect([...api.decodeGenerator(ids)].join("")).toBe(text);
  });

  test.each(cut)("characters that are cut, as in %j, are U+FFFD, and stay in their own call", (ids, text) => {
    for (let call = 0; call < 2; call++) {
      expect(api.decode(ids)).toBe(text);
      expect([...api.decodeGenerator(ids)].join("")).toBe(text);
    }
  });
});

test("special tokens in a Set of disallowed ones are refused, as the original's README says", () => {
  const { encode } = encodingFor("o200k_base");
  expect(original.encode("<|endoftext|>", { disallowedSpecial: new Set(["<|endoftext|>"]) }).length).toBe(7);
  const disallowedSpecial = new Set(["<|endoftext|>"]);
  const refused = expect.objectContaining({
    code: "GPT_DISALLOWED_SPECIAL_TOKEN",
    fields: { token: "<|endoftext|>", index: 2 },
  });
  expect(() => encode("a <|endoftext|>", { disallowedSpecial })).toThrow(refused);
  expect(() => encode("a <|endoftext|>", { allowedSpecial: "all", disallowedSpecial })).toThrow(refused);
  expect(() => encode("a <|endoftext|>", { allowedSpecial: new Set(disallowedSpecial), disallowedSpecial })).toThrow(
    refused,
  );
});

const ours = encodingFor("o200k_base");

test("white space is tiktoken's", () => {
  expect([original.encode("\u0085's"), ours.encode("\u0085's")]).toEqual([
    [126, 227, 6, 82],
    [126, 227, 885],
  ]);
  expect(ours.encode(" \ufeffx")).not.toEqual(original.encode(" \ufeffx"));
});

test("special tokens behind other text, and the id of one", () => {
  const all = { allowedSpecial: "all" } as const;
  expect(original.encode("a <|endoftext|>", all).length).toBe(8);
  expect(ours.encode("a <|endoftext|>", all)).toEqual([64, 220, 199_999]);
  expect(original.encode("<|endoftext|><|endoftext|>a", all).slice(0, 2)).toEqual([199_999, 27]);
  expect(ours.encode("<|endoftext|><|endoftext|>a", all)).toEqual([199_999, 199_999, 64]);
  expect(original.encode("<|endofprompt|>", all)).toEqual([200_006]);
  expect(ours.encode("<|endofprompt|>", all)).toEqual([200_018]);
});

// First, for gpt-tokenizer has one decoder for all calls, which drops none later.
test("a byte order mark stays", () => {
  const ids = [171, 119, 123, 31_373];
  expect([decodeR50kOriginally(ids), encodingFor("r50k_base").decode(ids)]).toEqual(["hello", "\ufeffhello"]);
});

test("what is cut is not kept for a later call", () => {
  expect(original.decode([61_138])).toBe(" ");
  expect(original.decode([233])).toBe("👋");
  expect([ours.decode([61_138]), ours.decode([233])]).toEqual([" \ufffd", "\ufffd"]);
});

test("there are no prices and no specs of models", () => {
  expect(modelFor("gpt-4o").modelSpec).toBe(undefined);
  const error = errorOf(() => modelFor("gpt-4o").estimateCost(1000));
  expect(error).toMatchObject({ code: "GPT_NO_PRICES" });
  expect(error.message).toMatch(/^No cost information available for model: gpt-4o\n.*has no price table/);
});

test("lists of tokens are this package's, or there is a tokenizer", () => {
  const list = ranksOf(tokenizerFor("r50k_base"));
  const text = "rows of hay";
  const ids = OriginalGptEncoding.getEncodingApi("r50k_base", () => list).encode(text);
  expect(GptEncoding.getEncodingApi("r50k_base", () => list).encode(text)).toEqual(ids);
  expect(GptEncoding.getEncodingApi("r50k_base", tokenizerFor).encode(text)).toEqual(ids);
  const error = expect.objectContaining({ code: "GPT_UNKNOWN_RANKS" });
  expect(() => GptEncoding.getEncodingApi("r50k_base", () => [...list])).toThrow(error);
  for (const none of [undefined, null, "hay", {}]) {
    const thrown = errorOf(() => GptEncoding.getEncodingApi("r50k_base", () => none as never));
    expect(thrown.cause).toMatchObject({ code: "GPT_UNKNOWN_RANKS" });
    expect([thrown.name, thrown.message]).toEqual([
      "TypeError",
      expect.stringMatching(/that is not from this package/),
    ]);
  }
});

test("cache sizes change nothing", () => {
  const api = encodingFor("cl100k_base");
  const ids = api.encode("rows of hay");
  for (const size of [0, 5, 1e6]) expect(api.setMergeCacheSize(size)).toBe(undefined);
  expect(api.clearMergeCache()).toBe(undefined);
  expect(api.encode("rows of hay")).toEqual(ids);
});

test("what is not a string is a TypeError", () => {
  const gptOss = modelFor("gpt-oss-20b");
  for (const field of ["role", "name", "channel", "constraint"]) {
    const chat = [{ [field]: 5, content: "hay" }] as never;
    expect(encodeChatOriginally(chat).length).toBeGreaterThan(5);
    expect(errorOf(() => gptOss.encodeChat(chat)).cause).toMatchObject({ code: "GPT_INVALID_TEXT" });
  }
  const prime = { primeWithAssistantResponse: 5 } as never;
  expect(encodeChatOriginally([], undefined, prime)).toEqual([]);
  expect(() => gptOss.encodeChat([], undefined, prime)).toThrow(TypeError);
  // oxlint-disable-next-line no-new-wrappers -- such an object is what it is about
  const text = new String("hay") as string;
  expect(original.encode(text)).toEqual(ours.encode("hay"));
  expect(() => ours.encode(text)).toThrow(TypeError);
});
