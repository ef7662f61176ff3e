import { describeTokenizerContract, seededTexts } from "@windrow/testing";
import { describe, expect, test } from "vitest";
import { cl100kBase } from "../src/encodings/cl100k_base.ts";
import { gpt2 } from "../src/encodings/gpt2.ts";
import { o200kBase } from "../src/encodings/o200k_base.ts";
import { o200kHarmony } from "../src/encodings/o200k_harmony.ts";
import { p50kBase } from "../src/encodings/p50k_base.ts";
import { p50kEdit } from "../src/encodings/p50k_edit.ts";
import { r50kBase } from "../src/encodings/r50k_base.ts";
import { BpeTokenizer, getEncoding, listEncodingNames, type BpeError } from "../src/index.ts";

const SYNCHRONOUS: readonly BpeTokenizer[] = [gpt2, r50kBase, p50kBase, p50kEdit, cl100kBase, o200kBase, o200kHarmony];

for (const tokenizer of [gpt2, cl100kBase, o200kHarmony]) {
  describeTokenizerContract(
    tokenizer.name,
    () => tokenizer,
    (it, text) => it.encode(text, { allowedSpecial: "all" }),
  );
}

const hasCode = (code: string, message: RegExp): unknown =>
  expect.objectContaining({ name: "BpeError", code, message: expect.stringMatching(message) });

describe("encodings", () => {
  test("the synchronous entries are what getEncoding gives", async () => {
    const loaded = await Promise.all(listEncodingNames().map((name) => getEncoding(name)));
    expect(loaded.map(({ name }) => name)).toEqual(SYNCHRONOUS.map(({ name }) => name));
    expect(loaded.every((tokenizer, i) => tokenizer === SYNCHRONOUS[i])).toBe(true);
  });

  test("equal fingerprints where the ids are equal, else different ones", () => {
    const prints = SYNCHRONOUS.map(({ fingerprint }) => fingerprint);
    expect(prints[0]).toBe(prints[1]);
    expect(new Set(prints).size).toBe(6);
  });

  test("an unknown encoding is refused with near names", async () => {
    await expect(getEncoding("cl100k" as "cl100k_base")).rejects.toThrow(
      hasCode(
        "BPE_UNKNOWN_ENCODING",
        /^Unknown encoding "cl100k". Did you mean "cl100k_base"\? Known: gpt2, r50k_base/,
      ),
    );
    await expect(getEncoding("constructor" as "gpt2")).rejects.toThrow(hasCode("BPE_UNKNOWN_ENCODING", /Known: gpt2/));
  });
});

