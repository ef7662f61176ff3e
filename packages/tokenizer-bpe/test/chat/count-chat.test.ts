import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { cl100kBase } from "../../src/encodings/cl100k_base.ts";
import { gpt2 } from "../../src/encodings/gpt2.ts";
import { o200kBase } from "../../src/encodings/o200k_base.ts";
import { o200kHarmony } from "../../src/encodings/o200k_harmony.ts";
import { type ChatMessage, type ChatTokenOptions, countChatTokens, estimateChatTokens } from "../../src/chat/index.ts";
import { type BpeTokenizer, encodingNameForModel } from "../../src/index.ts";

interface CookbookCase {
  name: string;
  messages: ChatMessage[];
  /** By model. */
  counts: Record<string, number>;
}

const fixture = new URL("../fixtures/chat_tokens.json", import.meta.url);
const { counted_by_api: countedByApi, cases } = JSON.parse(readFileSync(fixture, "utf8")) as {
  counted_by_api: Record<string, number>;
  cases: CookbookCase[];
};
const [example] = cases;
const hello: ChatMessage[] = [{ role: "user", content: "Hello!" }];

const speaking = (model: string): BpeTokenizer =>
  encodingNameForModel(model) === "o200k_base" ? o200kBase : cl100kBase;

/** The error of a call that must fail. */
function refusal(messages: unknown, options: unknown = { model: "gpt-4o" }, tokenizer = o200kBase): unknown {
  try {
    countChatTokens(tokenizer, messages as ChatMessage[], options as ChatTokenOptions);
  } catch (error) {
    return error;
  }
  throw new Error("it was not refused");
}

describe("as OpenAI's cookbook counts (chat_tokens.py)", () => {
  test("the fixture has 24 cases of 18 models, with names, empty texts and special tokens", () => {
    expect(cases.length).toBe(24);
    expect(cases.every(({ counts }) => Object.keys(counts).length === 18)).toBe(true);
    const all = cases.flatMap(({ messages }) => messages);
    expect(all.filter(({ name }) => name !== undefined).length).toBeGreaterThan(15);
    expect(all.filter(({ content }) => content === "").length).toBeGreaterThan(5);
    expect(all.filter(({ content }) => String(content).includes("<|endoftext|>")).length).toBeGreaterThan(5);
  });

  // The function counts any text, an empty role and the ids of calls among them; the API takes no such role, and of an
  // answer to a call it counts another number (measured.test.ts).
  const APART = new Set(["empty texts", "a further text"]);
  test.each(cases.filter(({ name }) => !APART.has(name)))("$name", ({ messages, counts }) => {
    const counted = Object.keys(counts).map((model) => [model, countChatTokens(speaking(model), messages, { model })]);
    expect(Object.fromEntries(counted)).toEqual(counts);
  });

  test.each(Object.entries(countedByApi))("%s: the %i that OpenAI's API counted", (model, count) =>
    expect(countChatTokens(speaking(model), example!.messages, { model })).toBe(count),
  );

  test.each([
    [
      "gpt-4-0125-preview",
      "gpt-4-1106-vision-preview",
      "gpt-4-turbo-2024-04-09",
      "gpt-4-32k-0613",
      "ft:gpt-4-0613:org::id",
    ],
    ["gpt-3.5-turbo-16k-0613", "gpt-3.5-turbo-1106", "ft:gpt-3.5-turbo-0125:org:name:id"],
    ["gpt-4o-2024-11-20", "gpt-4o-mini-2024-07-18", "openai/gpt-4o", "ft:gpt-4o-mini-2024-07-18:org::id"],
  ])("dated, tuned and provided: %s and the like", (...models) => {
    for (const model of models) expect(countChatTokens(speaking(model), hello, { model })).toBe(9);
  });

  test("Azure's names for gpt-3.5-turbo count as it", () => {
    expect(countChatTokens(cl100kBase, example!.messages, { model: "gpt-35-turbo" })).toBe(129);
    expect(countChatTokens(cl100kBase, example!.messages, { model: "gpt-35-turbo-0301" })).toBe(127);
  });
});

