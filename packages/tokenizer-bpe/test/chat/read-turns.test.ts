/** The three shapes of messages: the same chat counts the same in each, and what is not counted is refused by its place. */
import { describe, expect, test } from "vitest";
import { type ChatMessage, countChatTokens, estimateChatTokens } from "../../src/chat/index.ts";
import { o200kBase } from "../../src/encodings/o200k_base.ts";

const model = "gpt-4o";
const estimate = (messages: ChatMessage[]): number => estimateChatTokens(o200kBase, messages, { model }).tokens;
const text = (content: string): number => o200kBase.countTokens(content);

test("a text counts the same as a string and as a part of any API", () => {
  const expected = 3 + text("user") + text("Is the hay dry?") + 3;
  for (const content of [
    "Is the hay dry?",
    [{ type: "text", text: "Is the hay dry?" }],
    [{ type: "input_text", text: "Is the hay dry?" }],
  ]) {
    expect(countChatTokens(o200kBase, [{ role: "user", content }], { model })).toBe(expected);
    expect(countChatTokens(o200kBase, [{ type: "message", role: "user", content }], { model })).toBe(expected);
  }
});

test("parts count one by one; an empty list, null and nothing of the assistant count as no text", () => {
  const parts = ["one", " two", ""].map((part) => ({ type: "text", text: part }));
  const sum = text("one") + text(" two");
  expect(countChatTokens(o200kBase, [{ role: "user", content: parts }], { model })).toBe(3 + 1 + sum + 3);
  for (const content of [[], null, undefined, ""])
    expect(countChatTokens(o200kBase, [{ role: "assistant", content }], { model })).toBe(3 + 1 + 3);
});

test("fields that are null or change no token", () => {
  const plain = countChatTokens(o200kBase, [{ role: "assistant", content: "Yes." }], { model });
  const answer = {
    role: "assistant",
    content: "Yes.",
    refusal: null,
    annotations: [],
    audio: null,
    tool_calls: undefined,
    function_call: null,
    name: null,
    id: "msg_1",
    status: "completed",
  };
  expect(countChatTokens(o200kBase, [answer], { model })).toBe(plain);
});

const call = { name: "dry", input: '{"field":"north"}' };
const inThreeShapes: Record<string, ChatMessage[]> = {
  "Chat Completions": [
    { role: "user", content: "Is the hay dry?" },
    {
      role: "assistant",
      content: null,
      tool_calls: [{ id: "c", type: "function", function: { name: call.name, arguments: call.input } }],
    },
    { role: "tool", tool_call_id: "c", content: '{"dry":true}' },
    { role: "assistant", content: "It is." },
  ],
  Responses: [
    { role: "user", content: [{ type: "input_text", text: "Is the hay dry?" }] },
    { type: "function_call", call_id: "c", name: call.name, arguments: call.input },
    { type: "function_call_output", call_id: "c", output: '{"dry":true}' },
    {
      type: "message",
      role: "assistant",
      id: "m",
      content: [{ type: "output_text", text: "It is.", annotations: [] }],
    },
  ],
  "AI SDK": [
    { role: "user", content: "Is the hay dry?" },
    {
      role: "assistant",
      content: [{ type: "tool-call", toolCallId: "c", toolName: call.name, input: { field: "north" } }],
    },
    {
      role: "tool",
      content: [
        { type: "tool-result", toolCallId: "c", toolName: call.name, output: { type: "json", value: { dry: true } } },
      ],
    },
    { role: "assistant", content: [{ type: "text", text: "It is." }] },
  ],
};

test("a call and its answer count the same in all three", () => {
  const user = 3 + text("user") + text("Is the hay dry?");
  const calling = 3 + text("assistant") + text(call.name) + text(call.input) + 3;
  const answering = 3 + text("tool") + text(call.name) + 1 + text('{"dry":true}') - 2;
  const expected = user + calling + answering + 3 + text("assistant") + text("It is.") + 3;
  for (const [shape, messages] of Object.entries(inThreeShapes))
    expect([shape, estimate(messages)]).toEqual([shape, expected]);
});

test("results of several calls in one message are an answer each", () => {
  const result = (id: string, value: string): object => ({
    type: "tool-result",
    toolCallId: id,
    toolName: "dry",
    output: { type: "text", value },
  });
  const together = [{ role: "tool", content: [result("a", "yes"), result("b", "no")] }];
  const apart = [
    { role: "tool", content: [result("a", "yes")] },
    { role: "tool", content: [result("b", "no")] },
  ];
  expect(estimate(together)).toBe(estimate(apart));
});