describe("special tokens", () => {
  const text = "a<|endoftext|>b<|fim_prefix|>c";

  test("the ones allowed become ids, the others stay an error", () => {
    expect(() => cl100kBase.encode(text, { allowedSpecial: ["<|endoftext|>"] })).toThrow(
      hasCode("BPE_DISALLOWED_SPECIAL_TOKEN", /"<\|fim_prefix\|>" at index 15/),
    );
    const ids = cl100kBase.encode(text, { allowedSpecial: ["<|endoftext|>"], disallowedSpecial: [] });
    expect([...ids]).toEqual([64, 100257, ...cl100kBase.encodeOrdinary("b<|fim_prefix|>c")]);
  });

  test("only those disallowed are an error", () => {
    const ids = cl100kBase.encode(text, { disallowedSpecial: ["<|fim_middle|>"] });
    expect(ids).toEqual(cl100kBase.encodeOrdinary(text));
    expect(() => cl100kBase.encode(text, { disallowedSpecial: new Set(["<|fim_prefix|>"]) })).toThrow(/fim_prefix/);
  });

  test("the error shows the ways out, and each works", () => {
    expect(() => gpt2.encode("x <|endoftext|>")).toThrow(
      hasCode(
        "BPE_DISALLOWED_SPECIAL_TOKEN",
        /"<\|endoftext\|>" at index 2[^]*allowedSpecial: \["<\|endoftext\|>"\][^]*disallowedSpecial: \[\][^]*encodeOrdinary/,
      ),
    );
    expect([...gpt2.encode("x <|endoftext|>", { allowedSpecial: ["<|endoftext|>"] })]).toEqual([87, 220, 50256]);
    const ordinary = [87, 1279, 91, 437, 1659, 5239, 91, 29];
    expect([...gpt2.encode("x <|endoftext|>", { disallowedSpecial: [] })]).toEqual(ordinary);
    expect([...gpt2.encodeOrdinary("x <|endoftext|>")]).toEqual(ordinary);
  });

  test("ids that are lent, also within another loan", () => {
    const lent = gpt2.useOrdinary("x <|endoftext|>", (ids) => {
      expect(gpt2.useOrdinary("Hello, world!", (others) => [...others])).toEqual([15496, 11, 995, 0]);
      return [...ids];
    });
    expect(lent).toEqual([...gpt2.encodeOrdinary("x <|endoftext|>")]);
    expect(() => gpt2.useOrdinary("x", () => JSON.parse("{"))).toThrow(SyntaxError);
    expect(() => gpt2.useOrdinary(1 as never, (ids) => ids)).toThrow(
      hasCode("BPE_INVALID_TEXT", /string, or its bytes/),
    );
    expect(() => gpt2.useOrdinary("x", undefined as never)).toThrow(hasCode("BPE_INVALID_OPTION", /use is undefined/));
    // Whoever is given the ids may even transfer their memory.
    gpt2.useOrdinary("hello", (ids) => structuredClone(ids, { transfer: [ids.buffer as ArrayBuffer] }));
    expect(gpt2.useOrdinary("Hello, world!", (ids) => [...ids])).toEqual([15496, 11, 995, 0]);
    expect([...gpt2.encodeOrdinary("Hello")]).toEqual([15496]);
  });

  test('a string that is not "all" is refused: it would be taken for its letters', () => {
    const allowed = { allowedSpecial: "<|endoftext|>" } as never;
    const disallowed = { disallowedSpecial: "<|endoftext|>" } as never;
    const calls = [
      () => gpt2.encode("a", allowed),
      () => gpt2.encode("a", disallowed),
      () => gpt2.countTokens("a", allowed),
    ];
    for (const call of calls) {
      expect(call).toThrow(
        hasCode("BPE_INVALID_OPTION", /^(dis)?allowedSpecial is "<\|endoftext\|>"; expected "all", an array or a Set/),
      );
    }
  });

  test("the same call twice finds the same: kept matchers have no memory", () => {
    for (let i = 0; i < 3; i++) {
      expect(() => o200kHarmony.encode("ab<|end|>")).toThrow(/at index 2/);
      expect([...o200kHarmony.encode("<|end|>", { allowedSpecial: "all" })]).toEqual([200007]);
    }
  });

  test("changing the public map changes no ids", () => {
    (gpt2.specialTokens as Map<string, number>).set("hello", 7);
    expect([...gpt2.encode("hello", { allowedSpecial: "all" })]).toEqual([31373]);
    (gpt2.specialTokens as Map<string, number>).delete("hello");
  });

  test("names that the encoding does not have are ignored in allowedSpecial, as in tiktoken", () => {
    expect([...gpt2.encode("<|unk|>", { allowedSpecial: ["<|unk|>"] })]).toEqual([...gpt2.encodeOrdinary("<|unk|>")]);
  });

  test("200018 has two names in o200k_harmony and decodes to the first", () => {
    const encode = (tokens: string): number[] => [...o200kHarmony.encode(tokens, { allowedSpecial: "all" })];
    expect(encode("<|endofprompt|><|reserved_200018|>")).toEqual([200018, 200018]);
    expect(o200kHarmony.decode([200018])).toBe("<|endofprompt|>");
  });
});

