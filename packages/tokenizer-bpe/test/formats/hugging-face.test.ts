/**
 * Whatever Hugging Face's own library makes of a file, whole or damaged, this package makes of it as well, or
 * refuses the file by name when it reads it; what the library refuses is refused.
 */
import { huggingFaceAnswers } from "@windrow/testing/hugging-face";
import { expect, test } from "vitest";
import { BpeTokenizer, type BpeError } from "../../src/index.ts";

const cases = huggingFaceAnswers();

/** Undefined where it is refused. */
function read(json: string | object): BpeTokenizer | undefined {
  try {
    return BpeTokenizer.fromTokenizerJson(json);
  } catch (error) {
    expect((error as BpeError).code).toMatch(/^BPE_(INVALID|UNSUPPORTED)_FILE$/);
    expect((error as BpeError).fields).toHaveProperty("field");
    return undefined;
  }
}

test.each(cases.map((one) => [one.name, one] as const))("%s", (_, { json, isRefused, answers }) => {
  for (const given of [json, JSON.parse(json) as object]) {
    const tokenizer = read(given);
    if (isRefused) expect(tokenizer).toBeUndefined();
    if (tokenizer === undefined) continue;
    for (const one of [tokenizer, again(tokenizer)]) {
      for (const { text, ids, decoded } of answers) {
        const ours = [...one.encode(text, { allowedSpecial: "all" })];
        expect({ text, ids: ours }).toEqual({ text, ids });
        expect({ ids, text: one.decode(ids) }).toEqual({ ids, text: decoded });
      }
    }
  }
});

/** Written and read. */
function again(tokenizer: BpeTokenizer): BpeTokenizer {
  return BpeTokenizer.fromTokenizerJson(tokenizer.toTokenizerJson());
}

test("most of what the library reads is read, and of what is refused these need not be", () => {
  const readable = cases.filter(({ isRefused }) => !isRefused);
  const refused = readable.filter(({ json }) => read(json) === undefined).map(({ name }) => name);
  expect(refused).toMatchInlineSnapshot(`
    [
      "an id twice",
      "a byte missing",
      "a name that is not bytes",
      "an added id of its own",
      "an added token in the vocabulary",
      "an added é",
      "not special",
      "not special, spaces",
      "normalized and not, overlapping",
      "lstrip",
      "rstrip",
      "single_word",
      "an added token twice",
      "without pre_tokenizer",
      "without decoder",
      "pre_tokenizer null",
      "decoder null",
      "split by nothing",
      "split twice",
      "split by (?i:st)|.",
      "split by a{,3}",
      "split by a*",
      "split by ",
      "split by (?=(\\d{3})+(?!\\d))",
      "split by ^",
      "split by (?<!\\n)^",
      "split by a|",
      "split by (?:a*)+b|.",
      "split by a{3,1}|.",
      "split by a{|.",
      "split by x{,}|.",
      "split by \\b\\w+\\b|.",
      "split by \\h+|.",
      "split by [[:alpha:]]+|.",
      "split by [a-z&&[^b]]+|.",
      "split by a**",
      "split by \\R|.",
      "split by \\Z|.",
      "split by \\p{Han}+|.",
      "what matches a+|b",
      "what matches .",
      "what matches  ?\\p{L}++|[^\\r\\n\\p{L}]?+\\p{N}{1,3}+|\\s++|[^\\s\\p{L}\\p{N}]",
      "what matches \\s+(?!\\S)|\\S+",
      "what matches \\w{2}|\\W",
      "what matches a?+[^b]|b",
      "what matches (?>\\w|\\W)b",
      "what matches b removed",
    ]
  `);
});
