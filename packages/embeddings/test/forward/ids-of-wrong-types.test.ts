/** What is given for ids and positions and is of another type: the type is what the error names. */
import { describe, expect, test } from "vitest";
import { Embedding, InputEmbedding } from "../../src/index.ts";
import { hasCode, keep } from "../disposed-after-each.ts";

type Given = Parameters<Embedding["forward"]>[0];

const create = async (): Promise<InputEmbedding> =>
  keep(await InputEmbedding.create({ vocabSize: 10, contextLength: 10, embeddingDim: 2, seed: 1 }));

/** An array whose memory has been handed over, as to a worker thread. */
function transferred<Numbers extends Int32Array | Float32Array | Uint8Array>(numbers: Numbers): Numbers {
  structuredClone(numbers.buffer, { transfer: [numbers.buffer as ArrayBuffer] });
  return numbers;
}

describe("64-bit integers", () => {
  test.each([BigInt64Array, BigUint64Array])("%o, as an array and as a tensor's data", async (Numbers) => {
    const embedding = await create();
    const ids = Numbers.of(1n, 2n) as never;
    const message = (name: string, data: string): RegExp =>
      new RegExp(
        `^${name} has 64-bit integers \\(${Numbers.name}\\); expected numbers, such as Int32Array\\.from\\(${data}, Number\\)\\.$`,
      );
    await expect(embedding.forward(ids)).rejects.toThrow(hasCode("EMBEDDINGS_INVALID_SHAPE", message("ids", "ids")));
    await expect(embedding.forward({ data: ids, dims: [2] } as never)).rejects.toThrow(
      hasCode("EMBEDDINGS_INVALID_SHAPE", message("ids", "ids\\.data")),
    );
    await expect(embedding.forward([1, 2], { positionIds: ids })).rejects.toThrow(
      hasCode("EMBEDDINGS_INVALID_SHAPE", message("positionIds", "positionIds")),
    );
  });

  test("what the message advises works", async () => {
    const embedding = await create();
    const ids = BigInt64Array.of(1n, 2n);
    const { data } = await embedding.forward(Int32Array.from(ids as never, Number));
    expect([...data]).toEqual([...(await embedding.forward([1, 2])).data]);
  });
});

test.each<[unknown, RegExp]>([
  [[0, 1n], /^id 1n at index 1 is a bigint; convert it with Number\(1n\)\.$/],
  [[0, "1"], /^id "1" at index 1 is a string; expected a number\.$/],
  [
    [
      [0, 1],
      [2, 3],
    ],
    /^id an array of 2 at index 0 is an array, and arrays of arrays are not supported; give \{ type: "int32", data, dims \} with flat data\.$/,
  ],
  [[0, {}], /^id an object at index 1 is not a number\.$/],
  [[0, null], /^id null at index 1 is not a number\.$/],
  [[0, true], /^id true at index 1 is not a number\.$/],
  [{ length: 2, 0: 0 }, /^id undefined at index 1 is not a number\.$/],
  [[0, Symbol("id")], /^id Symbol\(id\) at index 1 is not a number\.$/],
  [Float32Array.of(0, 0.5), /^id 0\.5 at index 1 is not a whole number\.$/],
  [Float64Array.of(0, Number.NaN), /^id NaN at index 1 is not a whole number\.$/],
  [[0, Infinity], /^id Infinity at index 1 is not a whole number\.$/],
  [
    Uint32Array.of(0, 2 ** 32 - 1),
    /^id 4294967295 at index 1 is not a row of the table; expected an integer from 0 to 9\.$/,
  ],
  [Int8Array.of(0, -1), /^id -1 at index 1 is not a row of the table; expected an integer from 0 to 9\.$/],
])("%o as ids", async (ids, message) => {
  const embedding = await create();
  await expect(embedding.forward(ids as Given)).rejects.toThrow(hasCode("EMBEDDINGS_INVALID_TOKEN_ID", message));
});

test("the same of positions", async () => {
  const embedding = await create();
  for (const [positionIds, message] of [
    [[0, 1n], /^position 1n at index 1 is a bigint; convert it/],
    [[0, 0.5], /^position 0\.5 at index 1 is not a whole number\.$/],
    [["0", 1], /^position "0" at index 0 is a string/],
    [[0, 10], /^position 10 at index 1 is not a row of the table; expected an integer from 0 to 9\.$/],
  ] as [never, RegExp][]) {
    await expect(embedding.forward([1, 2], { positionIds })).rejects.toThrow(
      hasCode("EMBEDDINGS_INVALID_POSITION", message),
    );
  }
});

