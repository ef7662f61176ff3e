/** Vocabularies of your own: tiktoken's files read back, small ones by hand, and files that are broken. */
import { seededTexts } from "@windrow/testing";
import { describe, expect, test } from "vitest";
import { BpeTokenizer, getEncoding, type OwnEncodingOptions } from "../src/index.ts";
import { tiktokenFile } from "./rank-table.ts";
import { mergeSlowly } from "./slow-twin.ts";

const bytes = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte));
const fileOf = (tokens: readonly string[]): string => tokens.map((token, id) => `${btoa(token)} ${id}\n`).join("");
const ANY = "[^]{1,40}";

const hasCode = (code: string, message: RegExp): unknown =>
  expect.objectContaining({ name: "BpeError", code, message: expect.stringMatching(message) });

describe("tiktoken's own files", () => {
  test.each(["gpt2", "p50k_edit", "cl100k_base", "o200k_base"] as const)(
    "%s: the same tokenizer, fingerprint included, as the packed one",
    async (name) => {
      const packed = await getEncoding(name);
      const file = new TextEncoder().encode(tiktokenFile(name));
      const read = BpeTokenizer.fromTiktoken(file, { name, pattern: name, specialTokens: packed.specialTokens });
      expect(read.fingerprint).toBe(packed.fingerprint);
      expect(read.vocabSize).toBe(packed.vocabSize);
      for (const text of seededTexts(31, 300)) {
        const ids = read.encode(text, { allowedSpecial: "all" });
        expect(ids).toEqual(packed.encode(text, { allowedSpecial: "all" }));
        expect(read.decode(ids)).toBe(packed.decode(ids));
      }
    },
  );

  test("a JavaScript expression that does what gpt2's pattern does gives gpt2's ids, streams included", async () => {
    const gpt2 = await getEncoding("gpt2");
    const space = "\\p{White_Space}";
    const pattern = `'(?:[sdmt]|ll|ve|re)| ?\\p{L}+| ?\\p{N}+| ?[^${space}\\p{L}\\p{N}]+|${space}+$|${space}+(?!\\P{White_Space})|${space}`;
    const own = BpeTokenizer.fromTiktoken(tiktokenFile("gpt2"), { name: "own", pattern });
    for (const text of seededTexts(32, 500)) {
      const ids = gpt2.encodeOrdinary(text);
      expect(own.encodeOrdinary(text)).toEqual(ids);
      expect(own.countTokens(text)).toBe(ids.length);
      expect(own.isWithinTokenLimit(text, ids.length - 1 < 0 ? 0 : ids.length - 1)).toBe(ids.length === 0);
    }
    const stream = new Blob(["one two\u00e9 three"])
      .stream()
      .pipeThrough(new TextDecoderStream()) as ReadableStream<string>;
    const { value } = await stream.pipeThrough(own.encodeStream()).getReader().read();
    expect(value).toEqual(gpt2.encode("one two\u00e9 three"));
  });
});