describe("models without published overheads", () => {
  const UNPUBLISHED =
    "o1 o1-mini o3 o3-mini o4-mini gpt-5 gpt-5.6-sol gpt-4.1 gpt-4.1-mini gpt-4.5-preview ft:gpt-4.1-2025-04-14:org::id gpt-6-astra gpt-realtime gpt-4o-audio-preview gpt-4o-mini-realtime-preview gpt-4o-search-preview gpt-4o-transcribe gpt-4o-mini-tts gpt-3.5-turbo-instruct gpt-4-base my-gpt-4o gpt-3.5 davinci text-embedding-3-small gpt2 constructor __proto__";
  test.each(["", ...UNPUBLISHED.split(" ")])("%j is refused with what is published, and what to do", (model) => {
    expect(refusal(hello, { model })).toMatchObject({
      name: "BpeError",
      code: "BPE_UNKNOWN_CHAT_MODEL",
      fields: { model, published: ["gpt-3.5-turbo", "gpt-4", "gpt-4o", "gpt-4o-mini"] },
      message: expect.stringContaining(
        `for model ${JSON.stringify(model)}; they are for gpt-3.5-turbo, gpt-4, gpt-4o and gpt-4o-mini`,
      ),
    });
    expect(refusal(hello, { model })).toMatchObject({ message: expect.stringContaining("give overhead: {") });
  });

  test("for a mistyped name, a similar one is suggested", () =>
    expect(refusal(hello, { model: "gpt4o" })).toMatchObject({
      code: "BPE_UNKNOWN_CHAT_MODEL",
      message: expect.stringContaining('Did you mean "gpt-4o"? If you know them'),
    }));

  test.each([4, null, {}, ["gpt-4o"]])("%j is not a model", (model) =>
    expect(refusal(hello, { model })).toMatchObject({ code: "BPE_UNKNOWN_CHAT_MODEL" }),
  );
});

test("those that speak or search are estimated, those that do not chat are not", () => {
  for (const model of ["gpt-4o-audio-preview", "gpt-4o-mini-realtime-preview-2024-12-17", "gpt-4o-search-preview"])
    expect(estimateChatTokens(o200kBase, hello, { model })).toMatchObject({ tokens: 9, exact: false });
  for (const [model, tokenizer] of [
    ["gpt-3.5-turbo-instruct", cl100kBase] as const,
    ["gpt-4o-transcribe", o200kBase] as const,
  ])
    expect(() => estimateChatTokens(tokenizer, hello, { model })).toThrow(/No message overheads are published/);
});

test("what is not a tokenizer is an error of the package's own", () => {
  for (const options of [{ model: "gpt-4o" }, { overhead: { perMessage: 3, perName: 1, reply: 3 } }])
    for (const tokenizer of [undefined, null, {}, "o200k_base"])
      expect(() => countChatTokens(tokenizer as never, hello, options)).toThrow(
        expect.objectContaining({ code: "BPE_INVALID_OPTION", message: expect.stringMatching(/^tokenizer is /) }),
      );
});

describe("overheads of your own", () => {
  const messages = [...hello, { role: "user", name: "ada", content: "" }];

  test("count in place of the published, with and without a model", () => {
    const overhead = { perMessage: 10_000, perName: 100, reply: 1_000_000 };
    const texts = ["user", "Hello!", "user", "ada"].map((text) => o200kBase.countTokens(text));
    const count = 1_020_100 + texts.reduce((sum, n) => sum + n);
    for (const model of [undefined, "gpt-4o", "gpt-5", "gpt-6-astra"]) {
      expect(countChatTokens(o200kBase, messages, { model, overhead })).toBe(count);
    }
    const negative = { perMessage: 0, perName: -1, reply: 0 };
    expect(countChatTokens(o200kBase, messages, { overhead: negative })).toBe(count - 1_020_101);
  });

  test.each([
    [{ perMessage: 3, perName: 1 }, /^overhead.reply is undefined; expected an integer/],
    [{ perMessage: 3, perName: 0.5, reply: 3 }, /^overhead.perName is 0.5;/],
    [{ perMessage: NaN, perName: 1, reply: 3 }, /^overhead.perMessage is NaN;/],
    [{ perMessage: "3", perName: 1, reply: 3 }, /^overhead.perMessage is "3";/],
    [null, /^overhead.perMessage is undefined;/],
    [3, /^overhead.perMessage is undefined;/],
  ])("%j is refused", (overhead, message) =>
    expect(refusal(hello, { overhead })).toMatchObject({
      code: "BPE_INVALID_OPTION",
      message: expect.stringMatching(message),
    }),
  );

  test.each([undefined, null, {}, { model: undefined }])("neither model nor overhead, %j, is refused", (options) => {
    const count = (): number => countChatTokens(o200kBase, hello, options as ChatTokenOptions);
    expect(count).toThrow(
      expect.objectContaining({ code: "BPE_INVALID_OPTION", message: expect.stringMatching(/^model is undefined; /) }),
    );
  });
});

