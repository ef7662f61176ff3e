import { Generator } from "@windrow/random";
import { golden, hexOfFloats, sha256OfFloats } from "@windrow/testing";
import { describe, expect, test } from "vitest";
import { Embedding, InputEmbedding } from "../src/index.ts";
import { hasCode, keep } from "./disposed-after-each.ts";

interface EmbeddingFigures {
  seed: number;
  V: number;
  D: number;
  sha256_f32le: string;
}
const { embedding: cases, embedding_padding_idx0_seed123_6x3: paddedHex } = golden<{
  embedding: EmbeddingFigures[];
  embedding_padding_idx0_seed123_6x3: string;
}>("torch_rng");

describe("weights of torch.nn.Embedding (golden/torch_rng.json)", () => {
  test.each(cases)("seed $seed, [$V, $D]", async ({ seed, V, D, sha256_f32le }) => {
    const embedding = keep(await Embedding.create({ numEmbeddings: V, embeddingDim: D, seed }));
    expect(sha256OfFloats(embedding.weight)).toBe(sha256_f32le);
    expect([embedding.numEmbeddings, embedding.embeddingDim]).toEqual([V, D]);
  });

  test.each([0, -6])("paddingIdx %i is a row of zeros, drawn all the same", async (paddingIdx) => {
    const embedding = keep(await Embedding.create({ numEmbeddings: 6, embeddingDim: 3, seed: 123, paddingIdx }));
    expect(hexOfFloats(embedding.weight)).toBe(paddedHex);
  });

  test("layers made from one generator follow one another", async () => {
    const generator = new Generator(69);
    const first = keep(await Embedding.create({ numEmbeddings: 11, embeddingDim: 4, generator }));
    const both = keep(await InputEmbedding.create({ vocabSize: 7, contextLength: 3, embeddingDim: 5, generator }));
    const twin = new Generator(69);
    expect(first.weight).toEqual(twin.randn(44));
    expect(both.tokenWeight).toEqual(twin.randn(35));
    expect(both.positionWeight).toEqual(twin.randn(15));
  });

  test("without a seed two tables differ", async () => {
    const options = { numEmbeddings: 5, embeddingDim: 5 };
    const [a, b] = [keep(await Embedding.create(options)), keep(await Embedding.create(options))];
    expect(a.weight).not.toEqual(b.weight);
  });
});

/** The lookup in a plain loop. */
function lookUp(weight: Float32Array, width: number, ids: Iterable<number>): number[] {
  return [...ids].flatMap((id) => [...weight.subarray(id * width, (id + 1) * width)]);
}