describe("small vocabularies", () => {
  const cases: Record<string, string[]> = {
    "a tree": ["ab", "abc", "bc", "abab", "cab"],
    "no tree: parts of higher ids, and a token that merging never makes": [
      "abcab",
      "xyz",
      "abc",
      "bc",
      "ab",
      "ca",
      "aaa",
    ],
    "no tree: overlapping ways to one token": ["aaa", "aa", "aaaa", "baa", "ab", "aab"],
  };

  test.each(Object.entries(cases))("%s: random texts as the slow twin, whole pieces first (seed 33)", (_, tokens) => {
    const table = [...bytes, ...tokens];
    const own = BpeTokenizer.fromTiktoken(fileOf(table), { name: "own", pattern: ANY });
    const ids = new Map(table.map((token, id) => [token, id]));
    const slowly = (text: string): number[] =>
      (text.match(new RegExp(ANY, "gu")) ?? []).flatMap((piece) => {
        const whole = ids.get(Buffer.from(piece).toString("latin1"));
        return whole === undefined ? mergeSlowly(Buffer.from(piece), ids) : [whole];
      });
    const letters = ["a", "b", "c", "xyz", "ab"];
    for (const text of ["xyz", "abcab", "aaa", "aaaa", ...seededTexts(33, 500, { words: letters })]) {
      expect([...own.encodeOrdinary(text)], JSON.stringify(text)).toEqual(slowly(text));
    }
    for (const [token, id] of ids)
      expect(own.encodeSingleToken(Uint8Array.from(token, (c) => c.charCodeAt(0)))).toBe(id);
    // Beyond what is scanned: by buckets for a tree, by heap for the others.
    const long = BpeTokenizer.fromTiktoken(fileOf(table), { name: "own", pattern: "[^]+" });
    for (const unit of ["a", "ab", "abcab", "aab", "xyzca"]) {
      const text = unit.repeat(300);
      expect([...long.encodeOrdinary(text)], unit).toEqual(mergeSlowly(Buffer.from(text), ids));
    }
  });

  test("of special tokens that begin alike the longest counts, in whatever order they are given, and however a stream is cut", async () => {
    const tokens: [string, number][] = [
      ["<|im|>", 300],
      ["<|im|>!", 301],
      ["<|im|>!!", 302],
    ];
    const text = "<|im|>!a<|im|>!!!<|im|>";
    const expected = [301, 97, 302, 33, 300];
    for (const order of [tokens, tokens.toReversed()]) {
      const own = BpeTokenizer.fromTiktoken(fileOf(bytes), {
        name: "own",
        pattern: ANY,
        specialTokens: new Map(order),
      });
      expect([...own.encode(text, { allowedSpecial: "all" })]).toEqual(expected);
      for (let cut = 0; cut <= text.length; cut++) {
        const stream = own.encodeStream({ allowedSpecial: "all" });
        const writer = stream.writable.getWriter();
        void writer.write(text.slice(0, cut)).then(() => writer.write(text.slice(cut)).then(() => writer.close()));
        const ids: number[] = [];
        for await (const chunk of stream.readable) ids.push(...chunk);
        expect(ids, `cut at ${cut}`).toEqual(expected);
      }
    }
  });

  test("special tokens have ids of their own, before, between and after the ranks", () => {
    const table = [...bytes];
    const file = `${table.map((token, id) => `${btoa(token)} ${id + 1}\n`).join("")}${btoa("hi")} 300\n`;
    const specialTokens = { "<|endoftext|>": 0, "<|mid|>": 260, "<|pad|>": 301 };
    const own = BpeTokenizer.fromTiktoken(file, { name: "own", pattern: ANY, specialTokens });
    expect([...own.encode("<|pad|>hi<|mid|>h<|endoftext|>", { allowedSpecial: "all" })]).toEqual([
      301, 300, 260, 105, 0,
    ]);
    expect(own.decode([301, 300, 260, 105, 0])).toBe("<|pad|>hi<|mid|>h<|endoftext|>");
    expect([own.vocabSize, own.eotToken]).toEqual([302, 0]);
    expect(() => own.decode([299])).toThrow(
      hasCode("BPE_INVALID_TOKEN_ID", /299 at index 0 is not a token of own; .*not all ids below/),
    );
  });

  test("empty lines and line ends of Windows are read over", () => {
    const own = BpeTokenizer.fromTiktoken(`\r\n${fileOf(bytes).replaceAll("\n", "\r\n")}\n`, {
      name: "own",
      pattern: ANY,
    });
    expect([...own.encode("ab")]).toEqual([97, 98]);
  });
});

test("a pattern with gaps, and what its error says to add, in JavaScript's words and in tiktoken's", () => {
  for (const pattern of ["[a-z]+", String.raw`\p{L}+`, "(?i:hay)", String.raw`\p{L}++`]) {
    const open = (whole: string): BpeTokenizer =>
      BpeTokenizer.fromTiktoken(fileOf(bytes), { name: "x", pattern: whole });
    const gaps = open(pattern);
    expect(() => gaps.encode("hay 1\n")).toThrow(
      expect.objectContaining({ code: "BPE_INVALID_PATTERN", fields: { index: 3 } }),
    );
    let message = "";
    try {
      gaps.encode("hay 1\n");
    } catch (error) {
      message = (error as Error).message;
    }
    const [, advice] = /Add (\S+) at its end/.exec(message) ?? [];
    expect(open(pattern + advice!).decode(open(pattern + advice!).encode("hay 1\n"))).toBe("hay 1\n");
  }
});