describe("counting and cutting", () => {
  const text = "Rake it, she said \u{1f468}\u200d\u{1f469} \u00e9\u00e8 <|endoftext|> done";

  test.each(SYNCHRONOUS.map((tokenizer) => [tokenizer.name, tokenizer] as const))(
    "%s: count, limit and truncate agree with the ids",
    (_, tokenizer) => {
      const ids = tokenizer.encodeOrdinary(text);
      const whole = new TextEncoder().encode(text);
      expect(tokenizer.countTokens(text)).toBe(ids.length);
      for (let limit = 0; limit <= ids.length + 1; limit++) {
        expect(tokenizer.isWithinTokenLimit(text, limit)).toBe(ids.length <= limit);
        const cut = tokenizer.truncate(text, limit);
        const bytes = tokenizer.decodeBytes(ids.subarray(0, limit)).length;
        expect(text.startsWith(cut)).toBe(true);
        // The longest prefix of whole characters that the first `limit` tokens hold.
        expect(new TextEncoder().encode(cut).length).toBeLessThanOrEqual(bytes);
        const [next] = text.slice(cut.length);
        if (next !== undefined) expect(new TextEncoder().encode(cut + next).length).toBeGreaterThan(bytes);
        else expect(new TextEncoder().encode(cut)).toEqual(whole);
      }
    },
  );

  test("lone surrogates are cut like the characters they are", () => {
    const broken = "a\ud800b\udc00c";
    const cuts = Array.from({ length: gpt2.countTokens(broken) + 1 }, (_, limit) => gpt2.truncate(broken, limit));
    expect(cuts.every((cut) => broken.startsWith(cut))).toBe(true);
    expect(cuts.at(-1)).toBe(broken);
  });

  test("allowed special tokens count as one", () => {
    expect(gpt2.countTokens("<|endoftext|>")).toBe(7);
    expect(gpt2.countTokens("<|endoftext|>", { allowedSpecial: "all" })).toBe(1);
    expect(gpt2.isWithinTokenLimit("<|endoftext|>a", 2, { allowedSpecial: "all" })).toBe(true);
    expect(gpt2.truncate("<|endoftext|>a", 1, { allowedSpecial: "all" })).toBe("<|endoftext|>");
  });

  test("texts of seeded lengths (seed 41): the limit is met to the token, and what is cut off fits", () => {
    for (const tokenizer of [gpt2, cl100kBase, o200kHarmony]) {
      for (const sample of seededTexts(41, 300, { maxLength: 60, words: ["<|endoftext|>", "\uc2e4\ud328", "   "] })) {
        for (const options of [{}, { allowedSpecial: "all" }] as const) {
          const count = tokenizer.countTokens(sample, options);
          for (const limit of [0, 1, 2, count - 1, count, count + 1].filter((most) => most >= 0)) {
            expect(tokenizer.isWithinTokenLimit(sample, limit, options)).toBe(count <= limit);
            const cut = tokenizer.truncate(sample, limit, options);
            expect(sample.startsWith(cut) && tokenizer.countTokens(cut, options) <= limit, JSON.stringify(sample)).toBe(
              true,
            );
          }
        }
      }
    }
  });

  test("a cut character whose rest takes more tokens is given up with its token", () => {
    const korean = " dup\uc774 \uc2e4\ud328\ud588\uc2b5\ub2c8\ub2e4";
    for (let limit = 0; limit <= cl100kBase.countTokens(korean); limit++) {
      expect(cl100kBase.countTokens(cl100kBase.truncate(korean, limit))).toBeLessThanOrEqual(limit);
    }
  });

  test("of an id with two names, the one in the text counts", () => {
    const named = "<|reserved_200018|>abc def";
    expect(o200kHarmony.truncate(named, 1, { allowedSpecial: "all" })).toBe("<|reserved_200018|>");
    expect(o200kHarmony.truncate(named, 0, { allowedSpecial: "all" })).toBe("");
    expect(o200kHarmony.isWithinTokenLimit("<|reserved_200018|>", 1, { allowedSpecial: "all" })).toBe(true);
  });

  test("texts of more than 64 characters a token are within their limit, and longer ones are not", () => {
    const spaces = " ".repeat(128 * 20);
    expect(cl100kBase.countTokens(spaces)).toBe(20);
    expect(cl100kBase.isWithinTokenLimit(spaces, 20)).toBe(true);
    expect(cl100kBase.isWithinTokenLimit(spaces, 19)).toBe(false);
    expect(cl100kBase.isWithinTokenLimit(spaces + spaces, 20)).toBe(false);
  });

  test("a limit stops the work: what comes after it is not even split", () => {
    const bytes = Array.from({ length: 256 }, (_, byte) => `${btoa(String.fromCharCode(byte))} ${byte}\n`).join("");
    const words = BpeTokenizer.fromTiktoken(bytes, { name: "words", pattern: "[a-z]" });
    expect(words.isWithinTokenLimit("abc!", 1)).toBe(false);
    expect(words.truncate("abc!", 2)).toBe("ab");
    expect(() => words.isWithinTokenLimit("abc!", 3)).toThrow(hasCode("BPE_INVALID_PATTERN", /nothing at index 3/));
  });

  test.each([-1, 0.5, Number.NaN])("a limit of %s is refused", (limit) => {
    expect(() => gpt2.isWithinTokenLimit("a", limit)).toThrow(hasCode("BPE_INVALID_OPTION", /limit is .*at least 0/));
    expect(() => gpt2.truncate("a", limit)).toThrow(hasCode("BPE_INVALID_OPTION", /maxTokens is .*at least 0/));
  });
});

