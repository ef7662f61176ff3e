import { hexOfFloats } from "@windrow/testing";
import { describe, expect, test } from "vitest";
import { Embedding, InputEmbedding, type Positional } from "../../src/index.ts";
import { hasCode, keep } from "../disposed-after-each.ts";

const rows = (table: Float32Array, width: number, ids: ArrayLike<number>): Float32Array[] =>
  Array.from(ids, (id) => table.subarray(id * width, (id + 1) * width));

/** The sum in a plain loop, rounded to float32 as the graph does. */
function sumOf(embedding: InputEmbedding, ids: ArrayLike<number>, positions: ArrayLike<number>): Float32Array {
  const { embeddingDim: width } = embedding;
  const tokens = rows(embedding.tokenWeight, width, ids);
  const places = rows(embedding.positionWeight, width, positions);
  return Float32Array.from(tokens.flatMap((row, i) => [...row].map((value, k) => value + places[i]![k]!)));
}

const options = { vocabSize: 40, contextLength: 12, embeddingDim: 6, seed: 5 };
const ids = Int32Array.from({ length: 20 }, (_, i) => (i * 17) % 40);
const tensor = { type: "int32", data: ids, dims: [4, 5] } as const;

describe("positions", () => {
  test("count from the offset", async () => {
    const embedding = keep(await InputEmbedding.create(options));
    for (const offset of [0, 1, 7]) {
      const expected = sumOf(
        embedding,
        ids,
        Int32Array.from(ids, (_, i) => offset + (i % 5)),
      );
      expect((await embedding.forward(tensor, { offset })).data).toEqual(expected);
    }
    await expect(embedding.forward(tensor, { offset: 8 })).rejects.toThrow(
      hasCode(
        "EMBEDDINGS_SEQUENCE_TOO_LONG",
        /^the sequence has 5 ids from position 8 on, but the position table has 12 rows/,
      ),
    );
  });

  test("may be given for each id, or for one sequence", async () => {
    const embedding = keep(await InputEmbedding.create(options));
    const each = Int32Array.from(ids, (_, i) => (i * 5) % 12);
    const one = [11, 0, 3, 3, 7];
    const expectedEach = sumOf(embedding, ids, each);
    for (const positionIds of [each, [...each], { type: "int32", data: each, dims: [4, 5] } as const]) {
      expect((await embedding.forward(tensor, { positionIds })).data).toEqual(expectedEach);
    }
    const expectedOne = sumOf(
      embedding,
      ids,
      Int32Array.from(ids, (_, i) => one[i % 5]!),
    );
    const tensorOfOne = (dims: number[]) => ({ type: "int32", data: Int32Array.from(one), dims }) as const;
    for (const positionIds of [one, tensorOfOne([5]), tensorOfOne([1, 5])]) {
      expect((await embedding.forward(tensor, { positionIds })).data).toEqual(expectedOne);
    }
    const single = await embedding.forward(ids.subarray(0, 5), { positionIds: tensorOfOne([1, 5]) });
    expect(single.data).toEqual(expectedOne.subarray(0, 30));
  });

  test("of a sequence of which only the batch is one", async () => {
    const embedding = keep(await InputEmbedding.create(options));
    const positionIds = [4, 4, 0];
    const expected = sumOf(embedding, [1, 2, 3], positionIds);
    expect((await embedding.forward([1, 2, 3], { positionIds })).data).toEqual(expected);
  });

  test("of sequences that are cut into several runs, of each kind", async () => {
    // Rows of 2.4 kB: 436 go into a run of 1 MB.
    const wide = { vocabSize: 40, contextLength: 1000, embeddingDim: 600, seed: 5 };
    const embedding = keep(await InputEmbedding.create(wide));
    const data = Int32Array.from({ length: 1800 }, (_, i) => (i * 17) % 40);
    const long = { type: "int32", data, dims: [2, 900] } as const;
    const each = Int32Array.from(data, (_, i) => (i * 31) % 1000);
    const out = new Float32Array(1800 * 600);
    for (const [how, positions] of [
      [{ offset: 100 }, data.map((_, i) => 100 + (i % 900))],
      [{ positionIds: each }, each],
      [{ positionIds: each.subarray(0, 900) }, data.map((_, i) => each[i % 900]!)],
    ] as const) {
      const expected = hexOfFloats(sumOf(embedding, data, positions));
      // Into out it is cut; fresh, it is one run.
      expect(hexOfFloats((await embedding.forward(long, { ...how, out })).data)).toBe(expected);
      expect(hexOfFloats((await embedding.forward(long, how)).data)).toBe(expected);
    }
  });

  test("changing them after the call changes nothing", async () => {
    const embedding = keep(await InputEmbedding.create(options));
    const positionIds = Int32Array.of(1, 2);
    const running = embedding.forward([3, 4], { positionIds });
    positionIds.fill(9);
    expect((await running).data).toEqual(sumOf(embedding, [3, 4], [1, 2]));
  });

  test.each([
    [{ positionIds: [0, 1, 2, 3, 12] }, "EMBEDDINGS_INVALID_POSITION", /^position 12 at index 4 .*0 to 11/],
    [{ positionIds: [0, 1, 2, 3, -1] }, "EMBEDDINGS_INVALID_POSITION", /^position -1 at index 4/],
    [
      { positionIds: [0, 1] },
      "EMBEDDINGS_INVALID_SHAPE",
      /^positionIds has 2 values with dims \[2\]; expected 20 with dims \[4, 5\], .* or 5, /,
    ],
    [{ positionIds: null }, "EMBEDDINGS_INVALID_SHAPE", /^positionIds is null; expected an array of whole numbers/],
    [{ positionIds: 3 }, "EMBEDDINGS_INVALID_SHAPE", /^positionIds is 3/],
    [{ positionIds: "01234" }, "EMBEDDINGS_INVALID_SHAPE", /^positionIds is "01234"/],
    [{ positionIds: { dims: [5] } }, "EMBEDDINGS_INVALID_SHAPE", /^positionIds has data that is undefined/],
    [
      { positionIds: { data: ids, dims: [5, 4] } },
      "EMBEDDINGS_INVALID_SHAPE",
      /^positionIds has 20 values with dims \[5, 4\]/,
    ],
    [{ positionIds: { data: ids, dims: [20] } }, "EMBEDDINGS_INVALID_SHAPE", /values with dims \[20\]/],
    [{ positionIds: { data: [0, 1, 2, 3, 4], dims: [5, 1] } }, "EMBEDDINGS_INVALID_SHAPE", /with dims \[5, 1\]/],
    [{ positionIds: [0, 1, 2, 3, 4], offset: 0 }, "EMBEDDINGS_INVALID_OPTION", /^offset is 0; .*not both/],
    [{ offset: null }, "EMBEDDINGS_INVALID_OPTION", /^offset is null; expected an integer/],
    [{ offset: -1 }, "EMBEDDINGS_INVALID_OPTION", /^offset is -1; expected an integer of at least 0/],
    [{ offset: 0.5 }, "EMBEDDINGS_INVALID_OPTION", /^offset is 0.5/],
  ])("%j", async (given, code, message) => {
    const embedding = keep(await InputEmbedding.create(options));
    await expect(embedding.forward(tensor, given as never)).rejects.toThrow(hasCode(code, message));
  });
});

