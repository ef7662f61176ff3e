/** Byte-level BPE in files written by hand: their shapes, what an added token may be, and what is refused, by field. */
import { ORDERS_OF_MERGES } from "@windrow/testing/hugging-face";
import { describe, expect, test } from "vitest";
import { CHARACTERS } from "../../src/characters/byte-characters.ts";
import { HfTokenizer } from "../../src/index.ts";

/** GPT-2's order of the bytes: those that print as themselves, then the others. */
const characters = [...CHARACTERS].toSorted((a, b) => a.charCodeAt(0) - b.charCodeAt(0));
/** h, a, y: bytes, then ha = 256, hay = 257. */
const vocab = Object.fromEntries([...characters, "ha", "hay"].map((token, id) => [token, id]));
const merges = ["h a", "ha y"];
const FLAGS = { special: true, normalized: false, lstrip: false, rstrip: false, single_word: false };
const byteLevel = { type: "ByteLevel", add_prefix_space: false, trim_offsets: true, use_regex: true };
const template = {
  type: "TemplateProcessing",
  single: [{ SpecialToken: { id: "<|end|>", type_id: 0 } }, { Sequence: { id: "A", type_id: 0 } }],
  pair: [{ Sequence: { id: "A", type_id: 0 } }, { Sequence: { id: "B", type_id: 1 } }],
  special_tokens: { "<|end|>": { id: "<|end|>", ids: [258], tokens: ["<|end|>"] } },
};
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
const idsWith = (tokenizer: HfTokenizer, text: string): number[] => [
  ...tokenizer.encode(text, { allowedSpecial: "all" }),
];

describe("shapes", () => {
  test.each([
    ["merges as texts", file()],
    ["merges as pairs", file({}, { merges: merges.map((merge) => merge.split(" ")) })],
    ["byte_fallback, which bytes never need", file({}, { byte_fallback: true })],
    ["an unk_token, which bytes never need", file({}, { unk_token: "<unk>" })],
    ["pieces taken whole", file({}, { ignore_merges: true })],
    ["an object", JSON.parse(file()) as object],
    ["bytes with a byte order mark", Buffer.from(`\ufeff${file()}`)],
    ["a template, which is only used when asked for", file({ post_processor: template })],
    [
      "a post_processor of bytes alone, in a sequence",
      file({ post_processor: { type: "Sequence", processors: [byteLevel] } }),
    ],
    ["a normalizer of no steps", file({ normalizer: { type: "Sequence", normalizers: [] } })],
    ["truncation and padding, which are for calls", file({ truncation: { max_length: 1 }, padding: { pad_id: 3 } })],
    [
      "an added token of no characters, which is none",
      file({ added_tokens: ["", "<|end|>"].map((content) => ({ id: 258, content, ...FLAGS })) }),
    ],
  ])("%s", (_, json) => {
    const tokenizer = HfTokenizer.fromJson(json);
    expect(idsWith(tokenizer, "hayha<|end|>")).toEqual([257, 256, 258]);
    expect(tokenizer.decode([257, 258])).toBe("hay<|end|>");
    expect(idsWith(tokenizer, "hay \u00e9 ha")).toEqual([257, 220, 127, 102, 220, 256]);
    expect(tokenizer.name).toBe("tokenizer.json");
    expect(() => tokenizer.encode("<|end|>")).toThrow(expect.objectContaining({ code: "HF_DISALLOWED_SPECIAL_TOKEN" }));
  });

  test("a template puts its token where it is asked for", () => {
    const tokenizer = HfTokenizer.fromJson(file({ post_processor: template }));
    expect([...tokenizer.encode("hay", { addSpecialTokens: true })]).toEqual([258, 257]);
  });

  test("ids that are not ranks, with special tokens first and a hole", () => {
    const shifted = Object.fromEntries(
      Object.entries(vocab).map(([token, id]) => [token, id === 256 ? 400 : 300 - id]),
    );
    const tokenizer = HfTokenizer.fromJson(
      file({ added_tokens: [{ id: 0, content: "<s>", ...FLAGS }] }, { vocab: { "<s>": 0, ...shifted } }),
    );
    expect(idsWith(tokenizer, "<s>hayha!")).toEqual([0, 43, 400, 300]);
    expect(tokenizer.decode([0, 43, 400, 300])).toBe("<s>hayha!");
    expect(tokenizer.vocabSize).toBe(401);
    expect(() => tokenizer.decode([301])).toThrow(/301/);
  });

  test("a byte without a token is left out of every text, as the library leaves it out", () => {
    const { q: _, ...rest } = vocab;
    const listed = { ...rest, "<|end|>": 258 };
    const tokenizer = HfTokenizer.fromJson(file({}, { vocab: listed }));
    expect([...tokenizer.encode("qhayqha")]).toEqual([257, 256]);
  });
});

