/** Texts, ids, options and names that are none: each refused by its name. */
import { describe, expect, test } from "vitest";
import { gpt2 } from "../src/encodings/gpt2.ts";
import { BpeTokenizer, getEncoding, type BpeError } from "../src/index.ts";

const hasCode = (code: string, message: RegExp): unknown =>
  expect.objectContaining({ name: "BpeError", code, message: expect.stringMatching(message) });

test.each([[undefined], [null], [7], [["a"]]])("text that is %s is refused", (text) => {
  const bad = text as unknown as string;
  for (const call of [() => gpt2.encode(bad), () => gpt2.encodeOrdinary(bad), () => gpt2.countTokens(bad)]) {
    expect(call).toThrow(hasCode("BPE_INVALID_TEXT", /expected a string/));
  }
});

test.each<[string, (bad: never) => unknown, string]>([
  ["encode", (bad) => gpt2.encode("a", bad), "allowedSpecial, disallowedSpecial"],
  ["encodeStream", (bad) => gpt2.encodeStream(bad), "allowedSpecial, disallowedSpecial"],
  ["countTokens", (bad) => gpt2.countTokens("a", bad), "allowedSpecial"],
  ["truncate", (bad) => gpt2.truncate("a", 1, bad), "allowedSpecial"],
  ["isWithinTokenLimit", (bad) => gpt2.isWithinTokenLimit("a", 1, bad), "allowedSpecial"],
  ["decodeWithOffsets", (bad) => gpt2.decodeWithOffsets([5], bad), "unit"],
  ["countChatTokens", (bad) => gpt2.countChatTokens([], bad), "model, overhead"],
  ["fromTiktoken", (bad) => BpeTokenizer.fromTiktoken(gpt2.toTiktoken(), bad), "name, pattern, specialTokens"],
  ["fromTokenizerJson", (bad) => BpeTokenizer.fromTokenizerJson("{}", bad), "name, ignore"],
  ["fromMinbpe", (bad) => BpeTokenizer.fromMinbpe("", bad), "name"],
])("an option of %s that there is not is told of, and those that there are", (_, call, known) => {
  expect(() => call({ allowed_special: "all" } as never)).toThrow(
    expect.objectContaining({
      code: "BPE_INVALID_OPTION",
      message: `options has "allowed_special"; expected only ${known}.`,
      fields: { option: "allowed_special" },
    }),
  );
});

describe("what is no option", () => {
  test.each<[string, (bad: never) => unknown]>([
    ["encode", (bad) => gpt2.encode("a", bad)],
    ["encodeStream", (bad) => gpt2.encodeStream(bad)],
    ["decodeWithOffsets", (bad) => gpt2.decodeWithOffsets([5], bad)],
    ["countTokens", (bad) => gpt2.countTokens("a", bad)],
    ["isWithinTokenLimit", (bad) => gpt2.isWithinTokenLimit("a".repeat(10_000), 1, bad)],
    ["truncate", (bad) => gpt2.truncate("a", 1, bad)],
  ])("%s says so", (_, call) => {
    for (const bad of [null, "all", 5, ["<|endoftext|>"]]) {
      expect(() => call(bad as never)).toThrow(hasCode("BPE_INVALID_OPTION", /^options is .*expected an object/));
    }
  });

  test.each([[5n], [null], [Symbol("x")], [{}]])("allowedSpecial of %s", (bad) => {
    const call = (): unknown => gpt2.isWithinTokenLimit("a".repeat(10_000), 1, { allowedSpecial: bad as never });
    if (bad === null) expect(call).not.toThrow(TypeError);
    else expect(call).toThrow(hasCode("BPE_INVALID_OPTION", /^allowedSpecial is (5n|Symbol\(x\)|an object); expected/));
    expect(() => gpt2.encode("a", { disallowedSpecial: [5n] as never })).toThrow(/^disallowedSpecial has 5n; expected/);
  });

  test("an element of a batch is named", () => {
    expect(() => gpt2.encodeBatch(["a", 5 as never])).toThrow(hasCode("BPE_INVALID_TEXT", /^texts\[1\]: text is 5/));
    expect(() => gpt2.decodeBatch([[1], [2, 99_999]])).toThrow(
      hasCode("BPE_INVALID_TOKEN_ID", /^batch\[1\]: id 99999 at index 1/),
    );
    expect(() => gpt2.encodeBatch("ab" as never)).toThrow(
      hasCode("BPE_INVALID_TEXT", /^texts is "ab"; expected an array/),
    );
    expect(() => gpt2.decodeBatch(null as never)).toThrow(hasCode("BPE_INVALID_TOKEN_ID", /^batch is null/));
  });

  test("encodings by something that is no name", async () => {
    for (const bad of [5n, null, Symbol("x"), {}, "x".repeat(1e5)]) {
      const error = (await getEncoding(bad as never).catch((thrown: unknown) => thrown)) as BpeError;
      expect(error).toMatchObject({ code: "BPE_UNKNOWN_ENCODING" });
      expect(error.message.length).toBeLessThan(300);
    }
  });

  test("a single token may not be long", () => {
    expect(() => gpt2.encodeSingleToken("a".repeat(1e6))).toThrow(hasCode("BPE_NOT_A_TOKEN", /^"a{60}\.\.\." is not/));
    expect(() => gpt2.encodeSingleToken(7 as never)).toThrow(hasCode("BPE_INVALID_TEXT", /^text is 7/));
  });

  test("ids without a length", () => {
    for (const length of [-1, Number.NaN, 0.5]) {
      expect(() => gpt2.decode({ length })).toThrow(hasCode("BPE_INVALID_TOKEN_ID", /^ids is an object/));
    }
  });
});