describe("positional", () => {
  test("none: the rows of the tokens, for sequences of any length", async () => {
    const embedding = keep(
      await InputEmbedding.create({ vocabSize: 40, embeddingDim: 6, seed: 5, positional: "none" }),
    );
    const { data, dims } = await embedding.forward(tensor);
    expect(data).toEqual(Float32Array.from(rows(embedding.tokenWeight, 6, ids).flatMap((row) => [...row])));
    expect([dims, embedding.contextLength]).toEqual([[4, 5, 6], Infinity]);
    expect(() => embedding.positionWeight).toThrow(hasCode("EMBEDDINGS_INVALID_OPTION", /positional "none"/));
    await expect(embedding.forward(tensor, { offset: 1 })).rejects.toThrow(
      hasCode("EMBEDDINGS_INVALID_OPTION", /^offset is given, but this embedding has no positions/),
    );
  });

  test("sinusoidal: the fixed table, which draws nothing", async () => {
    const embedding = keep(await InputEmbedding.create({ ...options, positional: "sinusoidal" }));
    const learned = keep(await InputEmbedding.create(options));
    expect(embedding.tokenWeight).toEqual(learned.tokenWeight);
    // Row 0: sin 0 and cos 0 in turn; row 1: sin and cos of 1, 10000^(-1/3), 10000^(-2/3).
    const second = [1, 10_000 ** (-1 / 3), 10_000 ** (-2 / 3)].flatMap((angle) => [Math.sin(angle), Math.cos(angle)]);
    expect(embedding.positionWeight.subarray(0, 12)).toEqual(Float32Array.of(0, 1, 0, 1, 0, 1, ...second));
    const expected = sumOf(
      embedding,
      ids,
      Int32Array.from(ids, (_, i) => i % 5),
    );
    expect((await embedding.forward(tensor)).data).toEqual(expected);
  });

  test("of another kind, or without a contextLength", async () => {
    const { contextLength: _, ...without } = options;
    for (const positional of ["rotary", ""] as unknown as Positional[]) {
      await expect(InputEmbedding.create({ ...options, positional })).rejects.toThrow(
        hasCode("EMBEDDINGS_INVALID_OPTION", /^positional is .*expected "learned", "sinusoidal" or "none"/),
      );
    }
    for (const positional of ["sinusoidal", "none"] as const) {
      await expect(InputEmbedding.create({ ...options, positional, contextLength: Number.NaN })).rejects.toThrow(
        hasCode("EMBEDDINGS_INVALID_OPTION", /^contextLength is NaN; expected an integer of at least 1/),
      );
    }
    await expect(
      InputEmbedding.create({ ...options, positional: "sinusoidal", contextLength: 2 ** 40 }),
    ).rejects.toThrow(hasCode("EMBEDDINGS_INVALID_OPTION", /^a table of 1099511627776 rows .* at most 2\^32/));
    await expect(InputEmbedding.create(without)).rejects.toThrow(
      hasCode("EMBEDDINGS_INVALID_OPTION", /^contextLength is undefined/),
    );
  });
});

