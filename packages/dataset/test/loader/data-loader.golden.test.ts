/**
 * The 52 loaders of golden/dataloader.json over the-verdict (torch 2.14.1), and of golden/standing_dataloader.json
 * over the story that every clone has (torch 2.13.0), with gpt2.
 */
import type { Dataset } from "@windrow/interfaces";
import { Generator } from "@windrow/random";
import { golden, sha256OfAllIds, type TextName, testWithCorpus } from "@windrow/testing";
import { gpt2 } from "@windrow/tokenizer-bpe/gpt2";
import { describe, expect, test } from "vitest";
import { DataLoader, SlidingWindowDataset, type DataLoaderOptions } from "../../src/index.ts";

interface Epoch {
  n_batches: number;
  first_shape: number[];
  last_shape: number[];
  order_sha256: string;
  inputs_sha256: string;
  targets_sha256: string;
}
interface Case {
  batch_size: number;
  max_length: number;
  stride: number;
  shuffle: boolean;
  drop_last: boolean;
  num_workers: number;
  rng: "none" | "manual_seed" | "generator";
  seed: number | null;
  dataset_len: number;
  num_batches: number;
  epochs: Epoch[];
  next_u31_generator?: number;
}

interface Edges {
  edge_len_eq_max_length: { windows: number };
  edge_empty_shuffle: string;
}

const edges = golden<Edges>("dataloader");

test("nothing to shuffle is torch's ValueError, and a text of maxLength tokens has no window", () => {
  const empty = new SlidingWindowDataset(new Int32Array(4), { maxLength: 4, stride: 1 });
  expect(empty.length).toBe(edges.edge_len_eq_max_length.windows);
  expect(edges.edge_empty_shuffle).toMatch(/^ValueError/);
  expect(() => new DataLoader(empty, { shuffle: true })).toThrow(expect.objectContaining({ code: "DATASET_EMPTY" }));
});

const casesOf = (
  text: TextName,
  name: "dataloader" | "standing_dataloader",
): (Case & { text: TextName; tokens: number })[] => {
  const figures = golden<{ cases: Case[]; corpus: { tokens: number } }>(name);
  return figures.cases.map((one) => ({ ...one, text, tokens: figures.corpus.tokens }));
};

const cases = [...casesOf("story", "standing_dataloader"), ...casesOf("the-verdict", "dataloader")];

test("there are 52 cases for each text", () => expect(cases.length).toBe(2 * 52));

describe.each(cases)(
  "$text: batch $batch_size, maxLength $max_length, stride $stride, shuffle $shuffle, dropLast $drop_last, $rng $seed, $num_workers workers",
  (expected) => {
    // torch's order does not depend on its workers, so those cases hold for batches made here.
    testWithCorpus("shapes, order and ids of every epoch", expected.text, (text) => {
      const windows = { maxLength: expected.max_length, stride: expected.stride };
      const dataset = SlidingWindowDataset.fromText(text, { tokenizer: gpt2, ...windows });
      expect(dataset.tokens.length).toBe(expected.tokens);
      expect(dataset.length).toBe(expected.dataset_len);
      const loader = new DataLoader(dataset, optionsOf(expected));
      // The same draws over a dataset of indices show the order itself.
      const order = new DataLoader(indicesBelow(dataset.length), {
        ...optionsOf(expected),
        collate: (indices) => indices,
      });
      expect(loader.length).toBe(expected.num_batches);
      for (const epoch of expected.epochs) {
        const batches = [...loader];
        expect({
          n_batches: batches.length,
          first_shape: batches[0]!.inputIds.dims,
          last_shape: batches.at(-1)!.inputIds.dims,
          order_sha256: sha256OfAllIds(order),
          inputs_sha256: sha256OfAllIds(batches.map(({ inputIds }) => inputIds.data)),
          targets_sha256: sha256OfAllIds(batches.map(({ targetIds }) => targetIds.data)),
        }).toEqual({
          n_batches: epoch.n_batches,
          first_shape: epoch.first_shape,
          last_shape: epoch.last_shape,
          order_sha256: epoch.order_sha256,
          inputs_sha256: epoch.inputs_sha256,
          targets_sha256: epoch.targets_sha256,
        });
      }
    });

    if (expected.next_u31_generator !== undefined) {
      test("the generator has been drawn from as often as torch's", () => {
        const generator = new Generator(expected.seed!);
        const loader = new DataLoader(indicesBelow(expected.dataset_len), {
          ...optionsOf(expected),
          generator,
          collate: (indices) => indices,
        });
        for (let epoch = 0; epoch < expected.epochs.length; epoch++)
          expect([...loader].length).toBe(expected.num_batches);
        expect([...generator.randint(0, 2 ** 31, 1)]).toEqual([expected.next_u31_generator]);
      });
    }
  },
);

function indicesBelow(length: number): Dataset<number> {
  return { length, get: (index) => index };
}

/** Options of a fresh loader, with a fresh generator, as the case had them. */
function optionsOf({
  batch_size: batchSize,
  shuffle,
  drop_last: dropLast,
  rng,
  seed,
}: Case): Pick<DataLoaderOptions, "batchSize" | "shuffle" | "dropLast" | "seed" | "generator"> {
  const source =
    rng === "manual_seed" ? { seed: seed! } : rng === "generator" ? { generator: new Generator(seed!) } : {};
  return { batchSize, shuffle, dropLast, ...source };
}
