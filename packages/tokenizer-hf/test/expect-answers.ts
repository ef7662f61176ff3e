/** What a tokenizer answers about texts, against what Hugging Face's library answered. */
import type { Family } from "@windrow/testing/hugging-face";
import type { HfTokenizer } from "@windrow/tokenizer-hf";
import { expect } from "vitest";

const ALL = { allowedSpecial: "all" } as const;

/** Ids, spans and texts. */
export function expectAnswers(
  tokenizer: Pick<HfTokenizer, "encodeWithOffsets" | "encode" | "decode" | "countTokens">,
  encode: Family["encode"],
): void {
  for (const answer of encode) {
    const { text } = answer;
    const { ids, starts, ends } = tokenizer.encodeWithOffsets(text, ALL);
    const found = {
      text,
      ids: [...ids],
      starts: [...starts],
      ends: [...ends],
      withSpecials: [...tokenizer.encode(text, { ...ALL, addSpecialTokens: true })],
      asText: [...tokenizer.encode(text, { disallowedSpecial: [] })],
      decode: tokenizer.decode(ids),
      decodeSkip: tokenizer.decode(ids, { skipSpecialTokens: true }),
    };
    expect(found).toEqual(answer);
    expect([...tokenizer.encode(text, ALL)]).toEqual(answer.ids);
    expect(tokenizer.countTokens(text, ALL)).toBe(answer.ids.length);
  }
}
