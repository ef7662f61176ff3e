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

  const BEYOND = "codex-mini-latest"; // what tiktoken lacks and OpenAI says elsewhere, as tested below
  test.each(Object.entries(answers).filter(([model]) => model !== BEYOND))("%s: %s", (model, encoding) =>
    expect(nameOrNull(model)).toBe(encoding),
  );
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

describe("OpenAI's names that tiktoken lacks", () => {
  test("codex-mini-latest is a fine-tuned o4-mini", () =>
    expect(encodingNameForModel("codex-mini-latest")).toBe(encodingNameForModel("o4-mini")));

  const FIRST_GENERATION =
    "text-search-davinci text-search-curie text-search-babbage text-search-ada code-search-babbage code-search-ada";
  test.each(FIRST_GENERATION.split(" "))("%s's other half of an embedding speaks what its twin does", (family) => {
    const [twin, other] = family.startsWith("code") ? ["code", "text"] : ["doc", "query"];
    expect(encodingNameForModel(`${family}-${other}-001`)).toBe(models[`${family}-${twin}-001`]);
  });

  test.each([
    ["openai/gpt-4o", "o200k_base"],
    ["openai:gpt-4o-mini", "o200k_base"],
    ["openrouter/openai/gpt-5-mini", "o200k_base"],
    ["azure/gpt-35-turbo-16k", "cl100k_base"],
    ["azure/openai/gpt-4", "cl100k_base"],
    ["openai/gpt-oss-120b", "o200k_harmony"],
    ["@cf/openai/gpt-oss-20b", "o200k_harmony"],
    ["openai.gpt-oss-20b-1:0", "o200k_harmony"],
    ["openai/ft:gpt-4.1-mini-2025-04-14:openai::id", "o200k_base"],
    ["openai/text-embedding-3-small", "cl100k_base"],
  ])("%s, with its provider's name, speaks %s", (model, encoding) =>
    expect(encodingNameForModel(model)).toBe(encoding),
  );

  test.each(["gpt-35-turbo", "gpt-35-turbo-0301", "gpt-35-turbo-16k-0613", "gpt-35-turbo-instruct"])(
    "%s of Azure speaks cl100k_base",
    (model) => expect(encodingNameForModel(model)).toBe("cl100k_base"),
  );

  test.each(["anthropic/gpt-4o", "openai/", "openai/claude", "xopenai/gpt-4o", "openai gpt-4o", "ft:openai/gpt-4o"])(
    "%s is not one of OpenAI's",
    (model) => expect(nameOrNull(model)).toBeNull(),
  );
});

/** Every name of OpenAI's list that gpt-tokenizer 4.0.0 knows and for which no encoding is published; December 2026. */
const UNPUBLISHED = `
chat-latest chatgpt-image-latest computer-use-preview computer-use-preview-2025-03-11 dall-e-2 dall-e-3
daybreak-blue-latest daybreak-red-latest gpt-audio gpt-audio-1.5 gpt-audio-2025-08-28 gpt-audio-mini
gpt-audio-mini-2025-10-06 gpt-audio-mini-2025-12-15 gpt-image-1 gpt-image-1-mini gpt-image-1.5
gpt-image-1.5-2025-12-16 gpt-image-2 gpt-image-2-2026-04-21 gpt-live-transcribe gpt-realtime gpt-realtime-1.5
gpt-realtime-2 gpt-realtime-2.1 gpt-realtime-2.1-mini gpt-realtime-2025-08-28 gpt-realtime-mini
gpt-realtime-mini-2025-10-06 gpt-realtime-mini-2025-12-15 gpt-realtime-translate gpt-realtime-whisper
gpt-transcribe omni-moderation-2024-09-26 omni-moderation-latest sora-2 sora-2-2025-10-06 sora-2-2025-12-08
sora-2-pro sora-2-pro-2025-10-06 text-moderation-007 text-moderation-latest text-moderation-stable tts-1 tts-1-hd
whisper-1 gpt-6-astra openai/gpt-realtime`;

test.each(UNPUBLISHED.trim().split(/\s+/))("%s: that no encoding is published is said", (model) =>
  expect(() => encodingNameForModel(model)).toThrow(
    expect.objectContaining({
      code: "BPE_UNKNOWN_MODEL",
      fields: { model, near: [], isUnpublished: true },
      message: `OpenAI has not published the encoding of "${model}". If you know it, use getEncoding(name).`,
    }),
  ),
);

describe("unknown models", () => {
  test("a program gets the near names apart from the message", () => {
    for (const [model, near] of [
      ["gpt-4x", ["gpt-4o", "gpt-4"]],
      ["azure/gtp-4o", ["gpt-4o"]],
      ["zzzzzzzzzz", []],
    ] as const)
      expect(() => encodingNameForModel(model)).toThrow(
        expect.objectContaining({ fields: { model, near, isUnpublished: false } }),
      );
  });

  test.each([
    ["GPT-4", /Did you mean "gpt-4"\?/],
    ["gpt4o", /Unknown model "gpt4o". Did you mean "gpt-4o"\?/],
    ["gpt4o-mini", /Did you mean "gpt-4o-mini"/],
    ["gpt-3.5-trubo", /Did you mean "gpt-3.5-turbo"/],
    ["gpt-4x", /Did you mean "gpt-4o" or "gpt-4"\?/],
    ["gpt-oss20b", /Did you mean "gpt-oss-20b"/],
    ["openai/gpt4o", /Unknown model "openai\/gpt4o". Did you mean "gpt-4o"\?/],
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
  ])("%s is not a model", (_, model: unknown, got) => {
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