describe("what is not counted is refused by its place", () => {
  const user = (part: unknown): ChatMessage[] => [
    { role: "user", content: "a" },
    { role: "user", content: [{ type: "text", text: "b" }, part] },
  ];
  test.each<[string, ChatMessage[], string, string]>([
    ["audio", user({ type: "input_audio", input_audio: {} }), "messages[1].content[1]", 'is of type "input_audio"'],
    ["a file", user({ type: "file", file: { file_id: "f" } }), "messages[1].content[1]", 'is of type "file"'],
    ["a file of Responses", user({ type: "input_file" }), "messages[1].content[1]", 'is of type "input_file"'],
    ["an audio answer", [{ role: "assistant", audio: { id: "a" } }], "messages[0].audio", "is audio"],
    ["a search", [{ type: "web_search_call", id: "w" }], "messages[0]", 'is of type "web_search_call", which is not'],
    ["hidden reasoning", [{ type: "reasoning", id: "r", summary: [] }], "messages[0]", "is reasoning without its text"],
    [
      "an image",
      user({ type: "image_url", image_url: { url: "https://a.b/c.png" } }),
      "messages[1].content[1]",
      "size",
    ],
  ])("%s", (_, messages, place, why) =>
    expect(() => estimate(messages)).toThrow(
      expect.objectContaining({
        code: "BPE_UNCOUNTABLE_CHAT",
        message: expect.stringMatching(new RegExp(`^${place.replaceAll(/[.[\]]/g, "\\$&")} .*${why}`)),
      }),
    ),
  );

  test.each<[unknown, string]>([
    [{ type: "txt", text: "a" }, 'messages[1].content[1] is of type "txt"; expected text, input_text, '],
    [{ type: "text" }, "messages[1].content[1].text is undefined; expected a string."],
    [{ text: "a" }, "messages[1].content[1].type is undefined; expected a string."],
    ["a", 'messages[1].content[1] is "a"; expected a part such as { type: "text", text }.'],
    [null, "messages[1].content[1] is null; expected a part"],
    [{ type: "image_url", image_url: "u" }, 'messages[1].content[1].image_url is "u"; expected { url, detail? }.'],
    [{ type: "image_url", image_url: {} }, "messages[1].content[1] is undefined; expected an image's URL or bytes."],
    [
      { type: "image_url", image_url: { url: "u", detail: "medium" } },
      'messages[1].content[1].detail is "medium"; expected "low", "high" or "auto".',
    ],
    [
      { type: "image_url", image_url: { url: 5, detail: "low" } },
      "messages[1].content[1] is 5; expected an image's URL or bytes.",
    ],
    [{ type: "image", image: {} }, "messages[1].content[1] is an object; expected an image's URL or bytes."],
    [
      { type: "tool-call", toolCallId: "a", toolName: "b", input: {} },
      "messages[1].content has a tool-call, which belongs to the assistant, not to the user.",
    ],
    [
      { type: "tool-result", toolCallId: "a", toolName: "b", output: { type: "text", value: "c" } },
      "messages[1].content has a tool-result, which belongs to the tool or the assistant, not to the user.",
    ],
    [{ type: "tool-call", toolCallId: "a", toolName: 4 }, "messages[1].content[1].toolName is 4; expected a string."],
    [
      { type: "tool-call", toolCallId: "a", toolName: "b", input: undefined },
      "messages[1].content[1].input is undefined; expected a JSON value.",
    ],
    [
      { type: "tool-result", toolCallId: "a", toolName: "b", output: { type: "xml" } },
      'messages[1].content[1].output.type is "xml"; expected text, json, ',
    ],
  ])("a part %j", (part, message) =>
    expect(() => estimate(user(part))).toThrow(
      expect.objectContaining({ code: "BPE_INVALID_MESSAGE", message: expect.stringContaining(message) }),
    ),
  );

  test("an answer of a function that is not named", () =>
    expect(() => estimate([{ role: "function", content: "dry" }])).toThrow(
      "messages[0].name is undefined; expected the name of the function that answers.",
    ));

  test.each<[unknown, string]>([
    [{ tool_calls: {} }, "messages[0].tool_calls is an object; expected an array of calls."],
    [{ tool_calls: [{ type: "mcp" }] }, 'messages[0].tool_calls[0].type is "mcp"; expected function or custom.'],
    [
      { tool_calls: [{ type: "function", function: { name: "a", arguments: {} } }] },
      "messages[0].tool_calls[0].function.arguments is an object; expected a string.",
    ],
    [{ function_call: "dry" }, 'messages[0].function_call is "dry"; expected { name, arguments }.'],
  ])("a call %j", (fields, message) =>
    expect(() => estimate([{ role: "assistant", content: null, ...(fields as object) }])).toThrow(
      expect.objectContaining({ code: "BPE_INVALID_MESSAGE", message: expect.stringContaining(message) }),
    ),
  );
});