describe("single tokens and batches", () => {
  test("every id of gpt2 goes to bytes and back", () => {
    for (let id = 0; id < 50256; id++) expect(gpt2.encodeSingleToken(gpt2.decodeSingleTokenBytes(id))).toBe(id);
    expect(gpt2.encodeSingleToken("<|endoftext|>")).toBe(50256);
    expect(Buffer.from(gpt2.decodeSingleTokenBytes(50256)).toString()).toBe("<|endoftext|>");
  });

  test("the bytes of a special token are it", () => {
    expect(gpt2.encodeSingleToken(new TextEncoder().encode("<|endoftext|>"))).toBe(50256);
    expect(() => gpt2.encodeSingleToken(Uint8Array.of(0xff, 0xfe))).toThrow(
      hasCode("BPE_NOT_A_TOKEN", /^bytes ff fe is not one token/),
    );
  });

  test("what is not one token is refused", () => {
    expect(() => gpt2.encodeSingleToken("hello world")).toThrow(
      hasCode("BPE_NOT_A_TOKEN", /"hello world" is not one token of gpt2/),
    );
    expect(() => gpt2.encodeSingleToken("\u00e9\u00e9\u00e9")).toThrow(hasCode("BPE_NOT_A_TOKEN", /not one token/));
  });

  test("a batch is its texts one by one", () => {
    const texts = ["", "a", "hello world", "\u{1f600}"];
    const batch = gpt2.encodeBatch(texts);
    expect(batch).toEqual(texts.map((text) => gpt2.encode(text)));
    expect(gpt2.decodeBatch(batch)).toEqual(texts);
  });

  test("bytes given out are the caller's own", () => {
    gpt2.decodeSingleTokenBytes(31373).fill(0);
    gpt2.decodeBytes([31373]).fill(0);
    expect(gpt2.decode([31373])).toBe("hello");
  });
});

test("errors have fields for programs", () => {
  const fieldsOf = (call: () => unknown): unknown => {
    try {
      call();
    } catch (error) {
      return (error as BpeError).fields;
    }
    return undefined;
  };
  expect(fieldsOf(() => gpt2.decode([1, 99999]))).toEqual({ id: 99999, index: 1, vocabSize: 50257 });
  expect(fieldsOf(() => gpt2.encode("ab<|endoftext|>"))).toEqual({ token: "<|endoftext|>", index: 2 });
});

