/** Split, samplers, loaders and other draws from one default generator, in torch's order: fixtures/torch_chains.py. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { DataLoader } from "@windrow/dataset";
import { defaultGenerator, manualSeed } from "@windrow/random";
import { runChain, type Chain } from "./torch-chain.ts";

interface WorkersCase {
  readonly seed: number;
  readonly num_workers: number;
  readonly batch_size: number;
  readonly shuffle: boolean;
  readonly epochs: [index: number, drawn: number][][][];
  readonly next_u31: number;
}

const fixture = new URL("fixtures/torch_chains.json", import.meta.url);
const { chains, workers, made_with } = JSON.parse(readFileSync(fixture, "utf8")) as {
  chains: Chain[];
  workers: WorkersCase[];
  made_with: { torch: string };
};

test("there are 640 chains of torch 2.13, with every kind of step and of sampler", () => {
  expect([chains.length, made_with.torch]).toEqual([640, "2.13.0+cpu"]);
  const steps = chains.flatMap((chain) => chain.steps);
  const names = "end,epoch,generator,iterator,loader,manual_seed,next,pass,rand,randint,randn,randperm,sampler,split";
  expect([...new Set(steps.map(([name]) => name))].toSorted().join()).toBe(names);
  const specs = steps.flatMap(([, { spec, sampler, batch_sampler }]) => [spec, sampler, batch_sampler]);
  const kinds = specs.flatMap((spec) =>
    spec ? [spec.kind, ...(spec.kind === "batch" ? [spec.sampler.kind] : [])] : [],
  );
  expect([...new Set(kinds)].toSorted()).toEqual(["batch", "distributed", "random", "sequential", "weighted"]);
});

test.each(chains.map((chain, number) => [number, chain] as const))("chain %i", (_, { steps, out }) => {
  expect(runChain(steps)).toEqual(out);
});

describe("what a dataset draws in a worker thread", () => {
  const url = new URL("../workers/made-in-workers.mjs", import.meta.url).href;
  test.each(workers)(
    "$num_workers workers, batches of $batch_size, shuffle $shuffle, seed $seed",
    async ({ seed, num_workers: numWorkers, batch_size: batchSize, shuffle, epochs, next_u31 }) => {
      const options = {
        batchSize,
        shuffle,
        numWorkers,
        workerDataset: { url, export: "drawnSamples", data: undefined },
        collate: (samples: readonly [number, number][]) => [...samples],
        workerCollate: { url, export: "asGiven", data: undefined },
      };
      const dataset = { length: 11, get: (): [number, number] => [0, 0] };
      const epoch = async (loader: AsyncIterable<unknown>): Promise<unknown[]> => {
        const batches = [];
        for await (const batch of loader) batches.push(batch);
        return batches;
      };
      manualSeed(seed);
      const loader = new DataLoader(dataset, options);
      expect([await epoch(loader), await epoch(loader)]).toEqual(epochs);
      expect(defaultGenerator().randint(0, 2 ** 31, 1)[0]).toBe(next_u31);
      const seeded = new DataLoader(dataset, { ...options, seed });
      expect([await epoch(seeded), await epoch(seeded)]).toEqual(epochs);
    },
  );
});
