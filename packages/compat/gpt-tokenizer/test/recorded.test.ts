/** The answers of gpt-tokenizer 4.0.0: ids of its own tests' texts, chats of every model, counts, costs and errors. */
import { describe, expect, test } from "vitest";
import { GptEncoding } from "../src/GptEncoding.ts";
import { chatModelParams, encodingNames, modelToEncodingMap } from "../src/mapping.ts";
import type { ModelSpec } from "../src/modelTypes.ts";
import { errorOf, recorded } from "./recorded.ts";
import { encodingFor, modelFor } from "./tokenizers.ts";

describe.each(encodingNames)("%s", (name) => {
  const api = encodingFor(name);

  test("its size is the original's", () => {
    expect(api.vocabularySize).toBe(recorded.vocabularySizes[name]);
  });

  test("the recorded texts have the recorded ids, and the ids the texts", () => {
    expect(recorded.texts[name].length).toBeGreaterThan(8);
    for (const [text, ids] of recorded.texts[name]) {
      expect(api.encode(text), text).toEqual(ids);
      expect([...api.encodeGenerator(text)].flat(), text).toEqual(ids);
      expect(api.countTokens(text), text).toBe(ids.length);
      expect(api.isWithinTokenLimit(text, ids.length), text).toBe(ids.length);
      // An empty text is within any limit.
      expect(api.isWithinTokenLimit(text, ids.length - 1), text).toBe(text === "" ? 0 : false);
      expect(api.decode(ids), text).toBe(text);
      expect([...api.decodeGenerator(ids)].join(""), text).toBe(text);
    }
  });
});

test("tokens come out of the generator character by character", async () => {
  const { encode, decodeGenerator, decodeAsyncGenerator } = encodingFor("o200k_base");
  const parts = ["hello", " ", "👋", " world", " ", "🌍"];
  const ids = encode("hello 👋 world 🌍");
  expect([...decodeGenerator(ids)]).toEqual(parts);
  const waited: string[] = [];
  for await (const part of decodeAsyncGenerator(asyncOf(ids))) waited.push(part);
  expect(waited).toEqual(parts);
});

async function* asyncOf(ids: readonly number[]): AsyncGenerator<number> {
  for (const id of ids) yield await Promise.resolve(id);
}

describe.each(recorded.chats.map((one, i) => [i, one] as const))("chat %i", (_, { chat, options, ids }) => {
  test.each(ids)("of $models.0 and those like it", ({ models, pieces }) => {
    for (const model of models) {
      const api = modelFor(model);
      const count = pieces.flat().length;
      expect([...api.encodeChatGenerator(chat, undefined, options)], model).toEqual(pieces);
      expect(api.encodeChat(chat, undefined, options), model).toEqual(pieces.flat());
      if (options !== undefined) continue;
      expect(api.countTokens(chat), model).toBe(count);
      expect(api.countTokens(chat.values()), model).toBe(count);
      expect(api.isWithinTokenLimit(chat, count), model).toBe(count);
      expect(api.isWithinTokenLimit(new Set(chat), count - 1), model).toBe(false);
    }
  });
});

test("a chat of another model's is encoded where that model is named", () => {
  const [{ chat }] = recorded.chats as [(typeof recorded.chats)[0]];
  expect(encodingFor("cl100k_base").encodeChat(chat, "gpt-4")).toEqual(modelFor("gpt-4").encodeChat(chat));
  expect(modelFor("gpt-4").encodeChat(chat, "gpt-3.5-turbo")).toEqual(modelFor("gpt-3.5-turbo").encodeChat(chat));
});

test("the original's requests with functions have its counts", () => {
  expect(recorded.functions.length).toBe(32);
  const { countChatCompletionTokens: count } = modelFor("gpt-4o");
  for (const { request, tokens } of recorded.functions) expect(count!(request), JSON.stringify(request)).toBe(tokens);
});

test("models and chats are the original's", () => {
  expect(modelToEncodingMap).toEqual(recorded.modelToEncodingMap);
  expect(chatModelParams).toEqual(recorded.chatModelParams);
});

test("costs are the original's, by the caller's prices", () => {
  const { prices, tokens, costs } = recorded.cost;
  const spec = { name: "m", price_data: prices } as ModelSpec;
  expect(encodingFor("o200k_base").estimateCost(tokens, spec)).toEqual(costs);
});

test("errors have the original's words in their first line, and a code", () => {
  const main = encodingFor("o200k_base");
  const model = modelFor("gpt-4o");
  const calls: Readonly<Record<string, readonly [code: string, call: () => unknown]>> = {
    disallowed: ["GPT_DISALLOWED_SPECIAL_TOKEN", () => main.encode("a <|im_start|>")],
    "disallowed in a count": ["GPT_DISALLOWED_SPECIAL_TOKEN", () => main.countTokens("<|endoftext|>")],
    "disallowed in a generator": ["GPT_DISALLOWED_SPECIAL_TOKEN", () => main.encodeGenerator("<|endoftext|>")],
    "both all": ["GPT_INVALID_OPTION", () => main.encode("", { allowedSpecial: "all", disallowedSpecial: "all" })],
    "no token": ["GPT_INVALID_TOKEN_ID", () => main.decode([1, 999_999])],
    "no model": ["GPT_UNKNOWN_MODEL", () => main.encodeChat([])],
    "no chat": ["GPT_UNKNOWN_MODEL", () => main.encodeChat([], "ada")],
    "no chat in the encoding": ["GPT_UNKNOWN_MODEL", () => encodingFor("p50k_edit").encodeChat([], "gpt-4o")],
    "no content": ["GPT_INVALID_MESSAGE", () => model.encodeChat([{ role: "user" } as never])],
    "no prices": ["GPT_NO_PRICES", () => main.estimateCost(1)],
    "no prices in the spec": ["GPT_NO_PRICES", () => main.estimateCost(1, { name: "my-model" } as ModelSpec)],
    "no encoding": ["GPT_UNKNOWN_ENCODING", () => GptEncoding.getEncodingApi("r100k" as never, () => [])],
  };
  expect(Object.keys(calls)).toEqual(recorded.errors.map(([what]) => what));
  for (const [what, message] of recorded.errors) {
    const error = errorOf(calls[what]![1]);
    expect(error.message.split("\n")[0], what).toBe(message);
    expect(error, what).toMatchObject({ name: "GptTokenizerError", code: calls[what]![0] });
  }
});
