/** Where truncated texts end: against the places of all tokens, which all steps of a file make. */
import { seededTexts, standingText } from "@windrow/testing";
import { modelFamilies } from "@windrow/testing/hugging-face";
import { describe, expect, test } from "vitest";
import { endOfTokens } from "../../src/encode/truncate-text.ts";
import { HfTokenizer } from "../../src/index.ts";
import { emptyEncoding } from "../../src/post-processors/encoding.ts";

const texts = [
  ...seededTexts(61, 40, { words: ["<|endoftext|>", "e\u0301", "\ufffd", "\ud83d\udc69\u200d\ud83c\udf3e", "  "] }),
  standingText("scripts").slice(0, 300),
  standingText("story").slice(0, 300),
];

describe.each(modelFamilies().map(({ name, json }) => [name, json] as const))("%s", (_, json) => {
  test("truncate", () => {
    const tokenizer = HfTokenizer.fromJson(json);
    for (const text of texts) {
      const { ids, starts, ends } = tokenizer.encodeWithOffsets(text, { disallowedSpecial: [] });
      const encoding = { ...emptyEncoding(text), ids: [...ids], starts: [...starts], ends: [...ends] };
      for (const most of new Set([0, 1, 2, 5, ids.length >> 1, ids.length - 1])) {
        if (most < 0) continue;
        const end = endOfTokens(text, encoding, most, (beginning) => tokenizer.countTokens(beginning));
        expect([text, most, tokenizer.truncate(text, most)]).toEqual([text, most, text.slice(0, end)]);
      }
    }
  });
});
