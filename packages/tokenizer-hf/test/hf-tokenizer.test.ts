/** What a tokenizer does for its users beyond ids: options, errors, batches, streams. */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describeTokenizerContract } from "@windrow/testing";
import { describe, expect, test } from "vitest";
import { HfTokenizer } from "../src/index.ts";

const file = new URL("fixtures/families.json.gz", import.meta.url);
const families = JSON.parse(gunzipSync(readFileSync(file)).toString()) as {
  name: string;
  json: Record<string, unknown>;
}[];
const jsonOf = (name: string): Record<string, unknown> =>
  structuredClone(families.find((family) => family.name === name)!.json);

const qwenConfig = { eos_token: "<|im_end|>", pad_token: { content: "<|endoftext|>" }, bos_token: null };
const qwen = HfTokenizer.fromJson(jsonOf("qwen3"), { name: "qwen", config: qwenConfig });
const phi = HfTokenizer.fromJson(jsonOf("phi-3-mini"));

for (const { name, json } of families) {
  describeTokenizerContract(
    name,
    () => HfTokenizer.fromJson(json),
    (tokenizer, text) => tokenizer.encode(text, { disallowedSpecial: [] }),
  );
}

/** What a call throws. */
function errorOf(call: () => unknown): { code: string; message: string; fields: Record<string, unknown> } {
  try {
    call();
  } catch (error) {
    const { code, message, fields } = error as ReturnType<typeof errorOf>;
    return { code, message, fields };
  }
  throw new Error("it did not throw");
}