describe("decode", () => {
  test("a cut character becomes U+FFFD; strict offsets refuse it", () => {
    const [first] = gpt2.encode("\u{1f600}");
    expect(gpt2.decode([first!])).toBe("\ufffd");
    expect(() => gpt2.decodeWithOffsets([first!])).toThrow(hasCode("BPE_INVALID_UTF8", /use decodeBytes or decode/));
  });

  test.each([["12"], [5], [null], [undefined]])("ids that are %j are refused", (ids) => {
    expect(() => gpt2.decode(ids as never)).toThrow(
      hasCode("BPE_INVALID_TOKEN_ID", /^ids is .*expected an array of ids/),
    );
  });

  test.each<[unknown, string, string]>([
    ["5", 'id "5"', ' is a string; convert it with Number("5").'],
    ["hay", 'id "hay"', " is a string; ids are numbers."],
    [5n, "id 5n", " is a bigint; convert it with Number(5n)."],
    [1.5, "id 1.5", " is not an integer; ids are whole numbers."],
    [Number.NaN, "id NaN", " is not an integer; ids are whole numbers."],
    [[5], "the value", " is an array; decode takes the ids of one text as a flat list of numbers."],
    [Int32Array.of(5), "the value", " is an array; decode takes the ids of one text as a flat list of numbers."],
    [{}, "the value", " is an object; ids are numbers."],
    [undefined, "the value", " is undefined; ids are numbers."],
    [-1, "id -1", " is not a token of gpt2; expected a token's id, an integer from 0 to 50256."],
  ])("an id of %s is refused by its type, everywhere", async (id, what, problem) => {
    const refusal = (message: string): Error =>
      expect.objectContaining({ code: "BPE_INVALID_TOKEN_ID", message }) as Error;
    const ids = [1, id] as number[];
    for (const decode of ["decode", "decodeBytes", "decodeWithOffsets"] as const)
      expect(() => gpt2[decode](ids)).toThrow(refusal(`${what} at index 1${problem}`));
    expect(() => gpt2.decodeBatch([[1], ids])).toThrow(refusal(`batch[1]: ${what} at index 1${problem}`));
    expect(() => gpt2.decodeSingleTokenBytes(id as number)).toThrow(refusal(`${what}${problem}`));
    const { readable, writable } = gpt2.decodeStream();
    const writer = writable.getWriter();
    writer.write(ids).catch(() => undefined);
    writer.closed.catch(() => undefined);
    await expect(readable.getReader().read()).rejects.toEqual(refusal(`${what} at index 1${problem}`));
  });

  test.each([BigInt64Array.of(1n), BigUint64Array.of(1n)])("64-bit integers are refused as such: %s", (ids) => {
    const message = `ids has 64-bit integers (${ids.constructor.name}); convert them with Int32Array.from(ids, Number).`;
    for (const decode of ["decode", "decodeBytes", "decodeWithOffsets"] as const)
      expect(() => gpt2[decode](ids as never)).toThrow(
        expect.objectContaining({ code: "BPE_INVALID_TOKEN_ID", message }),
      );
    expect(gpt2.decode(Int32Array.from(ids as unknown as number[], Number))).toBe('"');
  });

  test("a byte order mark stays", () => expect(gpt2.decode(gpt2.encode("\ufeffa"))).toBe("\ufeffa"));

  test("holes between the special tokens are not tokens", () => {
    expect(() => cl100kBase.decode([100270])).toThrow(
      hasCode(
        "BPE_INVALID_TOKEN_ID",
        /id 100270 at index 0 is not a token of cl100k_base; .*last id is 100276, and not all ids below it are used/,
      ),
    );
    expect(() => p50kBase.decodeSingleTokenBytes(50281)).toThrow(
      hasCode("BPE_INVALID_TOKEN_ID", /an integer from 0 to 50280/),
    );
  });

  test("offsets of random ids point at their text in both units", () => {
    const text = "na\u00efve \u{1f468}\u200d\u{1f469} \u65e5\u672c \u{1d49c}x";
    for (const unit of ["utf16", "codePoint"] as const) {
      const ids = o200kBase.encode(text);
      const { offsets } = o200kBase.decodeWithOffsets(ids, { unit });
      const characters = unit === "utf16" ? text : [...text];
      ids.forEach((id, i) => {
        const token = Buffer.from(o200kBase.decodeSingleTokenBytes(id)).toString();
        if (token.includes("\ufffd")) return;
        const from = characters.slice(offsets[i]);
        expect((typeof from === "string" ? from : from.join("")).startsWith(token)).toBe(true);
      });
    }
    for (const call of [gpt2.decodeWithOffsets.bind(gpt2, [1]), gpt2.encodeWithOffsets.bind(gpt2, "a")]) {
      expect(() => call({ unit: "bytes" as "utf16" })).toThrow(hasCode("BPE_INVALID_OPTION", /unit is "bytes"/));
    }
  });
});

test("decoded bytes have a buffer of their own", () => {
  expect(gpt2.decodeBytes([31373]).buffer.byteLength).toBe(5);
  expect(gpt2.decodeSingleTokenBytes(31373).buffer.byteLength).toBe(5);
});
