/** Estimates: for models that nothing is published about, and of what a chat holds. */
import { describe, expect, test } from "vitest";
import { type ChatMessage, countChatTokens, encodeChat, estimateChatTokens } from "../../src/chat/index.ts";
import { cl100kBase } from "../../src/encodings/cl100k_base.ts";
import { o200kBase } from "../../src/encodings/o200k_base.ts";
import { o200kHarmony } from "../../src/encodings/o200k_harmony.ts";

const messages: ChatMessage[] = [
  { role: "developer", content: "You are a farmer." },
  { role: "user", name: "ada", content: "When is the hay dry?" },
];

describe("models that nothing is published about", () => {
  const MODELS =
    "gpt-4.1 gpt-4.1-mini-2025-04-14 ft:gpt-4.1-mini-2025-04-14:org::id gpt-4.5-preview gpt-5 gpt-5-mini gpt-5.6-sol gpt-5-chat-latest o1 o1-mini o1-2024-12-17 o3 o3-mini o4-mini openai/o4-mini ft:o4-mini-2025-04-16:org::id codex-mini-latest openai/gpt-5";
  const tokens = countChatTokens(o200kBase, messages, { model: "gpt-4o" });

  test.each(MODELS.split(" "))("%s is estimated as gpt-4o, and only that", (model) => {
    expect(estimateChatTokens(o200kBase, messages, { model })).toEqual({
      tokens,
      exact: false,
      source: `OpenAI's cookbook, How to count tokens with tiktoken (c81359c); nothing is published for ${model}`,
    });
    expect(() => countChatTokens(o200kBase, messages, { model })).toThrow(
      expect.objectContaining({
        code: "BPE_UNKNOWN_CHAT_MODEL",
        message: expect.stringContaining("estimateChatTokens(tokenizer, messages, { model }) gives an estimate."),
      }),
    );
  });

  test.each(["gpt-3.5", "davinci", "text-embedding-3-small", "gpt2", "gpt-6-astra", "my-gpt-5", "", "o5"])(
    "%j is not a chat model that is known",
    (model) =>
      expect(() => estimateChatTokens(o200kBase, messages, { model })).toThrow(
        expect.objectContaining({ code: "BPE_UNKNOWN_CHAT_MODEL" }),
      ),
  );

  test("with overheads of your own the count is theirs", () => {
    const overhead = { perMessage: 3, perName: 1, reply: 3 };
    expect(estimateChatTokens(o200kBase, messages, { model: "gpt-5", overhead })).toEqual({
      tokens,
      exact: true,
      source: "the overhead that was given",
    });
    expect(countChatTokens(o200kBase, messages, { model: "gpt-5", overhead })).toBe(tokens);
  });
});

test("where all is published the estimate is exact, and the count the same", () => {
  for (const [model, tokenizer] of [["gpt-4o", o200kBase] as const, ["gpt-4-0613", cl100kBase] as const]) {
    const { tokens, exact, source } = estimateChatTokens(tokenizer, messages, { model });
    expect([tokens, exact]).toEqual([countChatTokens(tokenizer, messages, { model }), true]);
    expect(source).toBe("OpenAI's cookbook, How to count tokens with tiktoken (c81359c)");
  }
});

test("of gpt-oss it is the length of harmony's rendering", () => {
  const { tokens, exact, source } = estimateChatTokens(o200kHarmony, messages, { model: "openai/gpt-oss-20b" });
  expect([tokens, exact]).toEqual([countChatTokens(o200kHarmony, messages, { model: "gpt-oss-120b" }), true]);
  expect(source).toContain("harmony");
  expect(() => estimateChatTokens(o200kBase, messages, { model: "gpt-oss-20b" })).toThrow(
    expect.objectContaining({ code: "BPE_WRONG_ENCODING" }),
  );
});

test("of gpt-oss functions count as tools, and which must be called is not counted", () => {
  const dry = { name: "dry", description: "Says whether hay is dry." };
  const tools = [{ type: "function", function: dry }];
  const model = "gpt-oss-20b";
  const { length } = encodeChat(o200kHarmony, messages, { tools });
  expect(countChatTokens(o200kHarmony, messages, { model, tools })).toBe(length);
  expect(countChatTokens(o200kHarmony, messages, { model, functions: [dry] })).toBe(length);
  expect(estimateChatTokens(o200kHarmony, messages, { model, tools, toolChoice: "none" })).toMatchObject({
    tokens: length,
    exact: false,
    source: expect.stringContaining("harmony can't say which tool must be called"),
  });
  expect(() => countChatTokens(o200kHarmony, messages, { model, tols: tools } as object)).toThrow(
    expect.objectContaining({ code: "BPE_INVALID_OPTION", message: expect.stringContaining('Did you mean "tools"?') }),
  );
});