describe("names and tokens", () => {
  test("those of the config, as text or as an object", () => {
    expect(qwen.name).toBe("qwen");
    expect(qwen.eotToken).toBe(qwen.specialTokens.get("<|im_end|>"));
    expect(qwen.padToken).toBe(qwen.specialTokens.get("<|endoftext|>"));
    expect(qwen.bosToken).toBeUndefined();
  });

  test("without a config: <|endoftext|>, and what the file says", () => {
    const bare = HfTokenizer.fromJson({ ...jsonOf("qwen3"), padding: { pad_id: 3, direction: "Left" } });
    expect([bare.eotToken, bare.padToken]).toEqual([qwen.specialTokens.get("<|endoftext|>"), 3]);
    expect(phi.unkToken).toBe(phi.specialTokens.get("<unk>"));
  });

  test("vocabSize is the largest id and one", () => {
    expect(qwen.vocabSize).toBe(1 + Math.max(...qwen.specialTokens.values(), qwen.vocabSize - 1));
    expect(() => qwen.decode([qwen.vocabSize])).toThrow(/expected a token's id, an integer from 0 to \d+/);
  });

  test("the fingerprint changes with what decides the ids, and with nothing else", () => {
    const json = jsonOf("qwen3");
    const other = (change: object): string => HfTokenizer.fromJson({ ...json, ...change }).fingerprint;
    expect(qwen.fingerprint).toMatch(/^[\da-f]{64}$/);
    expect(other({ decoder: null, truncation: null, padding: { pad_id: 1 } })).toBe(qwen.fingerprint);
    expect(other({ normalizer: null })).not.toBe(qwen.fingerprint);
    const mine = jsonOf("qwen3");
    const tokenizer = HfTokenizer.fromJson(mine);
    mine["normalizer"] = null;
    (mine["model"] as { vocab: Record<string, number> }).vocab = {};
    expect(tokenizer.fingerprint).toBe(qwen.fingerprint);
    expect(other({ added_tokens: (json["added_tokens"] as unknown[]).slice(0, -1) })).not.toBe(qwen.fingerprint);
  });
});

describe("special tokens", () => {
  const text = "say <|im_end|> now";

  test("are refused by default, with the ways out", () => {
    const error = errorOf(() => qwen.encode(text));
    expect(error).toMatchObject({
      code: "HF_DISALLOWED_SPECIAL_TOKEN",
      fields: { token: "<|im_end|>", index: 4 },
    });
    expect(error.message).toContain('{ allowedSpecial: ["<|im_end|>"] }');
    expect(() => qwen.encode("a", { pair: text })).toThrow(/<\|im_end\|>/);
    expect(() => qwen.encodeWithOffsets(text)).toThrow(/<\|im_end\|>/);
  });

  test("one that is allowed becomes its id, others stay an error or become text", () => {
    const id = qwen.specialTokens.get("<|im_end|>")!;
    expect(qwen.encode(text, { allowedSpecial: new Set(["<|im_end|>"]) })).toContain(id);
    expect(() => qwen.encode(`${text}<|endoftext|>`, { allowedSpecial: ["<|im_end|>"] })).toThrow(/<\|endoftext\|>/);
    const asText = qwen.encode(text, { disallowedSpecial: [] });
    expect(asText).not.toContain(id);
    expect(qwen.decode(asText)).toBe(text);
    expect(qwen.countTokens(text)).toBe(asText.length);
    expect(qwen.countTokens(text, { allowedSpecial: "all" })).toBe(qwen.encode(text, { allowedSpecial: "all" }).length);
  });

  test("added tokens that are not special are found whatever is asked", () => {
    const json = jsonOf("qwen3");
    const added = json["added_tokens"] as { content: string; id: number; special: boolean }[];
    const plain = added.find(({ special }) => !special)!;
    expect(qwen.encode(plain.content)).toEqual(Int32Array.of(plain.id));
    expect(qwen.encode(plain.content, { disallowedSpecial: [] })).toEqual(Int32Array.of(plain.id));
    expect(qwen.decode([plain.id], { skipSpecialTokens: true })).toBe(plain.content);
  });
});

describe("batches", () => {
  test("rows are filled up to the longest, on the side that is asked for", () => {
    const { inputIds, attentionMask, typeIds } = qwen.encodeBatch(["a", "hello there"]);
    const [one, two] = [qwen.encode("a"), qwen.encode("hello there")];
    expect(inputIds.dims).toEqual([2, two.length]);
    expect([...inputIds.data]).toEqual([...one, ...Array(two.length - 1).fill(qwen.padToken), ...two]);
    expect([...attentionMask.data]).toEqual([1, ...Array(two.length - 1).fill(0), ...Array(two.length).fill(1)]);
    expect(typeIds.data.every((type) => type === 0)).toBe(true);
    const left = qwen.encodeBatch(["a", "hello there"], { paddingSide: "left", padToMultipleOf: 8 });
    expect(left.inputIds.dims).toEqual([2, 8 * Math.ceil(two.length / 8)]);
    expect(left.inputIds.data[left.inputIds.dims[1] - 1]).toBe(one[0]);
  });

  test("rows are cut on the side that is asked for, special tokens kept", () => {
    const options = { truncation: true, maxLength: 3, padding: "max_length", addSpecialTokens: true } as const;
    const roberta = HfTokenizer.fromJson(jsonOf("roberta-base"), { config: { pad_token: "<pad>" } });
    const [bos, eos] = ["<s>", "</s>"].map((token) => roberta.specialTokens.get(token)!);
    const ids = roberta.encode("abcdefgh");
    expect([...roberta.encodeBatch(["abcdefgh"], options).inputIds.data]).toEqual([bos, ids[0], eos]);
    const last = roberta.encodeBatch(["abcdefgh"], { ...options, truncationSide: "left" });
    expect([...last.inputIds.data]).toEqual([bos, ids.at(-1), eos]);
    expect(() => roberta.encodeBatch(["a"], { ...options, maxLength: 1 })).toThrow(/less than the 2 special tokens/);
  });

  test("pairs are cut the longer one first", () => {
    const rows = qwen.encodeBatch([["aaaa bbbb cccc", "dd"]], { truncation: true, maxLength: 5 });
    const [a, b] = [qwen.encode("aaaa bbbb cccc"), qwen.encode("dd")];
    expect([...rows.inputIds.data]).toEqual([...a.subarray(0, 5 - b.length), ...b]);
    expect(rows.typeIds.data.at(-1)).toBe(1);
  });

  test("what can't be a batch is an error that names the text", () => {
    expect(errorOf(() => phi.encodeBatch(["a", "b c d e"]))).toMatchObject({ code: "HF_INVALID_OPTION" });
    expect(errorOf(() => qwen.encodeBatch(["a", "b c d"], { padding: false })).message).toContain("texts[0]");
    expect(errorOf(() => qwen.encodeBatch(["a", "<|im_end|>"]))).toMatchObject({
      code: "HF_DISALLOWED_SPECIAL_TOKEN",
      fields: { batchIndex: 1 },
    });
    expect(errorOf(() => qwen.encodeBatch(["a b c d e f"], { maxLength: 2 })).message).toContain(
      "{ truncation: true }",
    );
    expect(errorOf(() => qwen.encodeBatch(["a"], { truncation: true })).message).toContain("maxLength");
    expect(errorOf(() => qwen.encodeBatch([["a", "b", "c"] as unknown as [string, string]])).code).toBe(
      "HF_INVALID_TEXT",
    );
    expect(errorOf(() => qwen.encodeBatch("text" as unknown as string[])).code).toBe("HF_INVALID_TEXT");
  });

  test("without texts there are no rows", () => expect(qwen.encodeBatch([]).inputIds.dims).toEqual([0, 0]));
});

/** The text of ids that come one by one. */
async function streamed(tokenizer: HfTokenizer, ids: Int32Array): Promise<string> {
  const stream = new ReadableStream<Int32Array>({
    start(controller) {
      for (let i = 0; i < ids.length; i++) controller.enqueue(ids.subarray(i, i + 1));
      controller.close();
    },
  });
  let text = "";
  for await (const part of stream.pipeThrough(tokenizer.decodeStream())) text += part;
  return text;
}

describe("decoding", () => {
  test("cleanUp takes away the spaces that transformers takes away", () => {
    const ids = qwen.encode("do n't , well . It 's");
    expect(qwen.decode(ids, { cleanUp: true })).toBe("don't, well. It's");
    expect(qwen.decode(ids)).toBe("do n't , well . It 's");
  });

  test.each([
    ["qwen", qwen],
    ["phi", phi],
  ])("a stream of %s gives whole characters, and all of them", async (_, tokenizer) => {
    const text = "caf\u00e9 \u{1f468}\u200d\u{1f469} \u4f60\u597d <x> end";
    const ids = tokenizer.encode(text, { allowedSpecial: "all" });
    const stream = tokenizer.decodeStream();
    const parts: string[] = [];
    const read = stream.readable.pipeTo(new WritableStream({ write: (part) => void parts.push(part) }));
    const writer = stream.writable.getWriter();
    for (const id of ids) await writer.write([id]);
    await writer.close();
    await read;
    expect(parts.join("")).toBe(text);
    expect(parts.every((part) => part !== "" && !part.includes("\ufffd"))).toBe(true);
  });

  test("a long run of bytes waits for its end, and is decoded once", async () => {
    const text = "\u4e2d".repeat(20_000);
    const ids = phi.encode(text);
    expect(ids.length).toBeGreaterThan(19_999);
    const broken = ids.slice(0, -1);
    expect(await streamed(phi, broken)).toBe(phi.decode(broken));
    const clip = HfTokenizer.fromJson(jsonOf("clip"));
    const cut = clip.encode(text).slice(0, -1);
    expect(await streamed(clip, cut)).toBe(clip.decode(cut));
  });

  test("ids that are none are named", () => {
    for (const tokenizer of [qwen, phi]) {
      expect(errorOf(() => tokenizer.decode([0, -1]))).toMatchObject({
        code: "HF_INVALID_TOKEN_ID",
        fields: { id: -1, index: 1 },
      });
      expect(errorOf(() => tokenizer.decode(5 as unknown as number[])).code).toBe("HF_INVALID_TOKEN_ID");
      expect(errorOf(() => tokenizer.decode([1n] as unknown as number[])).message).toContain("bigint");
    }
  });
});

describe("wrong arguments", () => {
  test.each<[string, () => unknown, string]>([
    ["text", () => qwen.encode(1 as unknown as string), "HF_INVALID_TEXT"],
    ["pair", () => qwen.encode("a", { pair: 1 as unknown as string }), "HF_INVALID_TEXT"],
    [
      "pair of a text with offsets",
      () => qwen.encodeWithOffsets("a", { pair: ["b"] as unknown as string }),
      "HF_INVALID_TEXT",
    ],
    ["options", () => qwen.encode("a", { add_special_tokens: true } as object), "HF_INVALID_OPTION"],
    ["addSpecialTokens", () => qwen.encode("a", { addSpecialTokens: 1 as unknown as boolean }), "HF_INVALID_OPTION"],
    ["allowedSpecial", () => qwen.encode("a", { allowedSpecial: "<s>" as "all" }), "HF_INVALID_OPTION"],
    [
      "allowedSpecial of a text without any",
      () => qwen.encodeWithOffsets("a", { allowedSpecial: "<s>" as "all" }),
      "HF_INVALID_OPTION",
    ],
    ["limit", () => qwen.isWithinTokenLimit("a", -1), "HF_INVALID_OPTION"],
    ["maxTokens", () => qwen.truncate("a", 1.5), "HF_INVALID_OPTION"],
    [
      "config",
      () => HfTokenizer.fromJson(jsonOf("qwen3"), { config: "x" as unknown as object as Record<string, unknown> }),
      "HF_INVALID_OPTION",
    ],
    ["engine", () => HfTokenizer.fromJson(jsonOf("qwen3"), { engine: "rust" as "wasm" }), "BPE_INVALID_OPTION"],
    ["file", () => HfTokenizer.fromJson(undefined as unknown as string), "HF_INVALID_FILE"],
  ])("%s", (_, call, code) => expect(errorOf(call).code).toBe(code));
});

const A = { Sequence: { id: "A", type_id: 0 } };

/** A post-processor whose special token has an id that no token has. */
const templateOf = (single: readonly object[], pair: readonly object[]): object => ({
  type: "TemplateProcessing",
  single,
  pair,
  special_tokens: { "<x>": { id: "<x>", ids: [70_000], tokens: ["<x>"] } },
});

describe("files that are wrong or not supported", () => {
  const changed = (change: (json: Record<string, any>) => void): Record<string, unknown> => {
    const json = jsonOf("qwen3");
    change(json);
    return json;
  };
  test.each<[string, string | Record<string, unknown>, RegExp, string]>([
    ["cut", JSON.stringify(jsonOf("qwen3")).slice(0, 5000), /not JSON, or cut short/, "HF_INVALID_FILE"],
    ["no JSON", "<!doctype html>", /not JSON/, "HF_INVALID_FILE"],
    ["no object", "[]", /expected an object/, "HF_INVALID_FILE"],
    [
      "two entries of one id",
      changed((json) => (json["model"].vocab["zzz"] = 0)),
      /has the id 0 twice/,
      "HF_INVALID_FILE",
    ],
    [
      "merges of unknown tokens",
      changed((json) => json["model"].merges.push(["zz", "yy"])),
      /"zz", which model\.vocab does not have/,
      "HF_INVALID_FILE",
    ],
    [
      "an unknown stage",
      changed((json) => (json["normalizer"] = { type: "Rot13" })),
      /normalizer\.type is "Rot13"/,
      "HF_UNSUPPORTED_FILE",
    ],
    [
      "an unknown model",
      changed((json) => (json["model"].type = "Markov")),
      /model\.type is "Markov"/,
      "HF_UNSUPPORTED_FILE",
    ],
    ["an unknown field", changed((json) => (json["extra"] = 1)), /extra is not a field/, "HF_INVALID_FILE"],
    [
      "a pattern",
      changed((json) => (json["pre_tokenizer"].pretokenizers[0].pattern.Regex = "(a")),
      /pretokenizers\[0\]\.pattern\.Regex/,
      "HF_INVALID_FILE",
    ],
    ["dropout", changed((json) => (json["model"].dropout = 0.1)), /model\.dropout/, "HF_UNSUPPORTED_FILE"],
    [
      "an id that Hugging Face would not give",
      changed((json) => (json["added_tokens"][0].id = 70_000)),
      /added_tokens\[0\]\.id/,
      "HF_INVALID_FILE",
    ],
    [
      "padding",
      changed((json) => (json["padding"] = { pad_id: "x" })),
      /padding\.pad_id is "x"; expected an integer/,
      "HF_INVALID_FILE",
    ],
    [
      "an unknown token that is not listed",
      changed((json) => {
        json["model"].unk_token = "<nothing>";
        json["model"].end_of_word_suffix = "</w>";
      }),
      /model\.unk_token is "<nothing>", which model\.vocab does not have/,
      "HF_INVALID_FILE",
    ],
    [
      "a template for one text with a second one",
      changed((json) => (json["post_processor"] = templateOf([{ Sequence: { id: "B", type_id: 0 } }], []))),
      /post_processor\.single\[0\] has the sequence B/,
      "HF_INVALID_FILE",
    ],
    [
      "a template with an id beyond all tokens",
      changed((json) => (json["post_processor"] = templateOf([A, { SpecialToken: { id: "<x>", type_id: 0 } }], [A]))),
      /post_processor puts the id 70000 around texts/,
      "HF_INVALID_FILE",
    ],
    [
      "a template behind another",
      changed((json) => {
        const one = templateOf([A], [A, A, A]);
        json["post_processor"] = { type: "Sequence", processors: [one, one] };
      }),
      /template after another/,
      "HF_UNSUPPORTED_FILE",
    ],
    [
      "stages in stages",
      changed((json) => {
        for (let i = 0; i < 40; i++) json["normalizer"] = { type: "Sequence", normalizers: [json["normalizer"]] };
      }),
      /more than 16 deep/,
      "HF_UNSUPPORTED_FILE",
    ],
  ])("%s", (_, json, message, code) => {
    const given = typeof json === "string" ? new TextEncoder().encode(json) : json;
    const error = errorOf(() => HfTokenizer.fromJson(given));
    expect(error.message).toMatch(message);
    expect(error.code).toBe(code);
  });
});