test.each<[unknown, string]>([
  ["0, 1", '"0, 1"'],
  [7, "7"],
  [null, "null"],
  [undefined, "undefined"],
  [new DataView(new ArrayBuffer(4)), "a DataView"],
  [new ArrayBuffer(4), "an ArrayBuffer"],
  [new Set([1]), "a Set"],
  [{ constructor: { name: Symbol("forged") } }, "an object"],
])("%o is not an array of ids", async (ids, got) => {
  const embedding = await create();
  await expect(embedding.forward(ids as Given)).rejects.toThrow(
    hasCode("EMBEDDINGS_INVALID_SHAPE", new RegExp(`^ids is ${got}; expected an array of whole numbers or `)),
  );
});

test("whole numbers are taken from any array of numbers", async () => {
  const embedding = await create();
  const expected = [...(await embedding.forward([1, 9, 0])).data];
  for (const ids of [
    Float32Array.of(1, 9, 0),
    Float64Array.of(1, 9, -0),
    Uint32Array.of(1, 9, 0),
    Int8Array.of(1, 9, 0),
  ]) {
    expect([...(await embedding.forward(ids)).data]).toEqual(expected);
  }
});

describe("memory that was transferred", () => {
  test("as ids, as a tensor's data and as positions, where it would pass for nothing", async () => {
    const embedding = await create();
    const gone = transferred(Int32Array.of(1, 2));
    const message = (name: string): RegExp =>
      new RegExp(`^${name} was transferred to another thread and is empty; expected an array`);
    for (const ids of [
      gone,
      { type: "int32" as const, data: gone, dims: [0] },
      { type: "int32" as const, data: gone, dims: [2] },
    ]) {
      await expect(embedding.forward(ids)).rejects.toThrow(hasCode("EMBEDDINGS_INVALID_SHAPE", message("ids")));
    }
    await expect(embedding.forward([], { positionIds: gone })).rejects.toThrow(
      hasCode("EMBEDDINGS_INVALID_SHAPE", message("positionIds")),
    );
  });

  test("as out, as a weight and as a file's bytes", async () => {
    const embedding = await create();
    for (const ids of [[], [1]]) {
      await expect(embedding.forward(ids, { out: transferred(new Float32Array(2)) })).rejects.toThrow(
        hasCode("EMBEDDINGS_INVALID_SHAPE", /^out was transferred to another thread; give an array that was not\.$/),
      );
    }
    const weight = transferred(Float32Array.of(1, 2));
    await expect(Embedding.fromPretrained(weight, { embeddingDim: 2 })).rejects.toThrow(
      hasCode("EMBEDDINGS_INVALID_WEIGHT", /^weight was transferred to another thread and is empty/),
    );
    const bytes = transferred(Uint8Array.of(1, 2));
    for (const source of [bytes, bytes.buffer as ArrayBuffer]) {
      for (const load of [Embedding.load(source), InputEmbedding.load(source)]) {
        await expect(load).rejects.toThrow(
          hasCode("EMBEDDINGS_INVALID_OPTION", /^The bytes of source were transferred and are empty/),
        );
      }
    }
  });

  test("what is empty and still there is empty", async () => {
    const embedding = await create();
    expect((await embedding.forward(new Int32Array(0), { out: new Float32Array(0) })).dims).toEqual([0, 2]);
  });
});

test("a tensor of onnxruntime's with 64-bit ids", async () => {
  const embedding = await create();
  const tensor = { type: "int64", data: BigInt64Array.of(1n), dims: [1] } as never;
  await expect(embedding.forward(tensor)).rejects.toThrow(
    hasCode(
      "EMBEDDINGS_INVALID_SHAPE",
      /^ids has 64-bit integers \(BigInt64Array\); .* Int32Array\.from\(ids\.data, Number\)/,
    ),
  );
});

test.each([1n, "1", Number.NaN, Infinity, 2 ** 53, [1], {}, true])("%o as offset", async (offset) => {
  const embedding = await create();
  await expect(embedding.forward([1], { offset: offset as number })).rejects.toThrow(
    hasCode("EMBEDDINGS_INVALID_OPTION", /^offset is .+; expected an integer of at least 0\.$/),
  );
});

test.each([
  [new Float64Array(2), "a Float64Array of 2"],
  [[0, 0], "an array of 2"],
  [new ArrayBuffer(8), "an ArrayBuffer"],
  [new DataView(new ArrayBuffer(8)), "a DataView"],
  [BigInt64Array.of(0n, 0n), "a BigInt64Array of 2"],
  [8, "8"],
])("%o as out", async (out, got) => {
  const embedding = await create();
  const message = `out is ${got}; expected a Float32Array of at least 2.`;
  await expect(embedding.forward([1], { out: out as never })).rejects.toThrow(
    expect.objectContaining({ code: "EMBEDDINGS_INVALID_SHAPE", message }),
  );
});

test("more ids than memory has room for", async () => {
  const embedding = await create();
  await expect(embedding.forward({ length: 2 ** 31 + 1 })).rejects.toThrow(
    hasCode("EMBEDDINGS_INVALID_SHAPE", /^ids has 2147483649 values; expected at most 2\^31 at a time\.$/),
  );
});