describe("Embedding.forward", () => {
  const create = async (): Promise<Embedding> =>
    keep(await Embedding.create({ numEmbeddings: 10, embeddingDim: 3, seed: 1 }));

  test("equals a plain loop for ids of any rank and kind", async () => {
    const embedding = await create();
    const ids = Int32Array.from({ length: 24 }, (_, i) => (i * 7) % 10);
    const expected = lookUp(embedding.weight, 3, ids);
    for (const dims of [[24], [2, 12], [2, 3, 4], [1, 1, 24], [24, 1]]) {
      const result = await embedding.forward({ type: "int32", data: ids, dims });
      expect(result.type).toBe("float32");
      expect(result.dims).toEqual([...dims, 3]);
      expect([...result.data]).toEqual(expected);
    }
    for (const array of [[...ids], ids, Uint16Array.from(ids)]) {
      const result = await embedding.forward(array);
      expect(result.dims).toEqual([24, 3]);
      expect([...result.data]).toEqual(expected);
    }
  });

  test("a scalar, and nothing", async () => {
    const embedding = await create();
    const scalar = await embedding.forward({ type: "int32", data: Int32Array.of(4), dims: [] });
    expect([scalar.dims, [...scalar.data]]).toEqual([[3], lookUp(embedding.weight, 3, [4])]);
    for (const dims of [[0], [0, 5], [5, 0], [2, 0, 3], [2 ** 53 - 1, 0], [2 ** 52, 2 ** 52, 0]]) {
      const empty = await embedding.forward({ type: "int32", data: new Int32Array(0), dims });
      expect([empty.dims, empty.data.length]).toEqual([[...dims, 3], 0]);
    }
  });

  test("the weight is the table itself: a change counts from the next forward on", async () => {
    const weight = Float32Array.of(1, 2, 3, 4);
    const embedding = keep(await Embedding.fromPretrained(weight, { embeddingDim: 2 }));
    expect(embedding.weight).toBe(weight);
    expect([...(await embedding.forward([1])).data]).toEqual([3, 4]);
    weight[2] = 30;
    expect([...(await embedding.forward([1])).data]).toEqual([30, 4]);
  });

  test("out is filled from its beginning, and the result is a view of it", async () => {
    const embedding = await create();
    const out = new Float32Array(8).fill(-1);
    const { data } = await embedding.forward([3, 9], { out });
    expect(data.buffer).toBe(out.buffer);
    expect([...out]).toEqual([...lookUp(embedding.weight, 3, [3, 9]), -1, -1]);
    await expect(embedding.forward([1, 2, 3], { out })).rejects.toThrow(
      hasCode("EMBEDDINGS_INVALID_SHAPE", /out has 8 places; expected a Float32Array of at least 9/),
    );
  });

  test("an empty result is a view of out as well", async () => {
    const out = new Float32Array(3);
    const { data, dims } = await (await create()).forward([], { out });
    expect([data.buffer === out.buffer, data.length, dims]).toEqual([true, 0, [0, 3]]);
  });

  test("a result that no array can hold is refused by its size", async () => {
    const embedding = keep(await Embedding.create({ numEmbeddings: 1, embeddingDim: 2 ** 20, seed: 1 }));
    await expect(embedding.forward(new Int32Array(2 ** 15))).rejects.toThrow(
      hasCode("EMBEDDINGS_INVALID_SHAPE", /^the result has 34359738368 numbers, .*; give fewer ids at a time\.$/),
    );
  });

  test("out must not overlap the table", async () => {
    const embedding = await create();
    for (const out of [embedding.weight, embedding.weight.subarray(9)]) {
      await expect(embedding.forward([4, 3], { out })).rejects.toThrow(
        hasCode("EMBEDDINGS_INVALID_SHAPE", /out overlaps a table/),
      );
    }
  });

  test("changing the ids after the call does not change the result", async () => {
    const embedding = await create();
    const ids = Int32Array.of(1, 2);
    const running = embedding.forward(ids);
    ids.fill(9);
    expect([...(await running).data]).toEqual(lookUp(embedding.weight, 3, [1, 2]));
  });

  test("nor does changing their dims", async () => {
    const embedding = await create();
    const dims = [1, 2];
    const running = embedding.forward({ type: "int32", data: Int32Array.of(1, 2), dims });
    dims[0] = 9;
    expect((await running).dims).toEqual([1, 2, 3]);
  });

  test.each([-1, 10, 2 ** 31])("an id of %s is refused before the run", async (id) => {
    const embedding = await create();
    await expect(embedding.forward([0, 1, id])).rejects.toThrow(
      expect.objectContaining({ fields: { id, index: 2, rows: 10 } }),
    );
    await expect(embedding.forward([0, 1, id])).rejects.toThrow(
      hasCode(
        "EMBEDDINGS_INVALID_TOKEN_ID",
        /^id .* at index 2 is not a row of the table; expected an integer from 0 to 9\.$/,
      ),
    );
  });

  test.each([-1, 10, -(2 ** 31), 2 ** 31 - 1])("an id of %i in an Int32Array likewise", async (id) => {
    const embedding = await create();
    await expect(embedding.forward(Int32Array.of(0, id, id))).rejects.toThrow(
      expect.objectContaining({ code: "EMBEDDINGS_INVALID_TOKEN_ID", fields: { id, index: 1, rows: 10 } }),
    );
  });

  test.each([
    [{}, /^ids is an object; expected an array/],
    [new Set([1]), /^ids is a Set/],
    [{ dims: [1], data: undefined }, /^ids has data that is undefined/],
    [{ type: "int64", data: [1], dims: [1] }, /^ids has type "int64"; expected the type "int32"/],
    [{ data: [1], dims: [Number.NaN] }, /^ids has dims \[NaN\] and 1 values/],
    [{ data: [1], dims: 1 }, /^ids has dims 1 and 1 values/],
    [{ length: 2 ** 33 }, /^ids has 8589934592 values; expected at most 2\^31/],
  ])("%j is not a list of ids", async (ids, message) => {
    const embedding = await create();
    await expect(embedding.forward(ids as never)).rejects.toThrow(hasCode("EMBEDDINGS_INVALID_SHAPE", message));
  });

  test.each([[[3]], [[2, 2]], [[-1, -2]], [[Number.NaN]]])(
    "dims %j that do not fit two values are refused",
    async (dims) => {
      const embedding = await create();
      const ids = { type: "int32", data: Int32Array.of(1, 2), dims } as const;
      await expect(embedding.forward(ids)).rejects.toThrow(hasCode("EMBEDDINGS_INVALID_SHAPE", /and 2 values/));
    },
  );
});

