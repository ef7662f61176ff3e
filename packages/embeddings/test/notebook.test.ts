/**
 * The source notebook's six tables from one seed, in its order (golden/notebook.json, torch 2.14.1).
 * The app's test of the notebook goes through it cell by cell, from its text on; this one begins at
 * the ids, and needs no corpus.
 */
import { Generator, manualSeed } from "@windrow/random";
import { golden, hexOfFloats, sha256OfFloats } from "@windrow/testing";
import { expect, test } from "vitest";
import { Embedding, InputEmbedding } from "../src/index.ts";

interface Figures {
  shape: number[];
  f32_hex_le: string;
  sha256_f32le: string;
}
const { cells } = golden<{ cells: { cell: string; values?: any }[] }>("notebook");
const valuesOf = (name: string): any => cells.find(({ cell }) => cell === name)!.values;
const V = 50_257;

const from69: [name: string, () => { generator?: Generator }][] = [
  ["a generator handed to all", () => ({ generator: new Generator(69) })],
  ["manualSeed(69), as the notebook has it", () => (manualSeed(69), {})],
];

test.each(from69)(
  "%s: (11,4), (V,4), (V,4) + (10,4), (V,256) + (100,256), and what is looked up in them",
  async (_, source) => {
    const random = source();
    const words = await Embedding.create({ numEmbeddings: 11, embeddingDim: 4, ...random });
    const repeated = await Embedding.create({ numEmbeddings: V, embeddingDim: 4, ...random });
    const small = await InputEmbedding.create({ vocabSize: V, contextLength: 10, embeddingDim: 4, ...random });
    const large = await InputEmbedding.create({ vocabSize: V, contextLength: 100, embeddingDim: 256, ...random });

    expect(hexOfFloats(words.weight)).toBe(valuesOf("3.1 embedding seed 69").weight.f32_hex_le);
    expect(sha256OfFloats(repeated.weight)).toBe(valuesOf("3.1 abcabcabc").weight.sha256_f32le);
    expect(sha256OfFloats(small.tokenWeight)).toBe(valuesOf("3.2 token emb").weight.sha256_f32le);
    expect(hexOfFloats(small.positionWeight)).toBe(valuesOf("3.2 pos emb").pos.f32_hex_le);
    const { tok, pos } = valuesOf("3.2 256 layers");
    expect(sha256OfFloats(large.tokenWeight)).toBe(tok.sha256_f32le);
    expect(sha256OfFloats(large.positionWeight)).toBe(pos.sha256_f32le);

    const { input } = valuesOf("3.2 batch 8x100") as { input: number[][] };
    const ids = { type: "int32", data: Int32Array.from(input.flat()), dims: [8, 100] } as const;
    const { sum } = valuesOf("3.2 final") as { sum: Figures };
    const result = await large.forward(ids);
    expect(result.dims).toEqual(sum.shape);
    expect(sha256OfFloats(result.data)).toBe(sum.sha256_f32le);
    for (const embedding of [words, repeated, small, large]) await embedding.dispose();
  },
);

test("abcabcabc: three equal rows, and three different ones once positions are added", async () => {
  const { ids, row39305 } = valuesOf("3.1 abcabcabc") as { ids: number[]; row39305: Figures };
  const generator = new Generator(69);
  generator.randn(11 * 4);
  const tokens = await Embedding.create({ numEmbeddings: V, embeddingDim: 4, generator });
  const { data } = await tokens.forward(ids);
  expect(hexOfFloats(data)).toBe(row39305.f32_hex_le.repeat(3));

  const input = await InputEmbedding.create({ vocabSize: V, contextLength: 3, embeddingDim: 4, seed: 69 });
  const sums = hexOfFloats((await input.forward(ids)).data).match(/.{32}/g)!;
  expect(new Set(sums).size).toBe(3);
  const onePlace = hexOfFloats((await input.forward(ids, { positionIds: [1, 1, 1] })).data).match(/.{32}/g)!;
  expect(onePlace).toEqual([sums[1], sums[1], sums[1]]);
  await tokens.dispose();
  await input.dispose();
});
