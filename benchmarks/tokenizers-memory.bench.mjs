/**
 * Does memory grow while tokenizer-bpe encodes 100 million tokens in one process?
 *
 * The environment variable WINDROW_BENCH_TOKENS sets another number of tokens, for a trial.
 */
import { candidatesFor } from "./tokenizers/candidates.mjs";
import { OURS } from "./tokenizers/peers/windrow.mjs";
import { takeTurns } from "./tokenizers/turns.mjs";
import { corpus } from "./texts.mjs";

const TOKENS = Number(process.env.WINDROW_BENCH_TOKENS ?? 100_000_000);
const SAMPLES = 101;
/** What the second half may hold above the first: the allocator's rounding, not a leak's size. */
const SLACK_MEGABYTES = 2;

const longRun = (encoding) => ({
  question: `Does the heap grow over ${TOKENS / 1e6} million tokens in ${encoding}?`,
  async *run() {
    const { candidates } = await candidatesFor(encoding, { takesPart: (label) => label === OURS });
    const files = ["english2m", "code2m", "multilingual2m"].map((name) => corpus(name).file);
    const ours = { ...candidates[0], command: withCollector(candidates[0].command) };
    const task = { files, tokens: TOKENS, samples: SAMPLES };
    const [{ turns }] = await takeTurns(encoding, [ours], task, { program: "long-run", seconds: 3600 });
    const [{ memory, tokens, seconds, peak }] = turns;
    const half = Math.floor(memory.length / 2);
    const most = (samples) => Math.max(...samples.map(({ heap }) => heap));
    const growth = most(memory.slice(half)) - most(memory.slice(0, half));
    yield {
      label: `${encoding}, ${(tokens / 1e6).toFixed(1)} million tokens in ${seconds.toFixed(0)} s`,
      unit: "MB",
      candidates: [at("start (1 %)", memory[0]), at("middle", memory[half]), at("end", memory.at(-1))],
      goals: [
        {
          against: "first half's largest heap",
          figure: growth,
          unit: "MB more",
          goal: `<= ${SLACK_MEGABYTES} MB more`,
          reached: growth <= SLACK_MEGABYTES,
        },
      ],
      remarks: [`Heap and array buffers, after a collection. Peak resident set ${peak.toFixed(0)} MB.`],
    };
  },
});

const at = (candidate, { heap, resident }) => ({
  candidate: `${candidate}, resident ${resident.toFixed(0)} MB`,
  kind: "other",
  median: heap,
  min: heap,
  max: heap,
  rounds: 1,
});

const withCollector =
  (command) =>
  (...args) => {
    const [node, ...rest] = command(...args);
    return [node, "--expose-gc", ...rest];
  };

export const benchmark = {
  question: "Does memory grow while tokenizer-bpe encodes for a long time in one process?",
  sections: { o200k_base: longRun("o200k_base"), cl100k_base: longRun("cl100k_base") },
};
