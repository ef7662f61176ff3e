/** Batches as tensors: padded and cut as Hugging Face's library does it, in int32 and int64, and as feeds of a model. */
import { expect, test } from "vitest";
import { type BatchOptions, HfTokenizer, modelFeeds } from "../../src/index.ts";
import { fixture } from "../fixtures/fixture.ts";

interface Case {
  readonly name: string;
  readonly padToken: string;
  readonly typeId: number;
  readonly texts: (string | [string, string])[];
  readonly options: BatchOptions;
  readonly ids: number[][];
  readonly mask: number[][];
  readonly typeIds: number[][];
}

const families = await fixture<{ name: string; json: object }[]>("families.json.gz");
const cases = (await fixture<Case[]>("batches.json.gz")).map((one) => ({
  ...one,
  what: JSON.stringify({ ...one.options, typeId: one.typeId, pairs: Array.isArray(one.texts[0]) }),
}));

function tokenizerOf({ name, padToken, typeId }: Pick<Case, "name" | "padToken" | "typeId">): HfTokenizer {
  const { json } = families.find((family) => family.name === name)!;
  const padding = { strategy: "BatchLongest", direction: "Right", pad_id: 0, pad_type_id: typeId, pad_token: padToken };
  return HfTokenizer.fromJson({ ...json, padding }, { config: { pad_token: padToken } });
}

test.each(cases)("$name $what", (one) => {
  const tokenizer = tokenizerOf(one);
  const options = { ...one.options, addSpecialTokens: true };
  const rows = tokenizer.encodeBatch(one.texts, options);
  const wide = tokenizer.encodeBatch(one.texts, { ...options, dtype: "int64" });
  const expected = { inputIds: one.ids, attentionMask: one.mask, typeIds: one.typeIds };
  for (const [name, values] of Object.entries(expected) as [keyof typeof expected, number[][]][]) {
    const dims = [values.length, values[0]!.length];
    expect(rows[name]).toEqual({ type: "int32", data: Int32Array.from(values.flat()), dims });
    expect(wide[name]).toEqual({ type: "int64", data: BigInt64Array.from(values.flat(), BigInt), dims });
  }
});

const bert = tokenizerOf({ name: "bert-base-uncased", padToken: "[PAD]", typeId: 0 });

/** Keeps what it is given, as onnxruntime's does. */
class Tensor {
  readonly type: "int32" | "int64";
  readonly data: Int32Array | BigInt64Array;
  readonly dims: readonly number[];
  constructor(type: "int32" | "int64", data: Int32Array | BigInt64Array, dims: readonly number[]) {
    this.type = type;
    this.data = data;
    this.dims = dims;
  }
}

test("a model is fed what it has inputs for, in the memory of the batch", () => {
  const rows = bert.encodeBatch(["a", "b c"], { dtype: "int64" });
  const feeds = modelFeeds(rows, { Tensor });
  expect(feeds).toEqual({ input_ids: rows.inputIds, attention_mask: rows.attentionMask, token_type_ids: rows.typeIds });
  for (const fed of Object.values(feeds)) expect(fed).toBeInstanceOf(Tensor);
  expect(feeds["input_ids"]!.data).toBe(rows.inputIds.data);
  const inputNames = ["attention_mask", "input_ids", "position_ids"];
  expect(Object.keys(modelFeeds(rows, { Tensor, inputNames })).toSorted()).toEqual(["attention_mask", "input_ids"]);
  expect(modelFeeds(bert.encodeBatch(["a"]), { Tensor })["input_ids"]!.type).toBe("int32");
});

test("another dtype, and no class of tensors, are errors that say so", () => {
  const invalid = { code: "HF_INVALID_OPTION" };
  expect(() => bert.encodeBatch(["a"], { dtype: "float32" as "int32" })).toThrow(
    expect.objectContaining({ ...invalid, message: expect.stringContaining('"int32", "int64"') as string }),
  );
  const rows = bert.encodeBatch(["a"]);
  expect(() => modelFeeds(rows, {} as { Tensor: typeof Tensor })).toThrow(expect.objectContaining(invalid));
  expect(() => modelFeeds(rows, undefined as unknown as { Tensor: typeof Tensor })).toThrow(
    expect.objectContaining(invalid),
  );
});

test("without texts there are no rows of int64 either", () => {
  expect(bert.encodeBatch([], { dtype: "int64" }).inputIds).toEqual({
    type: "int64",
    data: new BigInt64Array(0),
    dims: [0, 0],
  });
});

test("rows are cut, or filled up, to the config's model_max_length where a call gives no maxLength", () => {
  const { json } = families.find(({ name }) => name === "bert-base-uncased")!;
  const of = (length: unknown): HfTokenizer =>
    HfTokenizer.fromJson(json, { config: { pad_token: "[PAD]", model_max_length: length } });
  const texts = ["a b c d e f g h", "a"];
  const around = { addSpecialTokens: true } as const;
  const six = of(6);
  const cut = { ...around, truncation: true } as const;
  expect(six.encodeBatch(texts, cut)).toEqual(six.encodeBatch(texts, { ...cut, maxLength: 6 }));
  expect(six.encodeBatch(texts, cut).inputIds.dims).toEqual([2, 6]);
  expect(six.encodeBatch(texts, { ...cut, maxLength: 4 }).inputIds.dims).toEqual([2, 4]);
  expect(six.encodeBatch(["a"], { ...around, padding: "max_length" }).inputIds.dims).toEqual([1, 6]);
  // What isn't to be cut or filled up to it has no limit.
  expect(six.encodeBatch(texts, around).inputIds.dims).toEqual([2, 10]);
  for (const none of [1e30, undefined, null, 0, "6", 6.5])
    for (const options of [{ truncation: true }, { padding: "max_length" }] as const)
      expect(() => of(none).encodeBatch(texts, options)).toThrow(
        expect.objectContaining({
          code: "HF_INVALID_OPTION",
          message: expect.stringMatching(/^maxLength is undefined; .*model_max_length/) as string,
        }),
      );
});

test("rows of no end, and batches that no memory holds, are errors that say so", () => {
  const { json } = families.find(({ name }) => name === "bert-base-uncased")!;
  const config = { pad_token: "[PAD]", model_max_length: 2 ** 52 };
  const huge = HfTokenizer.fromJson(json, { config });
  const wrong: [BatchOptions, RegExp][] = [
    [{ padding: "max_length", maxLength: Infinity }, /^maxLength is Infinity; expected an integer/],
    [{ padToMultipleOf: Infinity }, /^padToMultipleOf is Infinity/],
    [{ padding: "max_length" }, /1 rows of 4503599627370496 ids does not fit into memory/],
    [{ padToMultipleOf: 2 ** 52 }, /does not fit into memory/],
  ];
  for (const [options, message] of wrong)
    expect(() => huge.encodeBatch(["a"], options)).toThrow(
      expect.objectContaining({ code: "HF_INVALID_OPTION", message: expect.stringMatching(message) as string }),
    );
  expect(huge.encodeBatch(["a"], { truncation: true, maxLength: Infinity }).inputIds.dims).toEqual([1, 1]);
});
