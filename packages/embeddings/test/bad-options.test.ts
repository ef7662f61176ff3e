/** Invalid options, tables and generators: each is refused by name, before anything is made. */
import { Generator } from "@windrow/random";
import { describe, expect, test } from "vitest";
import { Embedding, InputEmbedding } from "../src/index.ts";
import { hasCode, keep } from "./disposed-after-each.ts";

describe("bad options", () => {
  test.each([
    [{ numEmbeddings: 0, embeddingDim: 2 }, /^numEmbeddings is 0; expected an integer of at least 1/],
    [{ numEmbeddings: 2, embeddingDim: 1.5 }, /^embeddingDim is 1.5/],
    [{ numEmbeddings: 1e9, embeddingDim: 1e3 }, /^a table of 1000000000 rows of embeddingDim 1000 has .*at most 2\^32/],
    [{ numEmbeddings: 2, embeddingDim: 2, paddingIdx: Symbol("first") as never }, /^paddingIdx is Symbol\(first\)/],
    [{ numEmbeddings: 2, embeddingDim: 2, paddingIdx: 2 }, /^paddingIdx is 2; expected an integer from -2 to 1/],
    [
      { numEmbeddings: 2, embeddingDim: 2, seed: 1, generator: new Generator(1) },
      /^seed is 1; expected either seed or generator/,
    ],
  ])("%j", async (options, message) => {
    await expect(Embedding.create(options)).rejects.toThrow(hasCode("EMBEDDINGS_INVALID_OPTION", message));
  });

  test("a paddingIdx for a table of your own is checked, and changes nothing", async () => {
    const weight = Float32Array.of(1, 2, 3, 4);
    const embedding = keep(await Embedding.fromPretrained(weight, { embeddingDim: 2, paddingIdx: -1 }));
    expect([...embedding.weight]).toEqual([1, 2, 3, 4]);
    await expect(Embedding.fromPretrained(weight, { embeddingDim: 2, paddingIdx: 2 })).rejects.toThrow(
      hasCode("EMBEDDINGS_INVALID_OPTION", /^paddingIdx is 2; expected an integer from -2 to 1/),
    );
  });

  test("a weight that is not whole rows", async () => {
    await expect(Embedding.fromPretrained(new Float32Array(5), { embeddingDim: 2 })).rejects.toThrow(
      hasCode(
        "EMBEDDINGS_INVALID_WEIGHT",
        /weight has 5 values; expected a Float32Array of whole rows of embeddingDim 2/,
      ),
    );
    await expect(Embedding.fromPretrained([1, 2] as unknown as Float32Array, { embeddingDim: 2 })).rejects.toThrow(
      hasCode("EMBEDDINGS_INVALID_WEIGHT", /^weight is an array of 2; expected a Float32Array/),
    );
  });

  test("options that are not an object", async () => {
    const noObject = hasCode(
      "EMBEDDINGS_INVALID_OPTION",
      /^options is (undefined|null|5); expected an object of options/,
    );
    const embedding = keep(await Embedding.create({ numEmbeddings: 2, embeddingDim: 2, seed: 1 }));
    for (const options of [null, 5] as never[]) {
      await expect(Embedding.create(options)).rejects.toThrow(noObject);
      await expect(InputEmbedding.create(options)).rejects.toThrow(noObject);
      await expect(Embedding.fromPretrained(new Float32Array(4), options)).rejects.toThrow(noObject);
      await expect(Embedding.load("nowhere", options)).rejects.toThrow(noObject);
      await expect(InputEmbedding.load("nowhere", options)).rejects.toThrow(noObject);
      await expect(embedding.forward([0], options)).rejects.toThrow(noObject);
      await expect(embedding.save("nowhere", options)).rejects.toThrow(noObject);
    }
    for (const missing of [Embedding.create, InputEmbedding.create] as (() => Promise<unknown>)[]) {
      await expect(missing()).rejects.toThrow(noObject);
    }
  });

  test("an unknown option of forward, or one of the wrong type", async () => {
    const embedding = keep(await Embedding.create({ numEmbeddings: 2, embeddingDim: 2, seed: 1 }));
    await expect(embedding.forward([0], { position_ids: [0] } as never)).rejects.toThrow(
      hasCode("EMBEDDINGS_INVALID_OPTION", /^Unknown option "position_ids"\. Did you mean "positionIds"\?$/),
    );
    await expect(embedding.forward([0], { out: null } as never)).rejects.toThrow(
      hasCode("EMBEDDINGS_INVALID_SHAPE", /^out is null; expected a Float32Array of at least 2/),
    );
    await expect(Embedding.load("nowhere", { name: 5 } as never)).rejects.toThrow(
      hasCode("EMBEDDINGS_INVALID_OPTION", /^name is 5; expected the name of a tensor/),
    );
    await expect(Embedding.create({ numEmbeddings: 2, embeddingDim: 2, worker: 1 } as never)).rejects.toThrow(
      hasCode("EMBEDDINGS_INVALID_OPTION", /^worker is 1; expected true or false/),
    );
  });

  test("an unknown option", async () => {
    const embedding = keep(await Embedding.create({ numEmbeddings: 2, embeddingDim: 2, seed: 1 }));
    const known = (names: string): string => `Known options: ${names}.`;
    const calls: [Promise<unknown>, name: string, hint: string][] = [
      [
        Embedding.create({ numEmbeddings: 2, embeddingDim: 2, padding_idx: 0 } as never),
        "padding_idx",
        'Did you mean "paddingIdx"?',
      ],
      [
        Embedding.fromPretrained(new Float32Array(4), { embeddingDim: 2, freeze: true } as never),
        "freeze",
        known("embeddingDim, paddingIdx, worker"),
      ],
      [Embedding.load("nowhere", { tensor: "wte" } as never), "tensor", known("name, worker")],
      [
        InputEmbedding.create({ vocabSize: 2, contextLength: 2, embeddingDim: 2, sede: 1 } as never),
        "sede",
        'Did you mean "seed"?',
      ],
      [InputEmbedding.load("nowhere", { name: "wte" } as never), "name", known("positional, contextLength, worker")],
      [embedding.save("nowhere", { format: "float16" } as never), "format", known("dtype")],
    ];
    for (const [call, name, hint] of calls) {
      const message = `Unknown option ${JSON.stringify(name)}. ${hint}`;
      const fields: unknown = expect.objectContaining({ option: name });
      await expect(call).rejects.toThrow(
        expect.objectContaining({ code: "EMBEDDINGS_INVALID_OPTION", message, fields }),
      );
    }
  });

  test("a generator that is none, or gives too little", async () => {
    const size = { numEmbeddings: 2, embeddingDim: 2 };
    await expect(Embedding.create({ ...size, generator: {} } as never)).rejects.toThrow(
      hasCode("EMBEDDINGS_INVALID_OPTION", /^generator is an object; expected a generator with randn\(n\)/),
    );
    for (const [given, got] of [
      [new Float32Array(3), "3 numbers"],
      [[1, 2, 3, 4], "something else"],
      [new Float32Array(new SharedArrayBuffer(16)), "4 numbers in a SharedArrayBuffer"],
    ]) {
      const generator = Object.assign(new Generator(1), { randn: () => given });
      await expect(Embedding.create({ ...size, generator } as never)).rejects.toThrow(
        hasCode("EMBEDDINGS_INVALID_OPTION", new RegExp(`whose randn\\(4\\) returns .* \\(it returned ${got}\\)`)),
      );
    }
    await expect(Embedding.create({ ...size, seed: 0.5 })).rejects.toThrow(
      expect.objectContaining({ code: "RANDOM_INVALID_SEED" }),
    );
  });

  test("memory that threads share", async () => {
    const weight = new Float32Array(new SharedArrayBuffer(16));
    await expect(Embedding.fromPretrained(weight, { embeddingDim: 2 })).rejects.toThrow(
      hasCode("EMBEDDINGS_INVALID_WEIGHT", /^weight is in a SharedArrayBuffer/),
    );
    const embedding = keep(await Embedding.create({ numEmbeddings: 2, embeddingDim: 2, seed: 1 }));
    await expect(embedding.forward([0], { out: weight })).rejects.toThrow(
      hasCode("EMBEDDINGS_INVALID_SHAPE", /^out is in a SharedArrayBuffer/),
    );
  });
});
