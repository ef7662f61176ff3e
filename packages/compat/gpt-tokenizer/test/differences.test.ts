/** Where gpt-tokenizer 4.0.0 gives other answers than tiktoken, the answers here are tiktoken's. README.md lists them. */
import { describe, expect, test } from "vitest";
import type { EncodingName } from "../src/mapping.ts";
import { readFixture } from "./recorded.ts";
import { encodingFor } from "./tokenizers.ts";

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
