/**
 * Tries damaged inputs on a parser until its time is up. Input number n of the seed s is that of the seed
 * s + n, so that a finding's own seed makes it again, as the first.
 */
import { Worker } from "node:worker_threads";
import { drawOf } from "./draw.ts";
import type { FuzzTarget } from "./fuzz-target.ts";

/** For how long, over how many inputs, and from which seed on. */
export interface FuzzSettings {
  readonly seconds: number;
  /** At most. */
  readonly inputs: number;
  readonly seed: number;
}

/** What came of it. */
export interface FuzzResult {
  readonly inputs: number;
  /** Damaged inputs that were read all the same. */
  readonly taken: number;
  /** One for each place of the source that a wrong answer came from. */
  readonly findings: readonly string[];
}

/** One input may take so long, and while they are read the process may grow by so much, before it is ended. */
const [MAX_SECONDS, MAX_BYTES] = [30, 2 ** 31];
/** One input's growth of the memory outside of the heap, right after it. */
const MAX_BUFFERS = 2 ** 29;
const MAX_FINDINGS = 10;
/**
 * Inputs of one target in a test: as many were run with `pnpm fuzz`, so that a faster machine goes no further
 * and a test of today fails of what was changed, not of what was always there.
 */
const MAX_INPUTS = 20_000;

/** @param settings by default of WINDROW_FUZZ_SECONDS (3 for each target), WINDROW_FUZZ_INPUTS and WINDROW_FUZZ_SEED (1) */
export async function runTarget(
  target: FuzzTarget,
  { seconds, inputs: most, seed }: FuzzSettings = settingsOfEnvironment(),
): Promise<FuzzResult> {
  const seeds = await target.seeds();
  const findings = new Map<string, string>();
  for (const input of seeds) await tryValid(target, input, findings);
  const shared = new Int32Array(new SharedArrayBuffer(8));
  const workerData = { shared, name: target.name, seconds: MAX_SECONDS, bytes: MAX_BYTES };
  const watchdog = new Worker(new URL("watchdog.mjs", import.meta.url), { workerData });
  watchdog.unref();
  let [inputs, taken] = [0, 0];
  const end = performance.now() + 1000 * seconds;
  while (performance.now() < end && inputs < most && findings.size < MAX_FINDINGS) {
    const ownSeed = (seed + inputs++) >>> 0;
    const draw = drawOf(ownSeed);
    const input = target.mutate(draw.of(seeds), draw);
    Atomics.store(shared, 0, ownSeed);
    Atomics.store(shared, 1, 1);
    const wrong = await attempt(target, input);
    Atomics.store(shared, 1, 0);
    if (wrong === "") taken++;
    if (wrong === undefined || wrong === "") continue;
    const place = wrong.split("\n").slice(0, 3).join("\n").replaceAll(/\d+/g, "0");
    if (!findings.has(place)) findings.set(place, `seed ${ownSeed}: ${wrong}\ninput: ${target.show(input)}`);
  }
  await watchdog.terminate();
  return { inputs, taken, findings: [...findings.values()] };
}

function settingsOfEnvironment(): FuzzSettings {
  const { WINDROW_FUZZ_SECONDS = "3", WINDROW_FUZZ_INPUTS = MAX_INPUTS, WINDROW_FUZZ_SEED = "1" } = process.env;
  return {
    seconds: Number(WINDROW_FUZZ_SECONDS),
    inputs: Number(WINDROW_FUZZ_INPUTS),
    seed: Number(WINDROW_FUZZ_SEED),
  };
}

async function tryValid(target: FuzzTarget, input: unknown, findings: Map<string, string>): Promise<void> {
  try {
    await target.attempt(input);
  } catch (error) {
    const stack = (error as Error).stack ?? String(error);
    findings.set(stack, `a valid input was refused: ${stack}\ninput: ${target.show(input)}`);
  }
}

/** Nothing where the input was refused as it should be, an empty text where it was taken, else what is wrong. */
async function attempt(target: FuzzTarget, input: unknown): Promise<string | undefined> {
  const before = process.memoryUsage().arrayBuffers;
  let answer: string | undefined = "";
  try {
    await target.attempt(input);
  } catch (error) {
    const { code, stack } = Object(error) as { code?: unknown; stack?: string };
    const isExpected = typeof code === "string" && target.codes.some((prefix) => code.startsWith(prefix));
    answer = isExpected ? undefined : (stack ?? `threw ${String(error)}`);
  }
  const buffers = process.memoryUsage().arrayBuffers - before;
  if (buffers > MAX_BUFFERS) return `allocated ${Math.round(buffers / 2 ** 20)} MiB`;
  return changedPrototypes() ?? answer;
}

const PROTOTYPES: ReadonlyMap<object, string> = new Map(
  [Object.prototype, Array.prototype, Map.prototype, Function.prototype].map((one) => [one, keysOf(one)]),
);

function keysOf(prototype: object): string {
  return Reflect.ownKeys(prototype).map(String).join();
}

function changedPrototypes(): string | undefined {
  for (const [prototype, keys] of PROTOTYPES)
    if (keysOf(prototype) !== keys) return `changed a prototype: ${keysOf(prototype)}`;
  return undefined;
}