test("the source names whose numbers are in it", () => {
  const chat: ChatMessage[] = [
    { role: "user", content: [{ type: "image_url", image_url: { url: "https://a.b/c.jpg", detail: "low" } }] },
    { role: "assistant", content: null, function_call: { name: "dry", arguments: "{}" } },
  ];
  const { exact, source } = estimateChatTokens(o200kBase, chat, { model: "gpt-4o" });
  expect(exact).toBe(true);
  expect(source.split("; ")).toEqual([
    "OpenAI's cookbook, How to count tokens with tiktoken (c81359c)",
    "functions by github.com/hmarr/openai-chat-tokens (2023)",
    "images by OpenAI's guide to images and vision (2025)",
  ]);
});

test("each thing that is estimated is named once", () => {
  const call = { id: "1", type: "function", function: { name: "dry", arguments: "{}" } };
  const chat: ChatMessage[] = [
    { role: "assistant", content: null, tool_calls: [call] },
    { role: "tool", tool_call_id: "1", content: "yes" },
    { role: "assistant", content: [{ type: "refusal", refusal: "No." }] },
  ];
  const { exact, source } = estimateChatTokens(o200kBase, chat, { model: "gpt-4o", toolChoice: "required", tools: [] });
  expect(exact).toBe(false);
  expect(source.split("; ").slice(1)).toEqual([
    "messages[0].tool_calls: how calls are counted is not published",
    "messages[1]: how answers of tools are counted is not published",
    "messages[2]: how refusal is counted is not published",
  ]);
});

describe("options that are wrong", () => {
  const estimate = (options: object): unknown =>
    estimateChatTokens(o200kBase, messages, { model: "gpt-4o", ...options });
  const dry = { name: "dry" };
  test.each([
    [{ tools: "none" }, 'tools is "none"; expected an array of tools.'],
    [{ tools: [null] }, "tools[0] is null; expected an object."],
    [{ tools: [{ type: "web_search" }] }, 'tools[0].type is "web_search"; expected "function": other tools'],
    [{ tools: [{ type: "function", function: {} }] }, "tools[0].function.name is undefined; expected a string."],
    [{ tools: [{ type: "function", name: "a", parameters: [] }] }, "tools[0].parameters is an empty array;"],
    [{ functions: [{ name: "a", description: 4 }] }, "functions[0].description is 4; expected a string."],
    [
      { functions: [{ name: "a", parameters: { type: "object", properties: { b: 4 } } }] },
      "a.b is 4; expected an object.",
    ],
  ])("%j", (options, message) =>
    expect(() => estimate(options)).toThrow(
      expect.objectContaining({ code: "BPE_INVALID_TOOL", message: expect.stringContaining(message) }),
    ),
  );

  test.each([
    [{ toolChoice: 4 }, "toolChoice is 4; expected"],
    [{ functionCall: { name: 4 } }, "functionCall is an object; expected"],
    [{ tools: [], functions: [dry] }, "functions is an array of 1; expected undefined when tools are given"],
    [
      { functions: [dry], functionCall: "required" },
      'functionCall is "required"; expected "auto", "none", or the function',
    ],
    [
      { tools: [], toolChoice: "auto", functionCall: "auto" },
      'functionCall is "auto"; expected undefined when toolChoice is',
    ],
    [{ functions: [dry], functionCall: { name: "wet" } }, 'functionCall is "wet"; expected the name of a function'],
    [{ toolChoice: { type: "function", name: "dry" } }, 'toolChoice is "dry"; expected the name of a function'],
    [{ imageSize: { width: 1 } }, "imageSize is an object; expected a function."],
    [{ tool_choice: "none" }, 'Unknown option "tool_choice". Did you mean "toolChoice"?'],
  ])("%j", (options, message) =>
    expect(() => estimate(options)).toThrow(
      expect.objectContaining({ code: "BPE_INVALID_OPTION", message: expect.stringContaining(message) }),
    ),
  );

  test("a schema in which one object stands in 2^24 places ends in an error", () => {
    for (const word of ["anyOf", "oneOf"]) {
      let schema: Record<string, unknown> = { type: "string" };
      for (let level = 0; level < 24; level++) schema = { [word]: [schema, schema] };
      const functions = [{ name: "a", parameters: { type: "object", properties: { b: schema } } }];
      expect(() => estimate({ functions })).toThrow(
        /parameters is an object; expected a schema of at most 100000 types/,
      );
    }
  });

  test("a schema that holds itself ends in an error", () => {
    const schema: Record<string, unknown> = { type: "object" };
    schema["properties"] = { again: schema };
    for (const model of ["gpt-4o", "gpt-oss-20b"]) {
      const tokenizer = model === "gpt-4o" ? o200kBase : o200kHarmony;
      const tools = [{ type: "function", function: { name: "loop", parameters: schema } }];
      expect(() => estimateChatTokens(tokenizer, messages, { model, tools })).toThrow(
        expect.objectContaining({ code: "BPE_INVALID_TOOL", message: expect.stringContaining("at most 64 levels") }),
      );
    }
  });
});
