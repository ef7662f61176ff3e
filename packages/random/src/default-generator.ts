/**
 * The generator that everything draws from where no seed and no generator is given: torch's
 * `torch.default_generator`, one for the whole process.
 *
 * It lies under a registered symbol of `globalThis` and not in this module, because a process can hold
 * several copies of the package (two versions, an ES module and a CommonJS build), and each would have
 * a default generator of its own otherwise. A worker thread has a `globalThis` and so a generator of
 * its own, as torch's worker processes have. It is made when it is first asked for: some edge runtimes
 * have no randomness while a module is being loaded.
 */
import { invalid } from "./arguments.ts";
import { Generator } from "./generator.ts";

const KEY: unique symbol = Symbol.for("@windrow/random/default-generator") as never;
const shared = globalThis as { [KEY]?: Generator | undefined };

/**
 * The default generator, torch's `torch.default_generator`: what loaders, samplers, splits and tables
 * draw from when they get neither a seed nor a generator. Until `manualSeed` is called its seed is a
 * random one, as in torch.
 * @example
 * manualSeed(123);
 * defaultGenerator().randperm(5); // Int32Array [ 2, 0, 1, 3, 4 ]
 */
export function defaultGenerator(): Generator {
  return (shared[KEY] ??= new Generator(crypto.getRandomValues(new BigUint64Array(1))[0]!));
}

/**
 * Seeds the default generator, as `torch.manual_seed` does, and returns it.
 * @param seed integer from -2^63 to 2^64 - 1
 * @throws RandomError RANDOM_INVALID_SEED
 * @example
 * manualSeed(0);
 * const [train, test] = randomSplit(dataset, [0.9, 0.1]); // torch's, after torch.manual_seed(0)
 */
export function manualSeed(seed: number | bigint): Generator {
  return defaultGenerator().manualSeed(seed);
}

/**
 * Makes `generator` the default one while `call` runs, and gives what `call` returns. It ends with the
 * call: what an async function draws after its first `await` comes from the default generator again.
 * @throws RandomError RANDOM_INVALID_ARGUMENT; and what `call` throws
 * @example
 * const order = withDefaultGenerator(new Generator(0), () => [...new RandomSampler(10)]);
 */
export function withDefaultGenerator<T>(generator: Generator, call: () => T): T {
  // A generator of another copy of this package is not an instance of the class here.
  if (typeof generator?.random32 !== "function" || typeof generator.manualSeed !== "function")
    throw invalid("generator", generator, "a Generator");
  if (typeof call !== "function") throw invalid("call", call, "a function");
  const before = shared[KEY];
  shared[KEY] = generator;
  try {
    return call();
  } finally {
    shared[KEY] = before;
  }
}
