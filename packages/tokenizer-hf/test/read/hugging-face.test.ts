/**
 * Whatever Hugging Face's own library makes of a small file of byte-level BPE, whole or damaged, this package makes of it
 * as well, or refuses the file by name when it reads it; what the library refuses is refused.
 */
import { huggingFaceAnswers } from "@windrow/testing/hugging-face";
import { expect, test } from "vitest";
import { type HfError, HfTokenizer } from "../../src/index.ts";

const cases = huggingFaceAnswers();

/** Undefined where it is refused. */
function read(json: string | Uint8Array | object, engine?: "wasm" | "typescript"): HfTokenizer | undefined {
  try {
    return HfTokenizer.fromJson(json, { engine });
  } catch (error) {
    expect((error as HfError).code).toMatch(/^HF_(INVALID|UNSUPPORTED)_FILE$/);
    expect((error as HfError).fields).toHaveProperty("field");
    return undefined;
  }
}

test.each(cases.map((one) => [one.name, one] as const))("%s", (_, { json, isRefused, answers }) => {
  const forms = [
    [json, "wasm"],
    [Buffer.from(json), "typescript"],
    [JSON.parse(json) as object, "typescript"],
  ] as const;
  for (const [given, engine] of forms) {
    const tokenizer = read(given, engine);
    if (isRefused) expect(tokenizer).toBeUndefined();
    for (const { text, ids, decoded } of tokenizer === undefined ? [] : answers) {
      const ours = tokenizer!.encode(text, { allowedSpecial: "all" });
      expect({ text, ids: [...ours] }).toEqual({ text, ids });
      expect(tokenizer!.encodeWithOffsets(text, { allowedSpecial: "all" }).ids).toEqual(ours);
      expect({ ids, text: tokenizer!.decode(ids) }).toEqual({ ids, text: decoded });
    }
  }
});

test("of what the library reads these alone are refused", () => {
  const readable = cases.filter(({ isRefused }) => !isRefused);
  expect(readable.length).toBeGreaterThan(150);
  const refused = readable.filter(({ json }) => read(json) === undefined).map(({ name }) => name);
  expect(refused).toMatchInlineSnapshot(`
    [
      "an id twice",
      "a byte missing",
      "an added id of its own",
      "an added token in the vocabulary",
      "an added é",
      "single_word",
      "an added token twice",
    ]
  `);
});
