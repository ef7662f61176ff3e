/** BERT's vocab.txt: the tokenizer that transformers makes of it, and files that are wrong. */
import { HfTokenizer } from "@windrow/tokenizer-hf";
import { describe, expect, test } from "vitest";
import { fixture } from "../fixtures/fixture.ts";

interface Family {
  readonly name: string;
  readonly json: { readonly model: { readonly vocab: Readonly<Record<string, number>> } };
  readonly encode: readonly {
    readonly text: string;
    readonly ids: readonly number[];
    readonly starts: readonly number[];
    readonly withSpecials: readonly number[];
    readonly decodeSkip: string;
  }[];
}

const families = await fixture<Family[]>("families.json.gz");
const { json, encode } = families.find(({ name }) => name === "bert-base-uncased")!;
const lines = Object.entries(json.model.vocab)
  .toSorted(([, a], [, b]) => a - b)
  .map(([token]) => token);
const vocab = `${lines.join("\n")}\n`;
const ALL = { allowedSpecial: "all" } as const;

test("ids, spans and texts are those of the tokenizer.json", () => {
  const tokenizer = HfTokenizer.fromBertVocab(vocab);
  for (const { text, ids, starts, withSpecials, decodeSkip } of encode) {
    const encoded = tokenizer.encodeWithOffsets(text, ALL);
    expect([text, [...encoded.ids], [...encoded.starts]]).toEqual([text, ids, starts]);
    expect([...tokenizer.encode(text, { ...ALL, addSpecialTokens: true })]).toEqual(withSpecials);
    expect(tokenizer.decode(ids, { skipSpecialTokens: true })).toBe(decodeSkip);
  }
});

test("bytes, line ends of Windows, no last line end and a byte order mark are the same file", () => {
  const { fingerprint } = HfTokenizer.fromBertVocab(vocab);
  const forms = [new TextEncoder().encode(vocab), lines.join("\r\n"), lines.join("\n"), `\ufeff${vocab}`];
  for (const form of forms) expect(HfTokenizer.fromBertVocab(form).fingerprint).toBe(fingerprint);
  const bytes = new TextEncoder().encode(`\ufeff${vocab}`);
  expect(HfTokenizer.fromBertVocab(bytes).fingerprint).toBe(fingerprint);
});

const SMALL = [
  "[PAD]",
  "[UNK]",
  "[CLS]",
  "[SEP]",
  "[MASK]",
  "hay",
  "##stack",
  "Hay",
  "h\u00e4y",
  "\u5e72",
  "\u5e72\u8349",
  "!",
];
const small = SMALL.join("\n");
const idsOf = (tokens: string): number[] =>
  tokens === "" ? [] : tokens.split(" ").map((token) => SMALL.indexOf(token));

describe("what transformers' BertTokenizer makes of a small vocabulary", () => {
  test.each<[string, Parameters<typeof HfTokenizer.fromBertVocab>[1], string]>([
    ["Haystack", undefined, "hay ##stack"],
    ["Haystack", { lowercase: false }, "Hay ##stack"],
    ["Haystack", { config: { do_lower_case: false } }, "Hay ##stack"],
    ["Haystack", { config: { do_lower_case: false }, lowercase: true }, "hay ##stack"],
    ["h\u00e4y", undefined, "hay"],
    ["h\u00e4y", { stripAccents: false }, "h\u00e4y"],
    ["h\u00e4y", { lowercase: false }, "h\u00e4y"],
    ["h\u00e4y", { lowercase: false, stripAccents: true }, "hay"],
    ["h\u00e4y", { config: { strip_accents: false } }, "h\u00e4y"],
    ["\u5e72\u8349", undefined, "\u5e72 [UNK]"],
    ["\u5e72\u8349", { handleChineseChars: false }, "\u5e72\u8349"],
    ["\u5e72\u8349", { config: { tokenize_chinese_chars: false } }, "\u5e72\u8349"],
    ["hay!hay", undefined, "hay ! hay"],
    ["ha\u200by\u0000", undefined, "hay"],
    ["x".repeat(101), undefined, "[UNK]"],
    ["[MASK] hay", undefined, "[MASK] hay"],
    ["", undefined, ""],
  ])("%s with %j", (text, options, tokens) => {
    expect([...HfTokenizer.fromBertVocab(small, options).encode(text, ALL)]).toEqual(idsOf(tokens));
  });

  test("around texts and pairs", () => {
    const tokenizer = HfTokenizer.fromBertVocab(small);
    const { ids, typeIds } = tokenizer.encodeWithOffsets("hay", { pair: "Hay!", addSpecialTokens: true });
    expect([...ids]).toEqual(idsOf("[CLS] hay [SEP] hay ! [SEP]"));
    expect([...typeIds]).toEqual([0, 0, 0, 1, 1, 1]);
    expect(tokenizer.decode(ids)).toBe("[CLS] hay [SEP] hay! [SEP]");
    expect([tokenizer.padToken, tokenizer.unkToken, tokenizer.vocabSize]).toEqual([0, 1, SMALL.length]);
    expect([...tokenizer.specialTokens.keys()].toSorted()).toEqual(["[CLS]", "[MASK]", "[PAD]", "[SEP]", "[UNK]"]);
  });
});

