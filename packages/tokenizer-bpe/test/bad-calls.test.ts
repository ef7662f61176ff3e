/** Texts, ids, options and names that are none: each refused by its name. */
import { describe, expect, test } from "vitest";
import { countChatTokens } from "../src/chat/index.ts";
import { gpt2 } from "../src/encodings/gpt2.ts";
import { BpeTokenizer, getEncoding, type BpeError } from "../src/index.ts";

const hasCode = (code: string, message: RegExp): unknown =>
  expect.objectContaining({ name: "BpeError", code, message: expect.stringMatching(message) });

test.each([[undefined], [null], [7], [["a"]]])("text that is %s is refused", (text) => {
  const bad = text as unknown as string;
  for (const call of [
    () => gpt2.encode(bad),
    () => gpt2.encode(bad, { allowedSpecial: "all" }),
    () => gpt2.encode(bad, { disallowedSpecial: [] }),
    () => gpt2.encodeWithOffsets(bad),
    () => gpt2.encodeWithOffsets(bad, { allowedSpecial: "all" }),
    () => gpt2.encodeOrdinary(bad),
    () => gpt2.countTokens(bad),
    () => gpt2.isWithinTokenLimit(bad, 1),
    () => gpt2.truncate(bad, 1),
  ]) {
    expect(call).toThrow(hasCode("BPE_INVALID_TEXT", /expected a string/));
  }
});

test.each<[string, (bad: never) => unknown, string]>([
  ["encode", (bad) => gpt2.encode("a", bad), "allowedSpecial, disallowedSpecial"],
  ["encodeWithOffsets", (bad) => gpt2.encodeWithOffsets("a", bad), "unit, allowedSpecial, disallowedSpecial"],
  ["encodeStream", (bad) => gpt2.encodeStream(bad), "allowedSpecial, disallowedSpecial"],
  ["countTokens", (bad) => gpt2.countTokens("a", bad), "allowedSpecial"],
  ["truncate", (bad) => gpt2.truncate("a", 1, bad), "allowedSpecial, keep, ellipsis"],
  ["isWithinTokenLimit", (bad) => gpt2.isWithinTokenLimit("a", 1, bad), "allowedSpecial"],
  ["decodeWithOffsets", (bad) => gpt2.decodeWithOffsets([5], bad), "unit"],
  [
    "countChatTokens",
    (bad) => countChatTokens(gpt2, [], bad),
    "model, overhead, tools, toolChoice, functions, functionCall, imageSize",
  ],
  ["fromTiktoken", (bad) => BpeTokenizer.fromTiktoken(gpt2.toTiktoken(), bad), "name, pattern, specialTokens, engine"],
  ["fromMinbpe", (bad) => BpeTokenizer.fromMinbpe("", bad), "name, engine"],
])("an unknown option of %s is refused, with the one that was meant, or those that are known", (_, call, known) => {
  const refusal = (name: string, hint: string): Error =>
    expect.objectContaining({
      code: "BPE_INVALID_OPTION",
      message: `Unknown option "${name}". ${hint}`,
      fields: { option: name, value: "all" },
    }) as Error;
  expect(() => call({ anything: "all" } as never)).toThrow(refusal("anything", `Known options: ${known}.`));
  const first = known.split(", ")[0]!;
  // As Python writes it.
  const mistyped = `${first.replace(/[A-Z]/g, "_$&").toLowerCase()}_`;
  expect(() => call({ [mistyped]: "all" } as never)).toThrow(refusal(mistyped, `Did you mean "${first}"?`));
});

describe("what is not an options object", () => {
  test.each<[string, (bad: never) => unknown]>([
    ["encode", (bad) => gpt2.encode("a", bad)],
    ["encodeWithOffsets", (bad) => gpt2.encodeWithOffsets("a", bad)],
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
    const disallowed = "<|endoftext|>";
    expect(() => gpt2.encodeBatch(["a", disallowed])).toThrow(
      expect.objectContaining({
        code: "BPE_DISALLOWED_SPECIAL_TOKEN",
        message: expect.stringMatching(/^texts\[1\]: The text has .*\nTo encode it as the special token/),
        fields: { token: disallowed, index: 0, batchIndex: 1 },
        cause: expect.objectContaining({ name: "BpeError", fields: { token: disallowed, index: 0 } }),
      }),
    );
    expect(() => gpt2.encodeBatch("ab" as never)).toThrow(
      hasCode("BPE_INVALID_TEXT", /^texts is "ab"; expected an array/),
    );
    expect(() => gpt2.decodeBatch(null as never)).toThrow(hasCode("BPE_INVALID_TOKEN_ID", /^batch is null/));
  });

  test("encodings by something that is not a name", async () => {
    for (const bad of [5n, null, Symbol("x"), {}, "x".repeat(1e5)]) {
      const error = (await getEncoding(bad as never).catch((thrown: unknown) => thrown)) as BpeError;
      expect(error).toMatchObject({ code: "BPE_UNKNOWN_ENCODING" });
      expect(error.message.length).toBeLessThan(300);
    }
  });

  test("a single token may not be long", () => {
    expect(() => gpt2.encodeSingleToken("a".repeat(1e6))).toThrow(hasCode("BPE_NOT_A_TOKEN", /^"a{30}…a{29}" is not/));
    expect(() => gpt2.encodeSingleToken(7 as never)).toThrow(hasCode("BPE_INVALID_TEXT", /^text is 7/));
  });

  test("ids without a length", () => {
    for (const length of [-1, Number.NaN, 0.5]) {
      expect(() => gpt2.decode({ length })).toThrow(hasCode("BPE_INVALID_TOKEN_ID", /^ids is an object/));
    }
  });
});

