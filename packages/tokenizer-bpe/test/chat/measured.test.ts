/** Counts of OpenAI's API that others have published, with functions, tools and calls: chat_functions.json says whose. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  type ChatFunction,
  type ChatMessage,
  type ChatTokenOptions,
  type ChatTool,
  countChatTokens,
  estimateChatTokens,
} from "../../src/chat/index.ts";
import { cl100kBase } from "../../src/encodings/cl100k_base.ts";
import { o200kBase } from "../../src/encodings/o200k_base.ts";

interface Measured {
  functions: {
    messages: ChatMessage[];
    functions?: ChatFunction[];
    functionCall?: unknown;
    counts: { cl100k_base?: number; o200k_base?: number };
  }[];
  tools: { name: string; messages: ChatMessage[]; tools: ChatTool[]; toolChoice: unknown; count: number }[];
  cookbook: { messages: ChatMessage[]; tools: ChatTool[]; counts: Record<string, number> };
  toolCalls: { model: string; messages: ChatMessage[]; count: number }[];
}

const fixture = new URL("../fixtures/chat_functions.json", import.meta.url);
const measured = JSON.parse(readFileSync(fixture, "utf8")) as Measured;
const speaking = { "gpt-3.5-turbo": cl100kBase, "gpt-4": cl100kBase, "gpt-4o": o200kBase, "gpt-4o-mini": o200kBase };
type Model = keyof typeof speaking;

test("the fixture has 36 counts of gpt-3.5-turbo, 32 of gpt-4o, 18 with tools", () => {
  expect(measured.functions.filter(({ counts }) => counts.cl100k_base !== undefined).length).toBe(36);
  expect(measured.functions.filter(({ counts }) => counts.o200k_base !== undefined).length).toBe(32);
  expect(measured.tools.length).toBe(18);
});

describe("messages, functions and their calls, exactly", () => {
  const cases = measured.functions.flatMap(({ counts, messages, ...options }) => [
    ...(counts.cl100k_base === undefined ? [] : [["gpt-3.5-turbo", counts.cl100k_base, messages, options] as const]),
    ...(counts.o200k_base === undefined ? [] : [["gpt-4o", counts.o200k_base, messages, options] as const]),
  ]);
  test.each(cases)("%s: %i for %j", (model, count, messages, options) => {
    const all = { model, ...options };
    expect(countChatTokens(speaking[model], messages, all)).toBe(count);
    expect(estimateChatTokens(speaking[model], messages, all)).toMatchObject({ tokens: count, exact: true });
  });
});

describe("the tools of OpenAI's cookbook, exactly", () => {
  const { messages, tools, counts } = measured.cookbook;
  const responses = tools.map((tool) => ({ type: "function", ...tool.function }) as ChatTool);
  test.each(Object.entries(counts))("%s: %i", (model, count) => {
    const tokenizer = speaking[model as Model];
    expect(countChatTokens(tokenizer, messages, { model, tools })).toBe(count);
    expect(countChatTokens(tokenizer, messages, { model, tools: responses })).toBe(count);
  });
});

describe("tools as measured in 2024", () => {
  /** What is exact agrees; what is not is said to be an estimate, and is this far away. */
  const APART: Record<string, number> = {
    integer_enum: 1,
    integer_enum_tool_choice_name: 1,
    no_parameter_description: 1,
    no_parameter_description_or_required: 1,
    inner_object: 2,
    inner_object_with_enum_only: 1,
    inner_object_with_enum: -7,
    inner_object_and_string: -7,
  };
  test.each(measured.tools)("$name: $count", ({ name, messages, tools, toolChoice, count }) => {
    const options: ChatTokenOptions = { model: "gpt-3.5-turbo", tools, toolChoice };
    const { tokens, exact, source } = estimateChatTokens(cl100kBase, messages, options);
    expect([tokens - count, exact]).toEqual([APART[name] ?? 0, APART[name] === undefined]);
    if (exact) return expect(countChatTokens(cl100kBase, messages, options)).toBe(count);
    expect(source).toContain("have no description: counts of those have been up to 7 tokens off");
    expect(() => countChatTokens(cl100kBase, messages, options)).toThrow(
      expect.objectContaining({
        code: "BPE_UNCOUNTABLE_CHAT",
        message: expect.stringContaining("estimateChatTokens("),
      }),
    );
  });
});

describe("calls of tools and their answers: estimates within 1 of what the API counted", () => {
  const APART = [0, -1, 0, 0];
  test.each(measured.toolCalls.map((one, i) => [one.count, one, APART[i]!] as const))("%i", (count, one, apart) => {
    const { model, messages } = one;
    const { tokens, exact } = estimateChatTokens(cl100kBase, messages, { model });
    expect([tokens - count, exact]).toEqual([apart, false]);
    expect(() => countChatTokens(cl100kBase, messages, { model })).toThrow(/how calls are counted is not published/);
  });
});
