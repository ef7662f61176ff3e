/** What the suites of ai-tokenizer and minbpe try, on texts of the same kinds, with tiktoken's ids (other_suites.py). */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { cl100kBase } from "../src/encodings/cl100k_base.ts";
import { o200kBase } from "../src/encodings/o200k_base.ts";
import { trainBpe } from "../src/train/index.ts";

interface Case {
  readonly name: string;
  readonly text: string;
  readonly times: number;
  /** All ids, or of a text that is repeated: how many, the first and the last. */
  readonly ids: Readonly<Record<string, number[] | [number, number[], number[]]>>;
}

const { cases, special } = JSON.parse(readFileSync(new URL("fixtures/other_suites.json", import.meta.url), "utf8")) as {
  cases: Case[];
  special: { text: string; ids: number[] };
};

describe.each([o200kBase, cl100kBase])("$name", (tokenizer) => {
  test.each(cases)("$name: ids, count, and the text again", ({ text: unit, times, ids }) => {
    const text = unit.repeat(times);
    const expected = ids[tokenizer.name]!;
    for (let round = 0; round < 3; round++) {
      const found = [...tokenizer.encode(text)];
      expect(times === 1 ? found : [found.length, found.slice(0, 20), found.slice(-20)]).toEqual(expected);
      expect(tokenizer.countTokens(text)).toBe(found.length);
      expect(tokenizer.decode(found)).toBe(text);
    }
  });

  test("an id that no token has is refused, where ai-tokenizer leaves it out", () => {
    expect(() => tokenizer.decode([100, tokenizer.vocabSize])).toThrow(
      expect.objectContaining({ code: "BPE_INVALID_TOKEN_ID" }),
    );
  });
});

test("all special tokens of cl100k_base in one text", () => {
  expect([...cl100kBase.encode(special.text, { allowedSpecial: "all" })]).toEqual(special.ids);
  expect(cl100kBase.decode(special.ids)).toBe(special.text);
});

test("Wikipedia's example: three merges of aaabdaaabac", async () => {
  const trained = await trainBpe(["aaabdaaabac"], { vocabSize: 256 + 3, pattern: "gpt2", specialTokens: [] });
  const ids = [...trained.encode("aaabdaaabac")];
  // The merges' ids are minbpe's; single bytes have GPT-2's order, minbpe's are the bytes.
  expect(ids.map((id) => (id < 256 ? trained.decode([id]) : id))).toEqual([258, "d", 258, "a", "c"]);
  expect([256, 257, 258].map((id) => trained.decode([id]))).toEqual(["aa", "ab", "aaab"]);
});