describe("tokenizers that were not asked for by name", () => {
  const make = (...args: unknown[]): unknown =>
    new (BpeTokenizer as unknown as new (...given: unknown[]) => unknown)(...args);

  test.each([
    ["a name", ["gpt2"], /^BpeTokenizer has no public constructor: use await getEncoding\("gpt2"\)\.$/],
    ["another name", ["gpt-2"], /use getEncoding, encodingForModel or BpeTokenizer.fromTiktoken and its siblings/],
    ["nothing", [], /no public constructor/],
    ["what looks like a definition", [{ name: "x", pattern: "a", specialTokens: new Map() }, () => ({})], /no public/],
    ["a symbol", [Symbol("own"), { name: "x", specialTokens: new Map() }, () => ({})], /no public constructor/],
  ])("%s is refused when it is made", (_, args, message) => {
    expect(() => make(...args)).toThrow(hasCode("BPE_INVALID_OPTION", message));
  });

  test("so is a class that extends it", () => {
    class Own extends (BpeTokenizer as unknown as new (name: string) => object) {}
    expect(() => new Own("gpt2")).toThrow(hasCode("BPE_INVALID_OPTION", /getEncoding\("gpt2"\)/));
  });
});

describe("ids and bytes whose memory was transferred", () => {
  const detached = <T extends ArrayBufferView>(view: T): T => {
    structuredClone(view.buffer, { transfer: [view.buffer as ArrayBuffer] });
    return view;
  };

  test.each<[string, () => unknown, string]>([
    ["decode", () => gpt2.decode(detached(Int32Array.of(31373))), "BPE_INVALID_TOKEN_ID"],
    ["decodeBytes", () => gpt2.decodeBytes(detached(Uint16Array.of(31373))), "BPE_INVALID_TOKEN_ID"],
    ["decodeBatch", () => gpt2.decodeBatch([detached(Int32Array.of(1))]), "BPE_INVALID_TOKEN_ID"],
    ["decodeWithOffsets", () => gpt2.decodeWithOffsets(detached(Int32Array.of(1))), "BPE_INVALID_TOKEN_ID"],
    ["useOrdinary", () => gpt2.useOrdinary(detached(Uint8Array.of(97)), (ids) => ids.length), "BPE_INVALID_TEXT"],
    ["encodeSingleToken", () => gpt2.encodeSingleToken(detached(Uint8Array.of(97))), "BPE_INVALID_TEXT"],
    [
      "fromTiktoken",
      () => BpeTokenizer.fromTiktoken(detached(Uint8Array.of(97)), { name: "x", pattern: "gpt2" }),
      "BPE_INVALID_RANKS",
    ],
    [
      "fromVocabAndMerges",
      () =>
        BpeTokenizer.fromVocabAndMerges(
          { vocab: detached(Uint8Array.of(97)), merges: "" },
          { name: "x", pattern: "gpt2" },
        ),
      "BPE_INVALID_FILE",
    ],
    ["fromMinbpe", () => BpeTokenizer.fromMinbpe(detached(Uint8Array.of(97))), "BPE_INVALID_FILE"],
  ])("%s", (_, call, code) => {
    expect(call).toThrow(hasCode(code, /is detached/));
  });

  test("an array of none is none", () => {
    for (const none of [new Int32Array(0), new Uint16Array(0), []]) expect(gpt2.decode(none)).toBe("");
  });
});

test("a file of more bytes than fit into a text is refused by its size", () => {
  const large = new Uint8Array(2 ** 28 + 1);
  for (const [code, read] of [
    ["BPE_INVALID_FILE", () => BpeTokenizer.fromMinbpe(large)],
    [
      "BPE_INVALID_FILE",
      () => BpeTokenizer.fromVocabAndMerges({ vocab: large, merges: "" }, { name: "x", pattern: "gpt2" }),
    ],
    ["BPE_INVALID_RANKS", () => BpeTokenizer.fromTiktoken(large, { name: "x", pattern: "gpt2" })],
  ] as const)
    expect(read).toThrow(hasCode(code, /268435457 bytes; the largest (file )?that can be read has 268435456/));
});

test.each(
  ["a*|[^]", "", "(?=a)|[^]", "a{0,2}|b", "(?:a|)|b", "$|[^]", "(?<x>a?)|b"].filter((pattern) => pattern !== ""),
)("the pattern %s, which can take no character, is refused when it is read", (pattern) => {
  const ranks = gpt2.toTiktoken().split("\n").slice(0, 256).join("\n");
  expect(() => BpeTokenizer.fromTiktoken(ranks, { name: "x", pattern })).toThrow(
    hasCode("BPE_INVALID_PATTERN", /can match the empty string/),
  );
});