describe("InputEmbedding.forward", () => {
  test("token row plus position row, in float32", async () => {
    const embedding = keep(await InputEmbedding.create({ vocabSize: 10, contextLength: 6, embeddingDim: 4, seed: 2 }));
    const ids = Int32Array.from({ length: 15 }, (_, i) => (i * 3) % 10);
    const tokens = lookUp(embedding.tokenWeight, 4, ids);
    const positions = lookUp(embedding.positionWeight, 4, [0, 1, 2, 3, 4]);
    const expected = tokens.map((value, i) => Math.fround(value + positions[i % positions.length]!));
    const result = await embedding.forward({ type: "int32", data: ids, dims: [3, 5] });
    expect(result.dims).toEqual([3, 5, 4]);
    expect([...result.data]).toEqual(expected);
  });

  test.each([[undefined], [null], [3], ["12"], [{ dims: [1] }], [{ data: [1], dims: "1" }]])(
    "ids that are %j are refused",
    async (ids) => {
      const embedding = keep(await InputEmbedding.create({ vocabSize: 4, contextLength: 3, embeddingDim: 2, seed: 3 }));
      await expect(embedding.forward(ids as never)).rejects.toThrow(hasCode("EMBEDDINGS_INVALID_SHAPE", /^ids /));
    },
  );

  test("equal ids have equal token rows and different sums", async () => {
    const embedding = keep(await InputEmbedding.create({ vocabSize: 4, contextLength: 3, embeddingDim: 8, seed: 3 }));
    const { data } = await embedding.forward([2, 2, 2]);
    const rows = [0, 1, 2].map((row) => [...data.subarray(row * 8, row * 8 + 8)]);
    expect(rows[0]).not.toEqual(rows[1]);
    expect(rows[1]).not.toEqual(rows[2]);
  });

  test("an empty batch of too long sequences is refused as well, an empty sequence is not", async () => {
    const embedding = keep(await InputEmbedding.create({ vocabSize: 4, contextLength: 3, embeddingDim: 2, seed: 3 }));
    const none = (dims: number[]) => ({ type: "int32", data: new Int32Array(0), dims }) as const;
    await expect(embedding.forward(none([0, 5]))).rejects.toThrow(hasCode("EMBEDDINGS_SEQUENCE_TOO_LONG", /has 5 ids/));
    expect((await embedding.forward(none([0, 3]))).dims).toEqual([0, 3, 2]);
    expect((await embedding.forward(none([5, 0]))).dims).toEqual([5, 0, 2]);
  });

  test.each([1, 3])("a sequence longer than contextLength %i is refused", async (contextLength) => {
    const embedding = keep(await InputEmbedding.create({ vocabSize: 4, contextLength, embeddingDim: 2, seed: 3 }));
    expect((await embedding.forward(new Int32Array(contextLength))).dims).toEqual([contextLength, 2]);
    await expect(embedding.forward(new Int32Array(contextLength + 1))).rejects.toThrow(
      hasCode(
        "EMBEDDINGS_SEQUENCE_TOO_LONG",
        new RegExp(`has ${contextLength + 1} ids, but the position table has ${contextLength} rows`),
      ),
    );
  });
});

describe("dispose", () => {
  test("waits for what has begun", async () => {
    const embedding = await Embedding.create({ numEmbeddings: 2, embeddingDim: 2, seed: 1 });
    const running = [embedding.forward([1]), embedding.forward([0, 1])];
    await embedding.dispose();
    expect((await Promise.all(running)).map(({ dims }) => dims)).toEqual([
      [1, 2],
      [2, 2],
    ]);
  });

  test("using it afterwards is an error, disposing twice is none", async () => {
    const embedding = await Embedding.create({ numEmbeddings: 2, embeddingDim: 2, seed: 1 });
    const [first, second] = [embedding.dispose(), embedding.dispose()];
    expect(second).toBe(first);
    await first;
    await embedding.dispose();
    const disposed = hasCode("EMBEDDINGS_DISPOSED", /create or load another/);
    await expect(embedding.forward([0])).rejects.toThrow(disposed);
    await expect(embedding.save("nowhere")).rejects.toThrow(disposed);
    expect(() => embedding.weight).toThrow(disposed);
    expect([embedding.numEmbeddings, embedding.embeddingDim]).toEqual([2, 2]);
  });

  test("a result that is given back afterwards is gone as well", async () => {
    const embedding = await Embedding.create({ numEmbeddings: 2, embeddingDim: 2, seed: 1 });
    const result = await embedding.forward([1]);
    await embedding.dispose();
    expect(result.data.length).toBe(2);
    result.dispose();
    expect(result.data.length).toBe(0);
  });

  test("Symbol.asyncDispose disposes", async () => {
    const options = { embeddingDim: 2, seed: 1 };
    const one = await Embedding.create({ ...options, numEmbeddings: 2 });
    const both = await InputEmbedding.create({ ...options, vocabSize: 2, contextLength: 1 });
    for (const embedding of [one, both]) {
      await embedding[Symbol.asyncDispose]();
      await expect(embedding.forward([0])).rejects.toThrow(hasCode("EMBEDDINGS_DISPOSED", /disposed/));
    }
  });
});