test("several runs give what one would: long sequences, wide rows, odd sizes", async () => {
  for (const [batch, sequence, embeddingDim] of [
    [3, 700, 512],
    [1, 1100, 300],
    [150, 7, 1000],
    [2, 3, 300_000],
  ] as const) {
    const wide = keep(await InputEmbedding.create({ vocabSize: 9, contextLength: sequence, embeddingDim, seed: 1 }));
    const data = Int32Array.from({ length: batch * sequence }, (_, i) => (i * 7 + (i >> 3)) % 9);
    const result = await wide.forward({ type: "int32", data, dims: [batch, sequence] });
    const { tokenWeight, positionWeight } = wide;
    const at = (id: number, position: number, k: number): number =>
      Math.fround(tokenWeight[id * embeddingDim + k]! + positionWeight[position * embeddingDim + k]!);
    let wrong = 0;
    for (let i = 0; i < data.length; i++) {
      for (let k = 0; k < embeddingDim; k++) {
        if (result.data[i * embeddingDim + k] !== at(data[i]!, i % sequence, k)) wrong++;
      }
    }
    expect(wrong).toBe(0);
  }
});

test("the event loop goes on during a long forward", async () => {
  const embedding = keep(await Embedding.create({ numEmbeddings: 100, embeddingDim: 1024, seed: 1 }));
  let ticks = 0;
  const timer = setInterval(() => ticks++, 0);
  await embedding.forward(new Int32Array(20_000));
  clearInterval(timer);
  expect(ticks).toBeGreaterThan(5);
});

describe("results that are given back", () => {
  test("are used again, and can't be read any more", async () => {
    const embedding = keep(await Embedding.create({ numEmbeddings: 10, embeddingDim: 3, seed: 1 }));
    const first = await embedding.forward([1, 2, 3]);
    const { data } = first;
    first.dispose();
    expect([data.length, first.data.length]).toEqual([0, 0]);
    const second = await embedding.forward([4, 5]);
    expect(second.data).toEqual(Float32Array.from(rows(embedding.weight, 3, [4, 5]).flatMap((row) => [...row])));
    // The room of three rows, not a fresh one of two.
    expect(second.data.buffer.byteLength).toBe(36);
    first.dispose();
    const third = await embedding.forward([6, 7]);
    expect(third.data.buffer).not.toBe(second.data.buffer);
    expect(second.data).toEqual(Float32Array.from(rows(embedding.weight, 3, [4, 5]).flatMap((row) => [...row])));
  });

  test("results in out are the caller's", async () => {
    const embedding = keep(await Embedding.create({ numEmbeddings: 10, embeddingDim: 3, seed: 1 }));
    const out = new Float32Array(6);
    (await embedding.forward([1, 2], { out })).dispose();
    expect(out.length).toBe(6);
  });
});
