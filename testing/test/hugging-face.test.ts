/** The slow reader of tokenizer.json gives what Hugging Face's own library gives, or says that it does not know. */
import { expect, test } from "vitest";
import { huggingFaceAnswers, readSlowly, Refused, unicode16, Unknown } from "../src/hugging-face/index.ts";

const cases = huggingFaceAnswers();

/** What it does not know, and so says nothing about. */
const UNKNOWN = cases.filter(({ json }) => outcomeOf(json) === "unknown").map(({ name }) => name);

function outcomeOf(json: string): "refused" | "unknown" | "read" {
  try {
    readSlowly(json, unicode16);
    return "read";
  } catch (error) {
    if (error instanceof Refused) return "refused";
    if (error instanceof Unknown) return "unknown";
    throw error;
  }
}

test.each(cases.filter(({ name }) => !UNKNOWN.includes(name)).map((one) => [one.name, one] as const))(
  "%s",
  (_, { json, isRefused, answers }) => {
    if (isRefused) return void expect(outcomeOf(json)).toBe("refused");
    const tokenizer = readSlowly(json, unicode16);
    for (const { text, ids, decoded } of answers) {
      expect({ text, ids: tokenizer.encode(text) }).toEqual({ text, ids });
      expect({ ids, text: tokenizer.decode(ids) }).toEqual({ ids, text: decoded });
    }
  },
);

test("it knows nearly all of them", () => {
  expect(UNKNOWN.length).toBeLessThan(cases.length / 8);
});
