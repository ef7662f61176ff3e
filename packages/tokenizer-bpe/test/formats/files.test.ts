/** Files there and back, shapes written by hand, and what is refused, by field or line. */
import { describe, expect, test } from "vitest";
import { BpeTokenizer } from "../../src/index.ts";
import { GPT2_BYTES } from "../train/merges-of.ts";
import { expectSameWhenRead, idsOf } from "./written-and-read.ts";

/** One of each table of ranks, with the special tokens that differ most; written-and-read.long.test.ts has the others. */
test.each(["gpt2", "p50k_edit", "cl100k_base", "o200k_harmony"] as const)(
  "%s: written and read in each format, the ids are the same",
  expectSameWhenRead,
);

const characters = GPT2_BYTES.map((byte, i) => String.fromCharCode(i < 188 ? byte : 256 + i - 188));
/** h, a, y: bytes, then ha = 256, hay = 257. */
const vocab = Object.fromEntries([...characters, "ha", "hay"].map((token, id) => [token, id]));
const merges = ["h a", "ha y"];
const FLAGS = { special: true, normalized: false, lstrip: false, rstrip: false, single_word: false };
const byteLevel = { type: "ByteLevel", add_prefix_space: false, trim_offsets: true, use_regex: true };
const file = (changes: Record<string, unknown> = {}, model: Record<string, unknown> = {}): string =>
  JSON.stringify({
    version: "1.0",
    added_tokens: [{ id: 258, content: "<|end|>", ...FLAGS }],
    normalizer: null,
    pre_tokenizer: byteLevel,
    post_processor: { type: "ByteLevel", add_prefix_space: true, trim_offsets: false },
    decoder: byteLevel,
    model: { type: "BPE", vocab, merges, ...model },
    ...changes,
  });