test("special tokens have the names of the config, and the next ids where the vocabulary lacks them", () => {
  const config = {
    unk_token: { content: "<unk>" },
    cls_token: "<s>",
    sep_token: "</s>",
    added_tokens_decoder: { 4: { content: "<hay>", special: false, normalized: false } },
  };
  const tokenizer = HfTokenizer.fromBertVocab("<s>\n</s>\n<unk>\nhay", { config });
  expect([...tokenizer.encode("hay<hay>", { addSpecialTokens: true })]).toEqual([0, 3, 4, 1]);
  expect([...tokenizer.specialTokens].toSorted(([, a], [, b]) => a - b)).toEqual([
    ["<s>", 0],
    ["</s>", 1],
    ["<unk>", 2],
    ["[PAD]", 5],
    ["[MASK]", 6],
  ]);
  expect([tokenizer.unkToken, tokenizer.padToken]).toEqual([2, 5]);
});

test.each<[unknown, object | undefined, string, RegExp]>([
  ["", undefined, "HF_INVALID_FILE", /^vocab\.txt is empty; expected one token per line\.$/],
  [new Uint8Array(0), undefined, "HF_INVALID_FILE", /is empty/],
  ["[PAD]\nhay", { name: "my.txt" }, "HF_INVALID_FILE", /^my\.txt does not have "\[UNK\]", the unknown token/],
  ["[UNK]\nhay\nhay", undefined, "HF_INVALID_FILE", /^vocab\.txt has "hay" twice, on lines 2 and 3\.$/],
  ["[UNK]\n\n\n", undefined, "HF_INVALID_FILE", /has "" twice/],
  [{}, undefined, "HF_INVALID_FILE", /^the file is .*; expected a vocab\.txt: its bytes or text\.$/],
  [Uint8Array.of(0xff), undefined, "HF_INVALID_FILE", /is not UTF-8/],
  ["[UNK]", { config: { do_lower_case: "yes" } }, "HF_INVALID_FILE", /^config\.do_lower_case is "yes"; expected true/],
  [
    "[UNK]",
    { config: { tokenizer_class: "EsmTokenizer" } },
    "HF_UNSUPPORTED_FILE",
    /^config\.tokenizer_class is "EsmT/,
  ],
  [
    "[UNK]",
    { config: { added_tokens_decoder: { 7: { content: "<a>" } } } },
    "HF_INVALID_FILE",
    /to which Hugging Face gives 1/,
  ],
  ["[UNK]", { lowercase: 1 }, "HF_INVALID_OPTION", /lowercase is 1/],
  ["[UNK]", { lower_case: true }, "HF_INVALID_OPTION", /"lower_case"/],
])("%j with %j is an error", (file, options, code, message) => {
  const read = (): unknown => HfTokenizer.fromBertVocab(file as string, options as object);
  expect(read).toThrow(message);
  expect(read).toThrow(expect.objectContaining({ code }));
});
