/** Batches of the standing texts' bytes through torch's two tables and their sum (golden/standing_embeddings.json, torch 2.13.0). */
import { golden, hexOfFloats, sha256OfFloats, type StandingName, standingText } from "@windrow/testing";
import { expect, test } from "vitest";
import { Embedding, InputEmbedding } from "../src/index.ts";
import { keep } from "./disposed-after-each.ts";

interface Case {
  readonly name: StandingName;
  readonly seed: number;
  readonly rows: number;
  readonly width: number;
  readonly batch: number;
  readonly length: number;
  readonly start: number;
  readonly token_sha256: string;
  readonly position_sha256: string;
  readonly rows_sha256: string;
  readonly sum_sha256: string;
  readonly sum_first4_hex: string;
}
const { cases } = golden<{ cases: Case[] }>("standing_embeddings");

test.each(cases)("$name, seed $seed: [$batch, $length] ids, [$rows, $width]", async (expected) => {
  const { seed, rows, width, batch, length, start } = expected;
  const bytes = Buffer.from(standingText(expected.name)).subarray(start, start + batch * length);
  const ids = { type: "int32", data: Int32Array.from(bytes), dims: [batch, length] } as const;
  const options = { vocabSize: rows, contextLength: length, embeddingDim: width, seed };
  const input = keep(await InputEmbedding.create(options));
  expect(sha256OfFloats(input.tokenWeight)).toBe(expected.token_sha256);
  expect(sha256OfFloats(input.positionWeight)).toBe(expected.position_sha256);

  const token = keep(await Embedding.create({ numEmbeddings: rows, embeddingDim: width, seed }));
  const found = await token.forward(ids);
  expect([found.dims, sha256OfFloats(found.data)]).toEqual([[batch, length, width], expected.rows_sha256]);

  const sum = await input.forward(ids);
  expect(sum.dims).toEqual([batch, length, width]);
  expect(hexOfFloats(sum.data.slice(0, 4))).toBe(expected.sum_first4_hex);
  expect(sha256OfFloats(sum.data)).toBe(expected.sum_sha256);
});