describe("tokenizer.json", () => {
  test.each([
    ["merges as texts", file()],
    ["merges as pairs", file({}, { merges: merges.map((merge) => merge.split(" ")) })],
    ["byte_fallback, which bytes never need", file({}, { byte_fallback: true })],
    ["pieces taken whole", file({}, { ignore_merges: true })],
    ["an object", JSON.parse(file())],
    ["bytes with a byte order mark", Buffer.from(`\ufeff${file()}`)],
    ["a post_processor that is passed over", file({ post_processor: { type: "TemplateProcessing" } })],
  ])("%s", (_, json) => {
    const tokenizer = BpeTokenizer.fromTokenizerJson(json, { ignore: ["post_processor"] });
    expect([...tokenizer.encode("hayha<|end|>", { allowedSpecial: "all" })]).toEqual([257, 256, 258]);
    expect(tokenizer.decode([257, 258])).toBe("hay<|end|>");
    expect(tokenizer.name).toBe("tokenizer.json");
    expect(() => tokenizer.encode("<|end|>")).toThrow(/BPE_DISALLOWED|special/);
  });

  test("ids that are no ranks, with special tokens first and a hole", () => {
    const shifted = Object.fromEntries(
      Object.entries(vocab).map(([token, id]) => [token, id === 256 ? 400 : 300 - id]),
    );
    const tokenizer = BpeTokenizer.fromTokenizerJson(
      file({ added_tokens: [{ id: 0, content: "<s>", ...FLAGS }] }, { vocab: { "<s>": 0, ...shifted } }),
    );
    expect([...tokenizer.encode("<s>hayha!", { allowedSpecial: "all" })]).toEqual([0, 43, 400, 300]);
    expect(tokenizer.decode([0, 43, 400, 300])).toBe("<s>hayha!");
    expect(tokenizer.vocabSize).toBe(401);
    expect(() => tokenizer.decode([301])).toThrow(/301/);
    const again = BpeTokenizer.fromTokenizerJson(tokenizer.toTokenizerJson());
    expect([again.fingerprint, again.vocabSize]).toEqual([tokenizer.fingerprint, 401]);
    expect(() => tokenizer.toTiktoken()).toThrow(expect.objectContaining({ code: "BPE_NOT_EXPORTABLE" }));
    expect(() => tokenizer.toMinbpe()).toThrow(/GPT-2's order/);
  });

  test("merges in another order than their tokens' ids", () => {
    // "ay" first, so that "ha" never comes to be within "hay".
    const three = { ...Object.fromEntries(characters.map((token, id) => [token, id])), ha: 256, ay: 257, hay: 258 };
    const read = (order: string[]): BpeTokenizer =>
      BpeTokenizer.fromTokenizerJson(file({ added_tokens: [] }, { vocab: three, merges: order }));
    expect([...read(["a y", "h a", "h ay"]).encode("hayha")]).toEqual([258, 256]);
    expect([...read(["h a", "a y", "h ay"]).encode("hay")]).toEqual([256, vocab["y"]]);
    expect(read(["a y", "h a", "h ay"]).fingerprint).not.toBe(read(["h a", "a y", "h ay"]).fingerprint);
    // A piece is taken whole though no merges lead there.
    const whole = file({ added_tokens: [] }, { vocab: three, merges: ["h a", "a y", "h ay"], ignore_merges: true });
    expect([...BpeTokenizer.fromTokenizerJson(whole).encode("hay hay")]).toEqual([258, vocab["Ġ"], 256, vocab["y"]]);
  });

  test("several merges that make one token, as in files made from tiktoken's", async () => {
    const abc = { ...Object.fromEntries(characters.map((token, id) => [token, id])), ab: 256, bc: 257, abc: 258 };
    const json = file({ added_tokens: [] }, { vocab: abc, merges: ["a b", "b c", "ab c", "a bc"] });
    expect([...BpeTokenizer.fromTokenizerJson(json).encode("abcbc")]).toEqual([258, 257]);
  });

  test("several merges that make one token, in any order, one of them twice", () => {
    const abc = { ...Object.fromEntries(characters.map((token, id) => [token, id])), ab: 256, bc: 257, abc: 258 };
    const read = (listed: string[]): BpeTokenizer =>
      BpeTokenizer.fromTokenizerJson(file({ added_tokens: [] }, { vocab: abc, merges: listed }));
    // The ids of tokenizers 0.23.2.
    const orders: [string[], number[]][] = [
      [
        ["a b", "ab c", "b c", "a bc"],
        [258, 257, 258, 258],
      ],
      [
        ["a bc", "b c", "a b", "ab c"],
        [258, 257, 258, 258],
      ],
      [
        ["ab c", "b c", "a b"],
        [64, 257, 257, 64, 257, 64, 257],
      ],
      [
        ["a b", "b c", "ab c", "a b"],
        [64, 257, 257, 64, 257, 64, 257],
      ],
    ];
    const fingerprints = new Set<string>();
    for (const [listed, ids] of orders) {
      const tokenizer = read(listed);
      fingerprints.add(tokenizer.fingerprint);
      for (const one of [tokenizer, BpeTokenizer.fromTokenizerJson(tokenizer.toTokenizerJson())])
        expect([...one.encode("abcbcabcabc")]).toEqual(ids);
      expect(() => tokenizer.toMinbpe()).toThrow(expect.objectContaining({ code: "BPE_NOT_EXPORTABLE" }));
    }
    expect(fingerprints.size).toBe(orders.length);
  });

  describe("added tokens, with the ids of tokenizers 0.23.2", () => {
    const read = (...added: { id: number; content: string }[]): BpeTokenizer =>
      BpeTokenizer.fromTokenizerJson(file({ added_tokens: added.map((token) => ({ ...token, ...FLAGS })) }));
    const idsWith = (tokenizer: BpeTokenizer, text: string): number[] => [
      ...tokenizer.encode(text, { allowedSpecial: "all" }),
    ];

    test.each([
      ["one that merges make and join", { id: 256, content: "ha" }, "hayha", [256, 88, 256], [257, 256]],
      ["a byte", { id: 64, content: "a" }, "hayha", [71, 64, 88, 71, 64], [257, 256]],
      ["the printable character of a byte", { id: 220, content: "Ġ" }, "hay Ġ", [257, 220, 220], [257, 220, 128, 254]],
    ])("%s is a token of words as well", (_, token, text, ids, ordinary) => {
      const tokenizer = read(token);
      for (const one of [tokenizer, BpeTokenizer.fromTokenizerJson(tokenizer.toTokenizerJson())]) {
        expect(idsWith(one, text)).toEqual(ids);
        expect([...one.encodeOrdinary(text)]).toEqual(ordinary);
      }
    });

    test("of those that begin alike the longest counts, whatever their order", () => {
      const tokens = [
        { id: 258, content: "<|a|>" },
        { id: 259, content: "<|a|>h" },
        { id: 260, content: "<|" },
      ];
      // In the vocabulary as well, or Hugging Face would number them in their order.
      const listed = { ...vocab, ...Object.fromEntries(tokens.map(({ id, content }) => [content, id])) };
      for (const added of [tokens, tokens.toReversed()]) {
        const json = file({ added_tokens: added.map((token) => ({ ...token, ...FLAGS })) }, { vocab: listed });
        expect(idsWith(BpeTokenizer.fromTokenizerJson(json), "<|a|>hay<|a|>ay<|h")).toEqual([
          259, 64, 88, 258, 64, 88, 260, 71,
        ]);
      }
    });
  });

  test("a post_processor of bytes alone, in a sequence", () => {
    const json = file({ post_processor: { type: "Sequence", processors: [byteLevel] } });
    expect([...BpeTokenizer.fromTokenizerJson(json).encode("hayha")]).toEqual([257, 256]);
  });

  test("a normalizer of no steps", () => {
    const json = file({ normalizer: { type: "Sequence", normalizers: [] } });
    expect([...BpeTokenizer.fromTokenizerJson(json).encode("hay é ha")]).toEqual([257, 220, 127, 102, 220, 256]);
  });

  const without = (token: string): Record<string, number> => {
    const { [token]: _, ...rest } = vocab;
    return rest;
  };
  const added = (token: Record<string, unknown>): string =>
    file({ added_tokens: [{ id: 258, content: "<e>", ...FLAGS, ...token }] });
  const split = (more: Record<string, unknown>): string =>
    file({
      pre_tokenizer: {
        type: "Sequence",
        pretokenizers: [
          { type: "Split", pattern: { Regex: "\\s+|\\S+" }, behavior: "Isolated", invert: false, ...more },
          byteLevel,
        ],
      },
    });
  test.each([
    ["no JSON", file().slice(0, 200), "the file", /is not JSON .*cut/],
    ["no object", "[]", "the file", /is an empty array/],
    ["no model", "{}", "model", /is undefined/],
    ["another model", file({}, { type: "Unigram" }), "model.type", /"Unigram"; only BPE/],
    ["no vocab", file({}, { vocab: [] }), "model.vocab", /is an empty array/],
    ["an empty vocab", file({}, { vocab: {} }), "model.vocab", /no token/],
    ["an id twice", file({}, { vocab: { ...vocab, hey: 3 } }), "model.vocab", /the id 3 twice, for "\$" and "hey"/],
    ["an id that is none", file({}, { vocab: { ...vocab, hey: -1 } }), "model.vocab", /the id -1 for "hey"/],
    ["a byte that is missing", file({}, { vocab: without("q") }), "model.vocab", /no token for the byte 0x71/],
    ["an unknown token in a merge", file({}, { merges: ["h a", "ha z z"] }), "model.merges[1]", /is "ha z z"/],
    [
      "a merge to nowhere",
      file({}, { merges: ["h a", "ha z"] }),
      "model.merges[1]",
      /"haz" is no token of model.vocab/,
    ],
    ["a merge from nowhere", file({}, { merges: [["h", "ay"]] }), "model.merges[0]", /"ay" is no token/],
    ["no merges", file({}, { merges: {} }), "model.merges", /is an object/],
    ["dropout", file({}, { dropout: 0.1 }), "model.dropout", /0.1/],
    ["unk_token", file({}, { unk_token: "<unk>" }), "model.unk_token", /"<unk>"/],
    ["a prefix", file({}, { continuing_subword_prefix: "##" }), "model.continuing_subword_prefix", /"##"/],
    ["a suffix", file({}, { end_of_word_suffix: "</w>" }), "model.end_of_word_suffix", /"<\/w>"/],
    ["bytes as a normalizer", file({ normalizer: { type: "ByteLevel" } }), "normalizer", /is "ByteLevel"/],
    ["a normalizer", file({ normalizer: { type: "NFC" } }), "normalizer", /is "NFC"/],
    [
      "a post_processor",
      file({ post_processor: { type: "TemplateProcessing" } }),
      "post_processor",
      /ignore: \["post_processor"\]/,
    ],
    ["truncation", file({ truncation: { max_length: 5 } }), "truncation", /not supported/],
    ["another decoder", file({ decoder: { type: "WordPiece" } }), "decoder", /"WordPiece"/],
    ["no pre_tokenizer", file({ pre_tokenizer: null }), "pre_tokenizer", /no ByteLevel/],
    ["another pre_tokenizer", file({ pre_tokenizer: { type: "Metaspace" } }), "pre_tokenizer.type", /"Metaspace"/],
    ["add_prefix_space", file({ pre_tokenizer: { type: "ByteLevel" } }), "pre_tokenizer.add_prefix_space", /true/],
    ["two splits", split({}), "pre_tokenizer.pretokenizers[1]", /only one split/],
    [
      "another behaviour",
      split({ behavior: "Removed" }),
      "pre_tokenizer.pretokenizers[0].behavior",
      /"Removed" with invert false/,
    ],
    [
      "a pattern that leaves text unmatched, which is dropped",
      split({ pattern: { Regex: "\\p{L}+" }, behavior: "Removed", invert: true }),
      "pre_tokenizer.pretokenizers[0].pattern",
      /may leave some text unmatched.*end the pattern with \|\[\\s\\S\]/,
    ],
    ["a pattern without equal", split({ pattern: { Regex: "\\X+" } }), "pre_tokenizer.pretokenizers[0].pattern", /\\X/],
    ["no pattern", split({ pattern: "a" }), "pre_tokenizer.pretokenizers[0].pattern", /"a"/],
    ["lstrip", added({ lstrip: true }), "added_tokens[0].lstrip", /"<e>"/],
    ["rstrip", added({ rstrip: true }), "added_tokens[0].rstrip", /"<e>"/],
    ["byte_fallback as a text", file({}, { byte_fallback: "no" }), "model.byte_fallback", /is "no"; expected true/],
    ["fuse_unk as a number", file({}, { fuse_unk: 1 }), "model.fuse_unk", /is 1; expected true or false/],
    ["single_word", added({ single_word: true }), "added_tokens[0].single_word", /not supported/],
    ["an added id that a token has", added({ id: 257 }), "added_tokens", /"<e>" with the id 257/],
    [
      "an added id that is another than the vocabulary's",
      added({ content: "ha" }),
      "added_tokens",
      /"ha" with the id 258, and model.vocab with 256/,
    ],
    [
      "two added tokens of one id",
      file(
        { added_tokens: ["<a>", "<b>"].map((content) => ({ id: 258, content, ...FLAGS })) },
        { vocab: { ...vocab, "<a>": 258, "<b>": 258 } },
      ),
      "added_tokens",
      /the id 258 twice, for "<a>" and "<b>"/,
    ],
    ["no content", added({ content: "" }), "added_tokens[0].content", /is ""/],
  ])("%s is refused by its field", (_, json, field, message) => {
    expect(() => BpeTokenizer.fromTokenizerJson(json)).toThrow(
      expect.objectContaining({
        name: "BpeError",
        code: expect.stringMatching(/^BPE_(INVALID|UNSUPPORTED)_FILE$/) as string,
        message: expect.stringMatching(message) as string,
        fields: expect.objectContaining({ field }) as object,
      }),
    );
  });
});

describe("vocab.json and merges.txt", () => {
  const options = { name: "hay", pattern: "gpt2" };
  const withEnd = JSON.stringify({ ...vocab, "<|endoftext|>": 258 });
  test.each([`#version: 0.2\n${merges.join("\n")}\n`, merges.join("\r\n")])("with and without a version", (text) => {
    const tokenizer = BpeTokenizer.fromVocabAndMerges({ vocab: withEnd, merges: text }, options);
    expect([...tokenizer.encode("hayha<|endoftext|>", { allowedSpecial: "all" })]).toEqual([257, 256, 258]);
    expect([...tokenizer.specialTokens]).toEqual([["<|endoftext|>", 258]]);
    const written = tokenizer.toVocabAndMerges();
    expect(written.merges).toBe("#version: 0.2\nh a\nha y\n");
    expect(JSON.parse(written.vocab)).toEqual(JSON.parse(withEnd));
  });

  test.each([
    ["#version\nh a\nha\n", { line: 3 }, /line 3 of merges.txt is "ha"/],
    ["h a\nha y z\n", { line: 2 }, /line 2/],
    ["h a\n\nha z\n", { line: 3, merge: 1 }, /"haz" is no token of vocab.json/],
  ])("%j is refused by its line", (text, fields, message) => {
    expect(() => BpeTokenizer.fromVocabAndMerges({ vocab: withEnd, merges: text }, options)).toThrow(
      expect.objectContaining({ code: "BPE_INVALID_FILE", fields, message: expect.stringMatching(message) as string }),
    );
  });

  test("files that are none", () => {
    expect(() => BpeTokenizer.fromVocabAndMerges({ vocab: "{", merges: "" }, options)).toThrow(
      /vocab.json is not JSON/,
    );
    expect(() => BpeTokenizer.fromVocabAndMerges({ vocab } as never, options)).toThrow(/merges.txt is undefined/);
  });
});

test.each([
  ["[\\p{L}\\p{M}]+|[^]", "[\\p{L}\\p{M}]+|[\\s\\S]"],
  ["h[^]|[^h]+|[^]", "h[\\s\\S]|[^h]+|[\\s\\S]"],
  ["[\\[^]+|\\[[^\\]]|[^]", "[\\[^]+|\\[[^\\]]|[\\s\\S]"],
])("[^] of %s is written in Oniguruma's words", (pattern, written) => {
  const ranks = characters.map((_, byte) => `${Buffer.from([byte]).toString("base64")} ${byte}`).join("\n");
  const own = BpeTokenizer.fromTiktoken(ranks, { name: "own", pattern });
  const json = own.toTokenizerJson();
  const read = JSON.parse(json) as { pre_tokenizer: { pretokenizers: { pattern: object }[] } };
  expect(read.pre_tokenizer.pretokenizers[0]!.pattern).toEqual({ Regex: written });
  expect(idsOf(BpeTokenizer.fromTokenizerJson(json))).toEqual(idsOf(own));
});

describe("minbpe's .model", () => {
  const GPT4 = String.raw`'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]++[\r\n]*|\s*[\r\n]|\s+(?!\S)|\s+`;
  const model = (pattern: string): string => `minbpe v1\n${pattern}\n1\n<|end|> 300\n104 97\n256 121\n`;

  test.each(["", GPT4, String.raw`'(?:[sdmt]|ll|ve|re)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`])(
    "pattern %j",
    (pattern) => {
      const tokenizer = BpeTokenizer.fromMinbpe(model(pattern));
      expect([...tokenizer.encode("hayha!<|end|>", { allowedSpecial: "all" })]).toEqual([257, 256, 33, 300]);
      expect(tokenizer.decode([257, 256, 33, 300])).toBe("hayha!<|end|>");
      expect(BpeTokenizer.fromMinbpe(tokenizer.toMinbpe()).fingerprint).toBe(tokenizer.fingerprint);
    },
  );

  test("its words are those of Python's regex", () => {
    const tokenizer = BpeTokenizer.fromMinbpe(model(GPT4));
    expect(tokenizer.toMinbpe()).toBe(model(GPT4));
    // "ha" over the border of "'s" and "ha" is none.
    expect([...tokenizer.encode("h's1234")].map((id) => tokenizer.decode([id]))).toEqual([..."h's1234"]);
  });

  test.each([
    ["minbpe v2\n\n0\n", { line: 1 }, /"minbpe v2"; expected "minbpe v1"/],
    ["minbpe v1\n\nx\n", { line: 3 }, /number of special tokens/],
    ["minbpe v1\n\n2\n<a> 5\n", { line: 5 }, /a special token, a space and its id/],
    ["minbpe v1\n\n0\n104 97 5\n", { line: 4 }, /two ids/],
    ["minbpe v1\n\n0\n104 256\n", { line: 4 }, /have to be there before/],
    ["minbpe v1\n\n0\n104 97\n104 97\n", { line: 5 }, /the same bytes as the id 256/],
    ["minbpe v1\n\n1\n<a> 256\n104 97\n", { field: "special tokens", id: 256 }, /a merge has too/],
    ["minbpe v1\n\\X\n0\n", { field: "the pattern in line 2" }, /\\X/],
    ["minbpe v1\n\\p{L}+\n0\n", { field: "the pattern in line 2" }, /may leave some text unmatched/],
  ])("%j is refused", (text, fields, message) => {
    expect(() => BpeTokenizer.fromMinbpe(text)).toThrow(
      expect.objectContaining({ name: "BpeError", fields, message: expect.stringMatching(message) as string }),
    );
  });

  test("what it has no words for", async () => {
    const code = { code: "BPE_NOT_EXPORTABLE" };
    expect(() => BpeTokenizer.fromTokenizerJson(file()).toMinbpe()).toThrow(expect.objectContaining(code));
    const bytes = Array.from({ length: 256 }, (_, byte) => `${btoa(String.fromCharCode(byte))} ${byte}`);
    const own = (pattern: string, special = {}): BpeTokenizer =>
      BpeTokenizer.fromTiktoken(bytes.join("\n"), { name: "own", pattern, specialTokens: special });
    expect(() => own("\\s+|\\S+").toMinbpe()).toThrow(/can't be said in Python's words/);
    expect(() => own("\\s+|\\S+").toTokenizerJson()).toThrow(/such as \\s, \\w or \$/);
    expect(() => own("\\bh|[^]").toTokenizerJson()).toThrow(/has \\b at index 2, which can't be written in Oniguruma/);
    expect(() => own("gpt2", { "a b": 256 }).toMinbpe()).toThrow(/white space/);
    // minbpe strips the line.
    expect(() => own(" ?[^ ]+| +").toMinbpe()).toThrow(expect.objectContaining(code));
    expect(own("[^ ]+| +").toMinbpe()).toBe("minbpe v1\n[^ ]+| +\n0\n");
  });
});
