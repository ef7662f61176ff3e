/** Side by side with gpt-tokenizer 4.0.0 itself: what a call gives, whatever it is called with. */
import { mulberry32, seededTexts } from "@windrow/testing";
import originalGpt35 from "gpt-tokenizer/model/gpt-3.5-turbo";
import originalGpt4o from "gpt-tokenizer/model/gpt-4o";
import originalGptOss from "gpt-tokenizer/model/gpt-oss-20b";
import originalR50k from "gpt-tokenizer/encoding/r50k_base";
import { describe, expect, test } from "vitest";
import type { ChatMessage } from "../src/function-types.ts";
import type { EncodeOptions } from "../src/special-rules.ts";
import { encodingFor, modelFor } from "./tokenizers.ts";

/** White space that JavaScript's patterns see otherwise: see differences.test.ts. */
const WORDS = ["<|endoftext|>", "<|im_start|>", "<|endof", "|>", "'s", "\r\n"];
const texts = seededTexts(41, 150, { words: WORDS })
  .map((text) => text.replaceAll(/[\u0085\ufeff]/g, "."))
  .concat("", "hay");

/** What a call returns, or the kind of its error, with the words of one of the original's own. */
function outcome(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    return error instanceof TypeError ? "TypeError" : `Error: ${(error as Error).message.split("\n")[0]}`;
  }
}

const PAIRS = [
  ["r50k_base", originalR50k, encodingFor("r50k_base")],
  ["gpt-3.5-turbo", originalGpt35, modelFor("gpt-3.5-turbo")],
  ["gpt-4o", originalGpt4o, modelFor("gpt-4o")],
  ["gpt-oss-20b", originalGptOss, modelFor("gpt-oss-20b")],
] as const;

const SELECTIONS: (EncodeOptions | undefined)[] = [
  undefined,
  {},
  { disallowedSpecial: new Set() },
  { allowedSpecial: new Set(["<|im_start|>"]) },
  { allowedSpecial: new Set(["no such token"]), disallowedSpecial: "all" },
];

