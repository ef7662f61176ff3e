/** SentencePiece models in modules: ids, spans and texts are sentencepiece's, and those of the model as it is read. */
import { describe, expect, test } from "vitest";
import { HfTokenizer } from "../../src/index.ts";
import { HfError, packTokenizer } from "../../src/pack/index.ts";
import { fixture } from "../fixtures/fixture.ts";
import { type Field, joined, message, ofBase64 } from "../sentence-piece-bytes.ts";
import { openModule } from "./packed-module.ts";

interface Encoded {
  readonly text: string;
  readonly ids: readonly number[];
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

interface Trained {
  readonly maps: Readonly<Record<string, string>>;
  readonly models: readonly {
    readonly name: string;
    readonly model: string;
    readonly map: string;
    readonly encode: readonly (Encoded & { readonly decoded: string })[];
    readonly decode: readonly (readonly [ids: readonly number[], text: string])[];
  }[];
}

const { maps, models } = await fixture<Trained>("sentence-piece-models.json.gz");
const cases =
  await fixture<{ source: string; model: string; encode: readonly Encoded[] }[]>("sentence-piece-cases.json.gz");
const bytesOf = ({ model, map }: { model: string; map: string }): Uint8Array<ArrayBuffer> =>
  joined(ofBase64(model), ofBase64(maps[map]!));

describe.each(models)("$name", (one) => {
  const bytes = bytesOf(one);
  const packed = packTokenizer(bytes, { name: "hay" });
  const tokenizer = openModule(packed);
  const read = HfTokenizer.fromSentencePiece(bytes, { name: "hay" });

  test("ids, spans and texts", () => {
    expect(packed.code).toContain('"@windrow/tokenizer-hf/packed-all"');
    for (const { text, ids, starts, ends, decoded } of one.encode) {
      const encoded = tokenizer.encodeWithOffsets(text);
      expect([text, encoded.ids.join(), encoded.starts.join(), encoded.ends.join()]).toEqual([
        text,
        ids.join(),
        starts.join(),
        ends.join(),
      ]);
      expect([...tokenizer.encode(text)]).toEqual(ids);
      expect(tokenizer.encode(text, { addSpecialTokens: true })).toEqual(read.encode(text, { addSpecialTokens: true }));
      expect([text, tokenizer.decode(ids)]).toEqual([text, decoded]);
    }
    for (const [ids, text] of one.decode) expect([ids, tokenizer.decode(ids)]).toEqual([ids, text]);
  });

  test("what else a tokenizer says is that of the file", () => {
    for (const what of ["name", "config", "vocabSize", "specialTokens", "fingerprint", "engine"] as const)
      expect([what, tokenizer[what]]).toEqual([what, read[what]]);
    for (const what of ["eotToken", "bosToken", "padToken", "unkToken"] as const)
      expect([what, tokenizer[what]]).toEqual([what, read[what]]);
    expect([packed.vocabSize, packed.fingerprint]).toEqual([read.vocabSize, read.fingerprint]);
  });
});

test.each(cases)("$source", ({ model, encode }) => {
  const tokenizer = openModule(packTokenizer(ofBase64(model)));
  for (const { text, ids, starts, ends } of encode) {
    const encoded = tokenizer.encodeWithOffsets(text);
    expect([text, [...encoded.ids], [...encoded.starts], [...encoded.ends]]).toEqual([text, ids, starts, ends]);
  }
});

const UNK: Field = [1, message([1, "<unk>"], [3, 2])];
const BPE: Field = [2, message([3, 2])];
/** No space is put before a text. */
const PLAIN: Field = [3, message([3, false])];
const piece = (text: string, score = 0, type = 1): Field => [1, message([1, text], [2, { float: score }], [3, type])];

test("tokens that a config lists, which the model does not have, and names it gives", () => {
  const bytes = message(UNK, piece("<s>", 0, 3), piece("</s>", 0, 3), piece("a", -1), BPE, PLAIN);
  const added = { "1": { content: "<s>", special: true }, "99": { content: "<|im|>", special: true } };
  const config = { bos_token: "<s>", pad_token: "<|im|>", add_bos_token: false, added_tokens_decoder: added };
  const read = HfTokenizer.fromSentencePiece(bytes, { name: "hay", config });
  const options = { name: "hay", config: { ...config, chat_template: "hay" } };
  const tokenizer = openModule(packTokenizer(bytes, options));
  const text = "<s><|im|>a";
  const ids = tokenizer.encode(text, { allowedSpecial: "all", addSpecialTokens: true });
  expect(ids).toEqual(read.encode(text, { allowedSpecial: "all", addSpecialTokens: true }));
  expect([...ids]).toEqual(expect.arrayContaining([1, 99, 3]));
  expect([tokenizer.fingerprint, tokenizer.config]).toEqual([read.fingerprint, read.config]);
  expect([tokenizer.specialTokens, tokenizer.vocabSize, tokenizer.padToken]).toEqual([read.specialTokens, 100, 99]);
  expect(tokenizer.decode(ids, { skipSpecialTokens: true })).toBe("a");
  expect(openModule(packTokenizer(bytes, { ...options, chatTemplate: true })).config).toEqual({
    ...read.config,
    chat_template: "hay",
  });
});

test("scores of every size, and what replaces unknown text", () => {
  const scores = [-10.352386474609375, 1e-45, -3.4028234663852886e38, -0, 0.30000001192092896, 16777216];
  const trainer = message([3, 1], [44, " \u2047\ud83c\udf3e\0'\" "]);
  const bytes = message(UNK, ...scores.map((score, i) => piece(`t${i}`, score)), [2, trainer]);
  const [tokenizer, read] = [openModule(packTokenizer(bytes)), HfTokenizer.fromSentencePiece(bytes)];
  expect(tokenizer.fingerprint).toBe(read.fingerprint);
  expect(tokenizer.decode([1, 0, 2])).toBe(read.decode([1, 0, 2]));
});

describe("by what it holds", () => {
  test("a model whose first bytes could begin a text", () => {
    // Behind the newline the length of the first piece, which is that of a tab, of a newline and of a brace.
    for (const length of [0x09, 0x0a, 0x0d, 0x20, 0x7b]) {
      const text = "{".repeat(length - 2);
      const bytes = message([1, message([1, text])], UNK, piece("a"));
      expect([...bytes.subarray(0, 2)]).toEqual([0x0a, length]);
      expect(openModule(packTokenizer(bytes)).vocabSize).toBe(3);
    }
  });

  test.each([
    ["a JSON behind white space", `\n\r\t {"hay":1}`, "hay is not a field of a tokenizer.json"],
    ["a text", "hay", "is not JSON"],
    ["no byte", "", "is not JSON"],
    ["a minbpe model", "minbpe v1\n", "is not JSON"],
  ])("%s is not a model", (_, text, why) => {
    const error = thrownBy(() => packTokenizer(new TextEncoder().encode(text)));
    expect([error?.code, error?.message]).toEqual(["HF_INVALID_FILE", expect.stringMatching(why)]);
    expect(error?.message).not.toContain("SentencePiece");
  });

  test("a model that is cut is an error, or has fewer fields", () => {
    const bytes = message(UNK, piece("a"), piece("b"), BPE);
    for (let end = 0; end < bytes.length; end++) {
      const error = thrownBy(() => packTokenizer(bytes.subarray(0, end)));
      expect(error?.code ?? "HF_INVALID_FILE").toBe("HF_INVALID_FILE");
    }
    expect(thrownBy(() => packTokenizer(bytes.subarray(0, bytes.length - 1)))?.message).toContain("cut short");
  });
});

test("a module of which something is missing or changed", () => {
  const { name, code } = packTokenizer(bytesOf(models.find((one) => one.name === "bpe")!));
  const changes: [RegExp | string, string][] = [
    [/(sentencePiece: ['"])\{/, "$1"],
    [/(sentencePiece: .*)\}(['"], scores: )/, "$1$2"],
    [/(texts":\["<unk>"),"[^"]*"/, "$1"],
    [/(scores: ["'])./, "$1"],
    [/(types: ["'])./, "$1"],
    [/(maps: ["'])./, "$1"],
    [/(maps: ["']).{4}/, "$1"],
    [/(maps: ["']).{400}/, "$1"],
    [/(maps: ["']).{8}/, "$1cccccccc"],
    [/(config: ['"]\{)\}/, "$1"],
    [/texts":\[/, 'tests":['],
    [/ scores: "(?:[^"\\]|\\.)*",| scores: '(?:[^'\\]|\\.)*',/, ""],
    [/format: 3,/, "format: 2,"],
    ["packed-all", "packed"],
  ];
  for (const [part, without] of changes) {
    const changed = code.replace(part, without);
    expect([part, changed === code]).toEqual([part, false]);
    expect([part, thrownBy(() => openModule({ name, code: changed }))?.code]).toEqual([part, "HF_INVALID_PACK"]);
  }
});

function thrownBy(run: () => unknown): HfError | undefined {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(HfError);
    return error as HfError;
  }
  return undefined;
}