describe("another encoding than the model's", () => {
  const overhead = { perMessage: 3, perName: 1, reply: 3 };
  test.each([
    ["gpt2", { model: "gpt-4o" }, "o200k_base", gpt2],
    ["o200k_base", { model: "gpt-4" }, "cl100k_base", o200kBase],
    ["o200k_harmony", { model: "gpt-4o" }, "o200k_base", o200kHarmony],
    ["cl100k_base", { model: "gpt-5", overhead }, "o200k_base", cl100kBase],
  ])("%s, asked for %j, names %s", (_, options, encoding, tokenizer) =>
    expect(refusal(hello, options, tokenizer)).toMatchObject({
      code: "BPE_WRONG_ENCODING",
      fields: { model: options.model, encoding, got: tokenizer.name },
      message: `This tokenizer's encoding is ${tokenizer.name}, but ${options.model} speaks ${encoding}: use await getEncoding("${encoding}").`,
    }),
  );
});

describe("messages that are none", () => {
  test.each<[unknown, string]>([
    [undefined, "messages is undefined; expected an array"],
    ["Hello!", 'messages is "Hello!"; expected an array'],
    [hello[0], "messages is an object; expected an array"],
    [[...hello, null], "messages[1] is null; expected a message such as { role, content }"],
    [[...hello, "Hello!"], 'messages[1] is "Hello!"; expected'],
    [[...hello, hello], "messages[1] is an array of 1; expected"],
    [Array.from({ length: 1 }), "messages[0] is undefined; expected"],
    [
      [{ content: "Hello!" }],
      "messages[0].role is undefined; expected system, developer, user, assistant, tool or function.",
    ],
    [[{ role: "user" }], "messages[0].content is undefined; expected a string or an array of parts."],
    [[{ role: "user", content: null }], "messages[0].content is null; expected a string or an array of parts."],
    [
      [{ role: 1, content: "" }],
      "messages[0].role is 1; expected system, developer, user, assistant, tool or function.",
    ],
    [[{ role: "", content: "" }], 'messages[0].role is ""; expected system, developer, '],
    [[{ role: "model", content: "" }], 'messages[0].role is "model"; expected system, developer, '],
    [[{ role: "user", content: "", name: 4 }], "messages[0].name is 4; expected a string."],
    [
      [{ role: "user", content: "", tool_calls: [] }],
      "messages[0].tool_calls belongs to the assistant, not to the user.",
    ],
    [[{ role: "user", content: "", nmae: "ada" }], 'messages[0] has an unknown field "nmae". Did you mean "name"?'],
    [
      [{ role: "user", content: "", temperature: 1 }],
      'an unknown field "temperature". Leave it out, and count what it adds separately',
    ],
  ])("%j", (messages, message) =>
    expect(refusal(messages)).toMatchObject({
      name: "BpeError",
      code: "BPE_INVALID_MESSAGE",
      message: expect.stringContaining(message),
    }),
  );

  test("the error has the index and the field for programs", () => {
    const messages = [...hello, { role: "user", content: null }];
    expect(refusal(messages)).toMatchObject({ fields: { index: 1, field: "content" } });
  });

  test("an undefined name is none, and a lone surrogate counts as U+FFFD", () => {
    expect(countChatTokens(o200kBase, [{ ...hello[0]!, name: undefined }], { model: "gpt-4o" })).toBe(9);
    const [lone, replaced] = ["a\ud800b", "a\ufffdb"].map((content) =>
      countChatTokens(o200kBase, [{ role: "user", content }], { model: "gpt-4o" }),
    );
    expect(lone).toBe(replaced);
  });
});
