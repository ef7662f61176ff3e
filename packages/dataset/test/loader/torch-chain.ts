/** Runs the steps of fixtures/torch_chains.json, as torch_chains.py describes them. */
import type { Dataset } from "@windrow/interfaces";
import { defaultGenerator, Generator, manualSeed } from "@windrow/random";
import {
  BatchSampler,
  DataLoader,
  DistributedSampler,
  RandomSampler,
  randomSplit,
  SequentialSampler,
  WeightedRandomSampler,
  type Sampler,
} from "../../src/index.ts";

/** Arguments of a step; those of other steps are absent. */
interface Arguments {
  readonly name: string;
  readonly seed: number;
  readonly n: number;
  readonly high: number;
  readonly generator: string | null;
  readonly of: number | string;
  readonly lengths: number[];
  readonly names: string[];
  readonly spec: Spec;
  readonly loader: string;
  readonly times: number;
  readonly batch_size: number;
  readonly drop_last: boolean;
  readonly shuffle: boolean;
  readonly sampler: Spec | null;
  readonly batch_sampler: Spec | null;
}

interface Spec {
  readonly kind: "sequential" | "random" | "weighted" | "distributed" | "batch";
  readonly of: number | string;
  readonly generator: string | null;
  readonly replacement: boolean;
  readonly num_samples: number | null;
  readonly weights: number[];
  readonly replicas: number;
  readonly rank: number;
  readonly seed: number;
  readonly sampler: Spec;
  readonly batch_size: number;
  readonly drop_last: boolean;
}

export interface Chain {
  readonly steps: [name: string, Arguments][];
  readonly out: unknown[];
}

type Numbers = DataLoader<number, number[]>;

/** What each step of a chain gives; null where it gives nothing. */
export function runChain(steps: Chain["steps"]): unknown[] {
  const generators = new Map<string, Generator>();
  const datasets = new Map<string, Dataset<number>>();
  const samplers = new Map<string, Iterable<number | number[]>>();
  const loaders = new Map<string, Numbers>();
  const iterators = new Map<string, Iterator<number[]>>();

  const source = (name: string | null): Generator => (name === null ? defaultGenerator() : generators.get(name)!);
  const given = (name: string | null): { generator?: Generator } => (name === null ? {} : { generator: source(name) });
  const dataset = (of: number | string): Dataset<number> =>
    typeof of === "number" ? { length: of, get: (index) => index } : datasets.get(of)!;

  const oneByOne = (spec: Spec): Sampler => {
    const { kind, of, replacement, weights, num_samples, generator } = spec;
    if (kind === "sequential") return new SequentialSampler(dataset(of));
    if (kind === "distributed")
      return new DistributedSampler(dataset(of), { numReplicas: spec.replicas, rank: spec.rank, seed: spec.seed });
    if (kind === "weighted")
      return new WeightedRandomSampler(weights, num_samples!, { replacement, ...given(generator) });
    return new RandomSampler(dataset(of), { replacement, numSamples: num_samples ?? undefined, ...given(generator) });
  };
  const batches = ({ sampler, batch_size, drop_last }: Spec): BatchSampler =>
    new BatchSampler(oneByOne(sampler), batch_size, drop_last);

  const step = (name: string, a: Arguments): unknown => {
    switch (name) {
      case "manual_seed":
        return void manualSeed(a.seed);
      case "generator":
        return void generators.set(a.name, new Generator(a.seed));
      case "rand":
        return [...source(a.generator).rand(a.n)];
      case "randn":
        return [...source(a.generator).randn(a.n)];
      case "randperm":
        return [...source(a.generator).randperm(a.n)];
      case "randint":
        return [...source(a.generator).randint(0, a.high, a.n)];
      case "split": {
        const parts = randomSplit(dataset(a.of), a.lengths, given(a.generator));
        for (const [i, part] of parts.entries()) datasets.set(a.names[i]!, part);
        return parts.map((part) => Array.from({ length: part.length }, (_, i) => part.get(i)));
      }
      case "sampler":
        return void samplers.set(a.name, a.spec.kind === "batch" ? batches(a.spec) : oneByOne(a.spec));
      case "pass":
        return [...samplers.get(a.name)!];
      case "loader": {
        const { batch_size: batchSize, drop_last: dropLast, shuffle, sampler, batch_sampler, generator } = a;
        const common = { collate: (samples: readonly number[]) => [...samples], ...given(generator) };
        const how =
          batch_sampler === null
            ? { batchSize, dropLast, shuffle, sampler: sampler === null ? undefined : oneByOne(sampler) }
            : { batchSampler: batches(batch_sampler) };
        return void loaders.set(a.name, new DataLoader(dataset(a.of), { ...common, ...how }));
      }
      case "epoch":
        return [...loaders.get(a.name)!];
      case "iterator":
        return void iterators.set(a.name, loaders.get(a.loader)![Symbol.iterator]());
      case "next":
        return Array.from({ length: a.times }, () => {
          const { done, value } = iterators.get(a.name)!.next();
          return done === true ? null : value;
        });
      case "end":
        return [defaultGenerator(), ...generators.values()].map((generator) => generator.randint(0, 2 ** 31, 1)[0]);
      default:
        throw new Error(`no step ${name}`);
    }
  };
  return steps.map(([name, a]) => step(name, a) ?? null);
}
