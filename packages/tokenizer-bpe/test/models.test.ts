import { describe, expect, test } from "vitest";
import { encodingForModel, encodingNameForModel } from "../src/index.ts";

describe("encodingNameForModel", () => {
  test.each([
    ["gpt-4o", "o200k_base"],
    ["gpt-4o-2024-05-13", "o200k_base"],
    ["o1-mini", "o200k_base"],
    ["gpt-5-nano", "o200k_base"],
    ["gpt-oss-120b", "o200k_harmony"],
    ["gpt-4", "cl100k_base"],
    ["gpt-4-0613", "cl100k_base"],
    ["gpt-3.5-turbo-0125", "cl100k_base"],
    ["text-embedding-3-large", "cl100k_base"],
    ["ft:gpt-4o-mini:org::id", "o200k_base"],
    ["ft:gpt-4:org::id", "cl100k_base"],
    ["text-davinci-003", "p50k_base"],
    ["code-davinci-edit-001", "p50k_edit"],
    ["davinci", "r50k_base"],
    ["gpt2", "gpt2"],
  ])("%s speaks %s", (model, encoding) => expect(encodingNameForModel(model)).toBe(encoding));

  test.each([
    ["GPT-4", /Did you mean gpt-4 or/],
    ["gpt4o", /Unknown model "gpt4o". Did you mean .*gpt-4o/],
    ["text-embeding-3-small", /Did you mean text-embedding-3-small/],
    ["zzzzzzzzzz", /Unknown model "zzzzzzzzzz". If you know its encoding, use getEncoding/],
    ["constructor", /Unknown model "constructor"/],
  ])("%s is unknown, with near names", (model, message) => {
    const name = (): string => encodingNameForModel(model);
    expect(name).toThrow(
      expect.objectContaining({ code: "BPE_UNKNOWN_MODEL", message: expect.stringMatching(message) }),
    );
  });

  test("encodingForModel gives the tokenizer", async () => {
    expect((await encodingForModel("gpt-oss-20b")).name).toBe("o200k_harmony");
    await expect(encodingForModel("gpt4o")).rejects.toThrow(/Unknown model/);
  });
});
