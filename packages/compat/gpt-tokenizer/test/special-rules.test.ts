/** The original's rules for special tokens in a text, against a slow twin: the text cut at every token that is allowed. */
import { mulberry32, seededTexts } from "@windrow/testing";
import { expect, test } from "vitest";
import type { EncodeOptions } from "../src/special-rules.ts";
import { EndOfPrompt, EndOfText, ImEnd, ImSep, ImStart } from "../src/specialTokens.ts";
import { errorOf } from "./recorded.ts";
import { encodingFor } from "./tokenizers.ts";

const api = encodingFor("o200k_base");
const IDS = new Map([
  [EndOfText, 199_999],
  [ImStart, 200_003],
  [ImEnd, 200_004],
  [ImSep, 200_005],
  [EndOfPrompt, 200_018],
]);
const NONE = { disallowedSpecial: new Set<string>() };

/** The ids of a text in which some tokens are special and the others text. */
function encodeSlowly(text: string, allowed: ReadonlySet<string>): number[] {
  const parts = text.split(/(<\|endoftext\|>|<\|im_start\|>|<\|im_end\|>|<\|im_sep\|>|<\|endofprompt\|>)/);
  const joined = [""];
  for (const part of parts) {
    if (allowed.has(part)) joined.push(part, "");
    else joined[joined.length - 1] += part;
  }
  return joined.flatMap((part) => (allowed.has(part) ? [IDS.get(part)!] : api.encode(part, NONE)));
}

test("300 texts (seed 5) with special tokens anywhere, some of them allowed and the others text", () => {
  const random = mulberry32(5);
  for (const text of seededTexts(5, 300, { maxLength: 30, words: [...IDS.keys(), "<|", "|>"] })) {
    const allowedSpecial = new Set([...IDS.keys()].filter(() => random() < 0.5));
    const disallowed = [...IDS.keys()].filter((token) => !allowedSpecial.has(token));
    const found = disallowed.filter((token) => text.includes(token));
    const ids = encodeSlowly(text, allowedSpecial);
    expect(api.encode(text, { allowedSpecial, ...NONE }), text).toEqual(ids);
    expect([...api.encodeGenerator(text, { allowedSpecial, ...NONE })].flat(), text).toEqual(ids);
    expect(api.countTokens(text, { allowedSpecial, ...NONE }), text).toBe(ids.length);
    const within = api.isWithinTokenLimit(text, ids.length - 1, { allowedSpecial, ...NONE });
    expect(within, text).toBe(text === "" ? 0 : false);
    const calls = [{ allowedSpecial }, { allowedSpecial, disallowedSpecial: "all" }] satisfies EncodeOptions[];
    for (const options of calls) {
      if (found.length === 0) expect(api.encode(text, options), text).toEqual(ids);
      else expect(() => api.encode(text, options), text).toThrow("Disallowed special token found: <|");
    }
  }
});

test("disallowed ones come before allowed ones, and the caller's Sets stay as they are", () => {
  const allowedSpecial = new Set([ImStart, ImEnd]);
  const disallowedSpecial = new Set([ImEnd]);
  const options = { allowedSpecial, disallowedSpecial };
  expect(api.encode(`${ImStart}a`, options)).toEqual([200_003, 64]);
  expect(() => api.encode(`${ImStart}a${ImEnd}`, options)).toThrow(`Disallowed special token found: ${ImEnd}`);
  expect([...allowedSpecial, ...disallowedSpecial]).toEqual([ImStart, ImEnd, ImEnd]);
});

test("tokens that the encoding does not have are text if they are allowed", () => {
  expect(api.encode("<|start|>", { allowedSpecial: new Set(["<|start|>"]) })).toEqual(api.encode("<|start|>"));
});

test.each([
  ["an array", { allowedSpecial: [EndOfText] }, "allowedSpecial is an array of 1"],
  ["a string", { disallowedSpecial: EndOfText }, 'disallowedSpecial is "<|endoftext|>"'],
])("%s in place of a Set is refused", (_, options, message) => {
  const error = errorOf(() => api.encode("a", options as unknown as EncodeOptions));
  expect(error).toBeInstanceOf(TypeError);
  expect(error.message).toContain(message);
  expect(error.cause).toMatchObject({ name: "GptTokenizerError", code: "GPT_INVALID_OPTION", message: error.message });
});

test.each([undefined, null, 5, ["a"]])("the text %j is refused", (text) => {
  const error = errorOf(() => api.encode(text as unknown as string));
  expect(error).toBeInstanceOf(TypeError);
  expect(error.cause).toMatchObject({ code: "GPT_INVALID_TEXT", fields: { text } });
});