describe("bad input", () => {
  const good = fileOf(bytes);
  const load =
    (file: unknown, options: Partial<Record<keyof OwnEncodingOptions, unknown>> = {}): (() => BpeTokenizer) =>
    () =>
      BpeTokenizer.fromTiktoken(file as string, { name: "own", pattern: ANY, ...options } as OwnEncodingOptions);

  test.each<[string, string, RegExp]>([
    ["no rank", `${good}YWI=\n`, /^line 257 is "YWI="; expected base64 of a token, a space and its rank/],
    ["no base64", `${good}?? 256\n`, /^line 257 is "\?\? 256"/],
    ["a rank that is not an integer", `${good}YWI= 1.5\n`, /^line 257/],
    ["two tokens without bytes", `${good}= 256\n= 257\n`, /^line 258 has a token without bytes, as line 257 has/],
    ["the rank of a token without bytes twice", `${good}= 256\nYWI= 256\n`, /^line 258 has the rank 256, as line 257/],
    ["a rank twice", `${good}YWI= 7\n`, /^line 257 has the rank 7, as line 8 has/],
    ["a rank beyond the limit", `${good}YWI= 1048576\n`, /^line 257 has the rank 1048576; expected less than 1048575/],
    ["a token twice", `${good}YWI= 256\nYWI= 257\n`, /^the ranks 256 and 257 have the same bytes \("ab"\)/],
    ["a byte twice", `${good}YQ== 256\n`, /^the ranks 97 and 256 have the same bytes \("a"\)/],
    ["a byte missing", good.replace(/^.*\n/, ""), /^the byte 0x00 is missing: a vocabulary needs all 256/],
    ["nothing", "\n", /^the ranks have no line/],
  ])("ranks with %s", (_, file, message) => {
    expect(load(file)).toThrow(hasCode("BPE_INVALID_RANKS", message));
  });

  test.each([[undefined], [7], [["a 1"]]])("ranks that are %j", (file) => {
    expect(load(file)).toThrow(hasCode("BPE_INVALID_RANKS", /^ranks is .*expected the text or bytes/));
  });

  test("patterns", () => {
    expect(load(good, { pattern: "(" })).toThrow(
      hasCode("BPE_INVALID_PATTERN", /does not compile: .*Read as tiktoken reads it/),
    );
    expect(load(good, { pattern: "(" })).toThrow(expect.objectContaining({ cause: expect.any(SyntaxError) as Error }));
    expect(load(good, { pattern: undefined })).toThrow(hasCode("BPE_INVALID_PATTERN", /pattern is undefined/));
    const gaps = load(good, { pattern: "\\w+" })();
    expect([...gaps.encode("ab")]).toEqual([97, 98]);
    expect(() => gaps.encode("ab !")).toThrow(
      hasCode("BPE_INVALID_PATTERN", /nothing at index 2 of the text, before " !"/),
    );
    expect([...gaps.encode("ab")]).toEqual([97, 98]);
  });

  test("names and special tokens", () => {
    expect(load(good, { name: "" })).toThrow(hasCode("BPE_INVALID_OPTION", /^name is ""/));
    for (const id of [-1, 1.5, 2 ** 20, "256", Number.NaN]) {
      expect(load(good, { specialTokens: { "<|x|>": id } })).toThrow(
        hasCode("BPE_INVALID_OPTION", /"<\|x\|>" with the id/),
      );
    }
    expect(load(good, { specialTokens: { "<|x|>": 255 } })).toThrow(
      hasCode(
        "BPE_INVALID_OPTION",
        /with the id 255, which the ranks have too; expected an id of its own, such as 256/,
      ),
    );
    for (const specialTokens of [null, 5, ["<|x|>"], new Set(["<|x|>"])]) {
      expect(load(good, { specialTokens })).toThrow(
        hasCode("BPE_INVALID_OPTION", /^specialTokens is .*expected their ids/),
      );
    }
    expect(load(good, { specialTokens: new Map([[5, 300]]) })).toThrow(hasCode("BPE_INVALID_OPTION", /has 5 with/));
    expect(load(good, { pattern: "cl100k" })).toThrow(
      hasCode("BPE_INVALID_PATTERN", /"cl100k", which is not an encoding. Did you mean "cl100k_base"\?$/),
    );
    expect(load(`\ufeff${good}`)().decode([104, 105])).toBe("hi");
    expect(load(good, { specialTokens: { "": 256 } })).toThrow(hasCode("BPE_INVALID_OPTION", /has "" with the id/));
  });
});