describe("merges, with the ids of tokenizers 0.23.2", () => {
  const withTokens = (...tokens: string[]): object =>
    Object.fromEntries([...characters, ...tokens].map((token, id) => [token, id]));
  const read = (tokens: object, listed: string[], more: object = {}): HfTokenizer =>
    HfTokenizer.fromJson(file({ added_tokens: [] }, { vocab: tokens, merges: listed, ...more }));

  test("in another order than their tokens' ids", () => {
    // "ay" first, so that "ha" never comes to be within "hay".
    const three = withTokens("ha", "ay", "hay");
    const [first, second] = [
      ["a y", "h a", "h ay"],
      ["h a", "a y", "h ay"],
    ] as const;
    expect([...read(three, [...first]).encode("hayha")]).toEqual([258, 256]);
    expect([...read(three, [...second]).encode("hay")]).toEqual([256, vocab["y"]]);
    expect(read(three, [...first]).fingerprint).not.toBe(read(three, [...second]).fingerprint);
    // A piece is taken whole though no merges lead there.
    const whole = read(three, [...second], { ignore_merges: true });
    expect([...whole.encode("hay hay")]).toEqual([258, vocab["Ġ"], 256, vocab["y"]]);
  });

  test("several of which make one token, in any order, one of them twice", () => {
    const abc = withTokens("ab", "bc", "abc");
    const fingerprints = new Set<string>();
    for (const [listed, ids] of ORDERS_OF_MERGES) {
      const tokenizer = read(abc, [...listed]);
      fingerprints.add(tokenizer.fingerprint);
      expect([...tokenizer.encode("abcbcabcabc")]).toEqual(ids);
    }
    expect(fingerprints.size).toBe(ORDERS_OF_MERGES.length);
  });
});

describe("added tokens, with the ids of tokenizers 0.23.2", () => {
  test.each([
    ["one that merges make and join", { id: 256, content: "ha" }, "hayha", [256, 88, 256], [257, 256]],
    ["a byte", { id: 64, content: "a" }, "hayha", [71, 64, 88, 71, 64], [257, 256]],
    ["the printable character of a byte", { id: 220, content: "Ġ" }, "hay Ġ", [257, 220, 220], [257, 220, 128, 254]],
  ])("%s is a token of words as well", (_, token, text, ids, ordinary) => {
    const tokenizer = HfTokenizer.fromJson(file({ added_tokens: [{ ...token, ...FLAGS }] }));
    expect(idsWith(tokenizer, text)).toEqual(ids);
    expect([...tokenizer.encode(text, { disallowedSpecial: [] })]).toEqual(ordinary);
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
      expect(idsWith(HfTokenizer.fromJson(json), "<|a|>hay<|a|>ay<|h")).toEqual([259, 64, 88, 258, 64, 88, 260, 71]);
    }
  });

  test("one that reads as bytes of the text: its name in the text given, its bytes in what is decoded", () => {
    // The vocabulary writes the bytes of an e with an acute as two characters.
    const listed = { ...vocab, "\u00c3\u00a9": 258 };
    const json = file(
      { added_tokens: [{ id: 258, content: "\u00c3\u00a9", ...FLAGS }], post_processor: null },
      { vocab: listed, merges: [...merges, "\u00c3 \u00a9"] },
    );
    const tokenizer = HfTokenizer.fromJson(json);
    const { ids, starts, ends } = tokenizer.encodeWithOffsets("\u00c3\u00a9\u00e9\u00c3\u00a9x", {
      allowedSpecial: "all",
    });
    expect([...ids]).toEqual([258, 258, 258, vocab["x"]]);
    expect([...starts]).toEqual([0, 2, 3, 5]);
    expect([...ends]).toEqual([2, 3, 5, 6]);
    expect(tokenizer.decode([258])).toBe("\u00e9");
  });
});

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
const long = "x".repeat(2 ** 20);

