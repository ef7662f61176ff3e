/** What trainBpe takes, checked before any work. */
import { checkFunction, checkInteger, invalidOption, isUint8Array } from "@windrow/core";
import { checkOptions, checkThreads, fail } from "../arguments.ts";
import { checkEngineName } from "../encode/choose-engine.ts";
import type { EngineOptions } from "../encode/engine.ts";
import type { EncodingName } from "../encoding-definitions.ts";
import { checkSpecialUnits } from "../special/special-token-finder.ts";
import { ownDefinition } from "../own-encoding.ts";
import { MAX_TOKENS } from "../vocabulary/pair-table.ts";

/** A text; one that does not fit into memory, or comes from elsewhere, in parts that are cut anywhere. */
export type TrainingText = string | AsyncIterable<string>;

/** How far a training is. */
export interface TrainProgress {
  /** Words are counted first, then merges learned; `"done"` comes once, at the end. */
  readonly stage: "count" | "merge" | "done";
  /** Texts read, and bytes of UTF-8 whose words were counted. */
  readonly texts: number;
  readonly bytes: number;
  /** Distinct words; 0 while they are counted. */
  readonly words: number;
  readonly merges: number;
  readonly wantedMerges: number;
  /** At the end, where there are fewer merges than wanted: why. */
  readonly stopped?: string;
}

/** Keeps what was done, so that a training that was killed goes on. */
export interface TrainCheckpoint {
  /** Milliseconds from one to the next, default 60,000. One more is saved where `signal` ends the training. */
  readonly everyMs?: number | undefined;
  /** Is given all that `resume` needs; some bytes more than the distinct words have. */
  save(state: Uint8Array): void | Promise<void>;
}

/** What is learned, from how much, by whom. */
export interface TrainOptions extends EngineOptions {
  /** Tokens in all: the 256 bytes, the merges, and the special tokens. At most 1,048,575. */
  readonly vocabSize: number;
  /** How text is split into words, within which merges are learned: as in `BpeTokenizer.fromTiktoken`. */
  readonly pattern: EncodingName | (string & {});
  /** Name of the encoding, default `"trained"`. */
  readonly name?: string | undefined;
  /** Get the ids behind the last merge, in this order. In the texts they are skipped. By default none. */
  readonly specialTokens?: readonly string[] | undefined;
  /** Pairs that occur less often are not merged. Default 0: the same as 1. */
  readonly minFrequency?: number | undefined;
  /**
   * That count words; default: of a short text the calling one, of a long one in Node one for each core. The
   * result is the same.
   */
  readonly threads?: number | undefined;
  /** Called some ten times a second. */
  readonly onProgress?: ((progress: TrainProgress) => void) | undefined;
  /** Ends the training with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  readonly checkpoint?: TrainCheckpoint | undefined;
  /** What a checkpoint saved of a training over the same texts with the same pattern and special tokens. */
  readonly resume?: Uint8Array | undefined;
}

/** The same, checked, with defaults. */
export interface CheckedOptions extends TrainOptions {
  readonly name: string;
  readonly specialTokens: readonly string[];
  /** At least 1. */
  readonly minFrequency: number;
  readonly threads: number | undefined;
  /** The pattern written out, and how it is split. */
  readonly source: string;
  readonly split: string | RegExp;
  readonly maxMerges: number;
  readonly everyMs: number;
}

const OPTIONS = [
  "vocabSize",
  "pattern",
  "name",
  "specialTokens",
  "minFrequency",
  "threads",
  "onProgress",
  "signal",
  "checkpoint",
  "resume",
  "engine",
] as const;
const BYTES = 256;
const EVERY_MS = 60_000;

/** @throws BpeError BPE_INVALID_OPTION, BPE_INVALID_PATTERN */
export function checkTrainOptions(options: TrainOptions): CheckedOptions {
  if (typeof options !== "object" || options === null)
    throw invalid("options", options, 'an object, such as { vocabSize: 8192, pattern: "cl100k_base" }');
  checkOptions(options, OPTIONS);
  const { name = "trained", pattern, specialTokens = [], minFrequency = 0, threads } = options;
  const { pattern: source, split } = ownDefinition({ name, pattern }, []);
  checkSpecialTokens(specialTokens);
  const least = BYTES + specialTokens.length;
  const { vocabSize } = options;
  if (!(Number.isInteger(vocabSize) && vocabSize >= least && vocabSize <= MAX_TOKENS)) {
    const range = `from ${least} to ${MAX_TOKENS}: ${BYTES} bytes and the special tokens`;
    throw invalid("vocabSize", vocabSize, `an integer ${range}`);
  }
  checkInteger(fail, "minFrequency", minFrequency, 0);
  if (threads !== undefined) checkThreads(threads);
  checkEngineName(options.engine);
  const { checkpoint, onProgress, resume, signal } = options;
  if (onProgress !== undefined) checkFunction(fail, "onProgress", onProgress);
  if (resume !== undefined && !isUint8Array(resume))
    throw invalid("resume", resume, "the bytes that a checkpoint saved");
  if (signal !== undefined && typeof signal?.throwIfAborted !== "function")
    throw invalid("signal", signal, "an AbortSignal");
  if (checkpoint !== undefined && typeof checkpoint?.save !== "function")
    throw invalid("checkpoint", checkpoint, "an object with a function save(state)");
  const { everyMs = EVERY_MS } = checkpoint ?? {};
  if (!(everyMs >= 0)) throw invalid("checkpoint.everyMs", everyMs, "a number of milliseconds");
  return {
    ...options,
    name,
    specialTokens,
    minFrequency: Math.max(1, minFrequency),
    threads,
    source,
    split,
    maxMerges: vocabSize - least,
    everyMs,
  };
}

function checkSpecialTokens(tokens: readonly string[]): void {
  const expected = 'an array of texts, such as ["<|endoftext|>"]';
  if (!Array.isArray(tokens)) throw invalid("specialTokens", tokens, expected);
  const seen = new Set<string>();
  for (const [i, token] of (tokens as readonly string[]).entries()) {
    if (typeof token !== "string" || token === "")
      throw invalid(`specialTokens[${i}]`, token, "a text that is not empty");
    if (seen.has(token)) throw invalid(`specialTokens[${i}]`, token, "each special token once");
    seen.add(token);
  }
  checkSpecialUnits(tokens);
}

function invalid(option: string, value: unknown, expected: string): Error {
  return invalidOption(fail, option, value, expected);
}
