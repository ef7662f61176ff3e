import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { encodingForModel, encodingNameForModel } from "../src/index.ts";

interface TiktokenTables {
  models: Record<string, string>;
  prefixes: Record<string, string>;
  /** What tiktoken says of names in neither table; null where it knows none. */
  answers: Record<string, string | null>;
}

const fixture = new URL("fixtures/tiktoken_models.json", import.meta.url);
const { models, prefixes, answers } = JSON.parse(readFileSync(fixture, "utf8")) as TiktokenTables;

/** What is unknown has no encoding. */
function nameOrNull(model: string): string | null {
  try {
    return encodingNameForModel(model);
  } catch (error) {
    expect(error).toMatchObject({ code: "BPE_UNKNOWN_MODEL", fields: { model } });
    return null;
  }
}

describe("as tiktoken 0.14.0 (tiktoken_models.py)", () => {
  test("the fixture has tiktoken's tables whole", () => {
    expect(Object.keys(models).length).toBe(45);
    expect(Object.keys(prefixes).length).toBe(17);
    expect(Object.values(answers).filter((encoding) => encoding === null).length).toBeGreaterThan(15);
  });

  test.each(Object.entries(models))("%s speaks %s", (model, encoding) =>
    expect(encodingNameForModel(model)).toBe(encoding),
  );

  test.each(Object.entries(answers))("%s: %s", (model, encoding) => expect(nameOrNull(model)).toBe(encoding));
});

describe("beyond tiktoken", () => {
  test.each([
    ["ft:gpt-4.1-2025-04-14:org::id", "o200k_base"],
    ["ft:gpt-4.1-mini-2025-04-14:org::id", "o200k_base"],
    ["ft:gpt-4.1-nano-2025-04-14:org::id", "o200k_base"],
    ["ft:o4-mini-2025-04-16:org::id", "o200k_base"],
  ])("%s, fine-tuned, has its base model's encoding %s", (model, encoding) => {
    expect(encodingNameForModel(model)).toBe(encoding);
    expect(encodingNameForModel(model.split(":")[1]!)).toBe(encoding);
  });
});

describe("unknown models", () => {
  test.each([
    ["GPT-4", /Did you mean "gpt-4"\?/],
    ["gpt4o", /Unknown model "gpt4o". Did you mean "gpt-4o"\?/],
    ["gpt4o-mini", /Did you mean "gpt-4o-mini"/],
    ["gpt-3.5-trubo", /Did you mean "gpt-3.5-turbo"/],
    ["gpt-4x", /Did you mean "gpt-4o" or "gpt-4"\?/],
    ["gpt-oss20b", /Did you mean "gpt-oss-20b"/],
    ["text-embeding-3-small", /Did you mean "text-embedding-3-small"/],
    ["zzzzzzzzzz", /^Unknown model "zzzzzzzzzz". If you know its encoding, use getEncoding\(name\).$/],
    ["constructor", /^Unknown model "constructor". If/],
    ["__proto__", /^Unknown model "__proto__". If/],
    ["toString", /^Unknown model "toString". If/],
    ["", /^Unknown model "". If/],
  ])("%j, with near names", (model, message) => {
    expect(() => encodingNameForModel(model)).toThrow(
      expect.objectContaining({ code: "BPE_UNKNOWN_MODEL", message: expect.stringMatching(message) }),
    );
  });

  test.each([
    ["undefined", undefined, "undefined"],
    ["null", null, "null"],
    ["a number", 4, "4"],
    ["a big integer", 4n, "4n"],
    ["a symbol", Symbol("gpt-4"), "Symbol(gpt-4)"],
    ["an object", { toString: () => "gpt-4" }, "an object"],
    ["an array that reads as a model", ["gpt-4-0613"], "an array of 1"],
    ["an object without prototype", Object.create(null), "an object"],
  ])("%s is no model", (_, model: unknown, got) => {
    expect(() => encodingNameForModel(model as string)).toThrow(
      expect.objectContaining({
        code: "BPE_UNKNOWN_MODEL",
        message: `Unknown model ${got}. If you know its encoding, use getEncoding(name).`,
      }),
    );
  });
});

test("encodingForModel gives the tokenizer", async () => {
  expect((await encodingForModel("gpt-oss-20b")).name).toBe("o200k_harmony");
  await expect(encodingForModel("gpt4o")).rejects.toThrow(/Unknown model/);
});