test.each([
  ["no JSON", file().slice(0, 200), "the file", /is not JSON.*cut/],
  ["no object", "[]", "the file", /is an empty array/],
  ["half a surrogate pair", file().replace("<|end|>", "<\\ud800>"), "the file", /has half a surrogate pair/],
  ["an id with a point", file().replace('"id":258', '"id":258.0'), "the file", /has the number 258.0/],
  ["no model", "{}", "model", /is undefined/],
  ["another version", file({ version: "2.0" }), "version", /"2.0"/],
  ["no version", file({ version: null }), "version", /is null/],
  ["no added_tokens", file({ added_tokens: null }), "added_tokens", /is null/],
  ["no vocab", file({}, { vocab: [] }), "model.vocab", /is an empty array/],
  ["an empty vocab", file({}, { vocab: {} }), "model.merges[0]", /"h", which model.vocab does not have/],
  ["an id twice", file({}, { vocab: { ...vocab, hey: 3 } }), "model.vocab", /the id 3 twice, for "\$" and "hey"/],
  ["an id that is none", file({}, { vocab: { ...vocab, hey: -1 } }), "model.vocab", /"hey" with the id -1/],
  ["an unknown token in a merge", file({}, { merges: ["h a", "ha z z"] }), "model.merges[1]", /is "ha z z"/],
  ["a merge to nowhere", file({}, { merges: ["h a", "ha z"] }), "model.merges[1]", /"haz", which model.vocab does/],
  ["a merge from nowhere", file({}, { merges: [["h", "ay"]] }), "model.merges[0]", /"ay", which model.vocab does/],
  [
    "merges of two kinds",
    file({}, { merges: ["h a", ["ha", "y"]] }),
    "model.merges[1]",
    /in the same form as the first merge/,
  ],
  ["no merges", file({}, { merges: {} }), "model.merges", /is \{\}/],
  ["another normalizer", file({ normalizer: { type: "Rot13" } }), "normalizer.type", /is "Rot13"/],
  ["another decoder", file({ decoder: { type: "Rot13" } }), "decoder.type", /"Rot13"/],
  ["half a decoder", file({ decoder: { type: "ByteLevel" } }), "decoder.add_prefix_space", /is missing/],
  ["another pre_tokenizer", file({ pre_tokenizer: { type: "Rot13" } }), "pre_tokenizer.type", /"Rot13"/],
  ["half a pre_tokenizer", file({ pre_tokenizer: { type: "ByteLevel" } }), "pre_tokenizer.add_prefix_space", /missing/],
  [
    "use_regex that is null",
    file({ pre_tokenizer: { ...byteLevel, use_regex: null } }),
    "pre_tokenizer.use_regex",
    /null/,
  ],
  [
    "a delimiter of two characters",
    file({ pre_tokenizer: { type: "CharDelimiterSplit", delimiter: "ab" } }),
    "pre_tokenizer.delimiter",
    /expected one character/,
  ],
  ["pieces of nothing", file({ pre_tokenizer: { type: "FixedLength", length: 0 } }), "pre_tokenizer.length", /is 0/],
  ["half a length", file({ pre_tokenizer: { type: "FixedLength", length: 2.5 } }), "pre_tokenizer.length", /is 2\.5/],
  ["another behaviour", split({ behavior: "removed" }), "pre_tokenizer.pretokenizers[0].behavior", /is "removed"/],
  [
    "a pattern without equal",
    split({ pattern: { Regex: "\\X+" } }),
    "pre_tokenizer.pretokenizers[0].pattern.Regex",
    /\\X/,
  ],
  ["no pattern", split({ pattern: "a" }), "pre_tokenizer.pretokenizers[0].pattern", /"a"/],
  ["a flag that is missing", added({ lstrip: undefined }), "added_tokens[0].lstrip", /is missing/],
  ["byte_fallback as a text", file({}, { byte_fallback: "no" }), "model.byte_fallback", /is "no"; expected true/],
  ["a type that is null", file({}, { type: null }), "model.type", /is null/],
  ["fuse_unk as a number", file({}, { fuse_unk: 1 }), "model.fuse_unk", /is 1; expected true or false/],
  ["an added id that a token has", added({ id: 257 }), "added_tokens[0].id", /is 257 for "<e>", to which.* gives 258/],
  ["an added id that is another than the vocabulary's", added({ content: "ha" }), "added_tokens[0].id", /gives 256/],
  [
    "two added tokens of one id",
    file(
      { added_tokens: ["<a>", "<b>"].map((content) => ({ id: 258, content, ...FLAGS })) },
      { vocab: { ...vocab, "<a>": 258, "<b>": 258 } },
    ),
    "model.vocab",
    /the id 258 twice, for "<a>" and "<b>"/,
  ],
  [
    "more characters of added tokens than there is room for",
    file({ added_tokens: [long, "y"].map((content, i) => ({ id: 258 + i, content, ...FLAGS })) }),
    "added_tokens",
    /more than \d+ characters together/,
  ],
])("%s is refused by its field", (_, json, field, message) => {
  expect(() => HfTokenizer.fromJson(json)).toThrow(
    expect.objectContaining({
      name: "HfError",
      code: expect.stringMatching(/^HF_(INVALID|UNSUPPORTED)_FILE$/) as string,
      message: expect.stringMatching(message) as string,
      fields: expect.objectContaining({ field }) as object,
    }),
  );
});

describe("bytes that can't be read", () => {
  const refusal = (message: RegExp): Error =>
    expect.objectContaining({ code: "HF_INVALID_FILE", message: expect.stringMatching(message) as string }) as Error;

  test("those whose memory was transferred", () => {
    const bytes = new TextEncoder().encode(file());
    structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
    expect(() => HfTokenizer.fromJson(bytes)).toThrow(refusal(/is detached/));
  });

  test("more than fit into a text", () => {
    expect(() => HfTokenizer.fromJson(new Uint8Array(2 ** 28 + 1))).toThrow(
      refusal(/268435457 bytes; the largest that can be read has 268435456/),
    );
  });

  test("those that are not UTF-8", () => {
    const bytes = Buffer.from(file());
    bytes[bytes.indexOf("<|end|>")] = 0xff;
    expect(() => HfTokenizer.fromJson(bytes)).toThrow(refusal(/is not JSON, or cut short/));
  });
});