describe.each(PAIRS)("%s", (_name, original, ours) => {
  test.each(SELECTIONS)("150 texts (seed 41) with %j", (options) => {
    for (const text of texts) {
      // gpt-tokenizer takes allowed tokens behind other text for text: see differences.test.ts.
      if (options?.allowedSpecial !== undefined && text.indexOf("<|im_start|>") > 0) continue;
      for (const call of ["encode", "countTokens"] as const) {
        expect(
          outcome(() => ours[call](text, options)),
          JSON.stringify(text),
        ).toEqual(outcome(() => original[call](text, options)));
      }
      const pieces = (api: typeof ours | typeof original): unknown =>
        outcome(() => [...api.encodeGenerator(text, options)]);
      expect(pieces(ours), JSON.stringify(text)).toEqual(pieces(original));
    }
  });

  test("limits of every kind, for texts and chats", () => {
    const limits = [0, 1, 2, 2.5, 7, 8, 9, 1e6, -1, -0, Number.NaN, Infinity, -Infinity, undefined, null, "2", 5n];
    const inputs = ["", "a", "rows of hay", "hay ".repeat(500), [], [{ role: "user", content: "hay" }]];
    for (const limit of limits as number[]) {
      for (const input of inputs) {
        expect(
          outcome(() => ours.isWithinTokenLimit(input, limit)),
          `${String(limit)} ${JSON.stringify(input).slice(0, 30)}`,
        ).toEqual(outcome(() => original.isWithinTokenLimit(input, limit)));
      }
    }
  });

  test("ids of every kind are decoded, or refused in the same words", async () => {
    const random = mulberry32(42);
    const lists: unknown[] = [
      [],
      [0],
      [64, 65],
      [50_256],
      [1e9],
      [-1, 64],
      [64, 0.5],
      ["64", "65"],
      [5n],
      "64",
      5,
      null,
    ];
    lists.push(new Set([64, 65]), BigInt64Array.of(64n, 65n), Uint16Array.of(64, 65), [Number.NaN], ["length"], [null]);
    for (let i = 0; i < 50; i++) {
      // Whole characters: of others gpt-tokenizer keeps what is cut.
      lists.push(ours.encode(texts[Math.floor(random() * texts.length)]!, { disallowedSpecial: new Set() }));
    }
    for (const ids of lists as number[][]) {
      const parts = (api: typeof ours | typeof original): unknown => outcome(() => [...api.decodeGenerator(ids)]);
      expect(
        outcome(() => ours.decode(ids)),
        String(ids),
      ).toEqual(outcome(() => original.decode(ids)));
      expect(parts(ours), String(ids)).toEqual(parts(original));
      if (!Array.isArray(ids)) continue;
      expect(await ours.decodeAsync(asyncOf(ids))).toBe(await original.decodeAsync(asyncOf(ids)));
    }
  });

  test("chats: roles and names of every kind, messages without content, and answers begun", () => {
    const values = [undefined, null, "", "user", "tool", "hay", "<|im_end|>", "👋"];
    const messages: unknown[] = [
      null,
      undefined,
      5,
      "hay",
      {},
      { content: null },
      { content: 5 },
      { content: ["hay"] },
    ];
    for (const role of values) for (const who of values) messages.push({ role, name: who, content: "hay" });
    for (const message of messages) {
      for (const options of [
        undefined,
        null,
        { primeWithAssistantResponse: "" },
        { primeWithAssistantResponse: null },
      ]) {
        const chat = [{ role: "system", content: "Rake." }, message] as ChatMessage[];
        expect(
          outcome(() => ours.encodeChat(chat, undefined, options as object)),
          JSON.stringify(message),
        ).toEqual(outcome(() => original.encodeChat(chat, undefined, options as object)));
        const pieces = (api: typeof ours | typeof original): unknown =>
          outcome(() => [...api.encodeChatGenerator(chat)]);
        expect(pieces(ours), JSON.stringify(message)).toEqual(pieces(original));
        expect(outcome(() => ours.countTokens(chat))).toEqual(outcome(() => original.countTokens(chat)));
      }
    }
    for (const chat of [null, undefined, 5, {}, "hay"] as unknown as ChatMessage[][]) {
      expect(outcome(() => ours.encodeChat(chat))).toEqual(outcome(() => original.encodeChat(chat)));
    }
    const model = "gpt-9" as "gpt-4o";
    expect(outcome(() => ours.encodeChat([], model))).toEqual(outcome(() => original.encodeChat([], model)));
  });

  test("requests with fields of every kind", () => {
    const count = ours.countChatCompletionTokens;
    const their = original.countChatCompletionTokens;
    expect(count === undefined).toBe(their === undefined);
    if (count === undefined) return;
    const values = [undefined, null, "", "hay", "none", "auto", 5, {}, [], { name: "f" }, ["hay"], [5], [null]];
    for (const value of values) {
      const property = { type: "object", properties: { a: value } };
      for (const request of [
        value,
        { messages: value },
        { messages: [value] },
        { messages: [{ role: value, content: "hay" }] },
        { messages: [{ role: "function", name: value, content: value }] },
        { messages: [{ role: "assistant", content: "hay", function_call: value }] },
        { messages: [{ role: "system", content: "Rake." }], functions: value },
        { messages: [], functions: [value] },
        { messages: [], functions: [{ name: "f", description: value, parameters: property }], function_call: value },
        { messages: [], functions: [{ name: "f", parameters: { type: "object", properties: { a: property } } }] },
        {
          messages: [],
          functions: [{ name: "f", parameters: { type: "object", properties: { a: { type: value } } } }],
        },
      ] as Parameters<typeof count>[0][]) {
        expect(
          outcome(() => count(request)),
          JSON.stringify(request),
        ).toEqual(outcome(() => their!(request)));
      }
    }
  });

  test("options of another type are errors of the same kind", () => {
    for (const value of [5, "hay", ["hay"], {}, true, null] as unknown as "all"[]) {
      for (const options of [{ allowedSpecial: value }, { disallowedSpecial: value }]) {
        const call = (api: typeof ours | typeof original): unknown =>
          outcome(() => api.encode("a <|endoftext|>", options));
        expect(call(ours), JSON.stringify(options)).toEqual(call(original));
      }
    }
    for (const text of [undefined, null, 5, ["hay"], {}] as unknown as string[]) {
      const call = (api: typeof ours | typeof original): unknown => outcome(() => api.encode(text));
      expect(call(ours)).toEqual(call(original));
    }
  });

  test("costs of a caller's prices", () => {
    const main = { input: 2, output: 8, cached_input: 0 };
    for (const data of [{}, { main }, { main, batch: { input: 1 } }, undefined, { main: {} }]) {
      const spec = { name: "hay", price_data: data } as never;
      for (const tokens of [0, 1, 1234, 1e6, Number.NaN, -5]) {
        expect(outcome(() => ours.estimateCost(tokens, spec))).toEqual(
          outcome(() => original.estimateCost(tokens, spec)),
        );
      }
    }
  });
});

async function* asyncOf(ids: Iterable<number>): AsyncGenerator<number> {
  for (const id of ids) yield await Promise.resolve(id);
}
