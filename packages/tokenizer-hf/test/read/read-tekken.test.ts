/** Mistral's tekken.json: a cut-down file with tiktoken's answers, and files that are wrong. */
import { HfTokenizer } from "@windrow/tokenizer-hf";
import { describe, expect, test } from "vitest";
import { fixture } from "../fixtures/fixture.ts";

interface Tekken {
  readonly json: { config: Record<string, unknown>; vocab: Record<string, unknown>[]; special_tokens?: unknown };
  readonly encode: readonly { readonly text: string; readonly ids: readonly number[]; readonly decode: string }[];
}

const { json, encode } = await fixture<Tekken>("tekken.json.gz");

describe.each(["wasm", "typescript"] as const)("on %s", (engine) => {
  const tokenizer = HfTokenizer.fromTekken(new TextEncoder().encode(JSON.stringify(json)), { engine });

  test("ids and texts are tiktoken's", () => {
    for (const { text, ids, decode } of encode) {
      expect([text, [...tokenizer.encode(text)]]).toEqual([text, ids]);
      expect([...tokenizer.encodeWithOffsets(text).ids]).toEqual(ids);
      expect(tokenizer.decode(ids)).toBe(decode);
    }
  });

  test("special tokens have the first ids", () => {
    expect([tokenizer.bosToken, tokenizer.eotToken, tokenizer.padToken, tokenizer.unkToken]).toEqual([1, 2, 11, 0]);
    expect([...tokenizer.encode("[INST]a[/INST]", { allowedSpecial: "all" })]).toEqual([
      3,
      tokenizer.encode("a")[0],
      4,
    ]);
    expect(tokenizer.specialTokens.get("<SPECIAL_23>")).toBe(23);
    expect(() => tokenizer.encode("[INST]")).toThrow(/disallowed/);
    expect(tokenizer.vocabSize).toBe(1224);
    expect(tokenizer.engine).toBe(engine);
  });
});

test("fromJson knows it by what it holds", () => {
  const bytes = new TextEncoder().encode(JSON.stringify(json));
  const expected = HfTokenizer.fromTekken(json);
  for (const one of [json, JSON.stringify(json), bytes]) {
    const tokenizer = HfTokenizer.fromJson(one);
    expect([tokenizer.fingerprint, tokenizer.eotToken]).toEqual([expected.fingerprint, 2]);
  }
  expect(HfTokenizer.fromJson(json, { config: {} }).eotToken).toBeUndefined();
  // A vocab.json may have such a token.
  expect(() => HfTokenizer.fromJson({ vocab: 0, hay: 1 })).toThrow("vocab is not a field of a tokenizer.json.");
});

test("special tokens that the file lists", () => {
  const listed = { ...json, special_tokens: [{ rank: 3, token_str: "[HAY]", is_control: true }] };
  expect(HfTokenizer.fromTekken(listed).encode("[HAY]", { allowedSpecial: "all" })).toEqual(Int32Array.of(3));
  expect(HfTokenizer.fromTekken(listed).fingerprint).not.toBe(HfTokenizer.fromTekken(json).fingerprint);
});

test.each<[string, object, RegExp]>([
  ["a pattern that is none", { ...json, config: { ...json.config, pattern: "\\p{" } }, /config\.pattern has/],
  ["no config", { vocab: [] }, /config is undefined; expected an object/],
  ["too few tokens", { ...json, vocab: json.vocab.slice(0, 10) }, /has 10 tokens; expected 1200/],
  ["ranks in disorder", { ...json, vocab: json.vocab.toReversed() }, /vocab\[0\]\.rank is 1204; expected 0/],
  ["no base64", { ...json, vocab: [{ rank: 0, token_bytes: "%" }, ...json.vocab.slice(1)] }, /token_bytes is "%"/],
  [
    "a special token twice",
    { ...json, special_tokens: [0, 0].map((rank) => ({ rank, token_str: "a" })) },
    /each rank once/,
  ],
])("%s is an error with the field", (_, wrong, message) => {
  expect(() => HfTokenizer.fromTekken(wrong)).toThrow(message);
});
