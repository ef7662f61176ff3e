/** Trains a byte pair encoding: counts the words of texts (count-texts.ts), then learns merges (merge-learner.ts). */
import { describe } from "@windrow/core";
import { type BpeTokenizer, tokenizerOf } from "../bpe-tokenizer.ts";
import { vocabularyOfTokens } from "../vocabulary-sources/listed/vocabulary-of-tokens.ts";
import { ownSource } from "../vocabulary/vocabulary-source.ts";
import { BpeError } from "../errors.ts";
import { ownDefinition } from "../own-encoding.ts";
import { joinBytes } from "../vocabulary/token-bytes.ts";
import { BYTE_OF_ID } from "../vocabulary/byte-alphabet.ts";
import { readCheckpoint, type TextPosition, type TrainingState, writeCheckpoint } from "./checkpoint.ts";
import { TextsCounter } from "./count-texts.ts";
import { type Counting, startCounting } from "./counting-threads.ts";
import { MergeLearner } from "./merge-learner.ts";
import { TextCutter } from "./text-cutter.ts";
import { type CheckedOptions, checkTrainOptions, type TrainingText, type TrainOptions } from "./train-options.ts";
import { WordCounts, type WordTable } from "./word-counts.ts";

const PROGRESS_MS = 100;
const NO_MERGES = new Int32Array(0);

/**
 * Trains a byte-level BPE. The ids 0 to 255 are the bytes in GPT-2's order, then come the merges in the
 * order learned, then the special tokens. The merges are those of Hugging Face's trainer: always the pair
 * that occurs most often, of equal ones the lower pair of ids. They depend on the texts, the pattern and
 * `minFrequency` alone, not on the number of threads. Where the texts have no more pairs, there are fewer
 * than asked for: the last call of `onProgress` says so.
 *
 * Memory: some ten bytes for each byte of distinct words.
 * @param texts split one by one: no token goes from one into the next
 * @throws BpeError BPE_INVALID_OPTION, BPE_INVALID_PATTERN, BPE_INVALID_TEXT, BPE_EMPTY_CORPUS,
 *   BPE_PIECE_TOO_LONG, BPE_INVALID_CHECKPOINT, BPE_THREAD_FAILED; the reason of `signal`
 * @example
 * const tokenizer = await trainBpe(texts, { vocabSize: 8192, pattern: "cl100k_base", specialTokens: ["<|endoftext|>"] });
 */
export async function trainBpe(
  texts: Iterable<TrainingText> | AsyncIterable<TrainingText>,
  options: TrainOptions,
): Promise<BpeTokenizer> {
  const checked = checkTrainOptions(options);
  checkTexts(texts);
  checked.signal?.throwIfAborted();
  const training = new Training(checked);
  const words = await training.countWords(texts);
  return training.learnMerges(words);
}

class Training {
  readonly #options: CheckedOptions;
  readonly #start: TrainingState | undefined;
  #position: TextPosition = { texts: 0, units: 0 };
  #bytes = 0;
  #words = 0;
  #merges = 0;
  #lastProgress = 0;
  #lastStage: string | undefined;
  #lastSave = performance.now();

  constructor(options: CheckedOptions) {
    this.#options = options;
    this.#start = options.resume && readCheckpoint(options, options.resume);
    if (this.#start !== undefined) [this.#position, this.#bytes] = [this.#start.position, this.#start.bytes];
  }

  async countWords(texts: Iterable<TrainingText> | AsyncIterable<TrainingText>): Promise<WordTable> {
    if (this.#start?.isCounted) return this.#start.words;
    const { split, specialTokens, threads } = this.#options;
    const words = new WordCounts();
    if (this.#start !== undefined) words.addTable(this.#start.words);
    const before = this.#bytes;
    const counting = startCounting(split, threads);
    const cutter = new TextCutter(specialTokens, typeof split === "string");
    const counter = new TextsCounter(cutter, counting, {
      onSent: () => {
        this.#bytes = before + counting.bytes;
        this.#report("count");
        // Else `onPosition` sees it, which can save what was done.
        if (this.#options.checkpoint === undefined) this.#options.signal?.throwIfAborted();
      },
      onPosition: async (position, sendAll) => {
        this.#position = position;
        await this.#saveIfDue(async () => {
          await sendAll();
          return this.#takeState(counting, words, before);
        });
      },
    });
    try {
      await counter.count(texts, this.#position);
      await counting.takeInto(words);
    } finally {
      await counting.close();
    }
    this.#bytes = before + counting.bytes;
    if (words.size > 0) return words.table();
    throw new BpeError(
      "BPE_EMPTY_CORPUS",
      `there is nothing to learn from in ${this.#position.texts} ${this.#position.texts === 1 ? "text" : "texts"}; expected at least one text with something that the pattern matches.`,
    );
  }

  async learnMerges(words: WordTable): Promise<BpeTokenizer> {
    const { maxMerges, minFrequency } = this.#options;
    const learner = new MergeLearner(words, maxMerges, minFrequency);
    this.#words = words.lengths.length;
    const state = (): TrainingState => ({
      position: this.#position,
      bytes: this.#bytes,
      isCounted: true,
      words,
      lefts: learner.lefts.slice(0, learner.merges),
      rights: learner.rights.slice(0, learner.merges),
    });
    const known = this.#start ?? { lefts: NO_MERGES, rights: NO_MERGES };
    let isLeft = true;
    // The first turn comes with the first merge, so that the stage is reported however short it is.
    for (let turn = -Infinity; isLeft && learner.merges < maxMerges;) {
      isLeft = repeatOrLearn(learner, known);
      this.#merges = learner.merges;
      if (performance.now() - turn < PROGRESS_MS / 2) continue;
      this.#report("merge");
      await this.#saveIfDue(async () => state());
      await new Promise((resolve) => setTimeout(resolve));
      turn = performance.now();
    }
    this.#report("done", isLeft ? undefined : noPairLeft(minFrequency));
    return this.#tokenizerOf(learner);
  }

  /** Saves what was done where it is time, or where the signal ends the training, and then throws. */
  async #saveIfDue(state: () => Promise<TrainingState>): Promise<void> {
    const { checkpoint, signal, everyMs } = this.#options;
    const isAborted = signal?.aborted ?? false;
    if (checkpoint !== undefined && (isAborted || performance.now() - this.#lastSave >= everyMs)) {
      await checkpoint.save(writeCheckpoint(this.#options, await state()));
      this.#lastSave = performance.now();
    }
    signal?.throwIfAborted();
  }

  async #takeState(counting: Counting, words: WordCounts, before: number): Promise<TrainingState> {
    await counting.takeInto(words);
    this.#bytes = before + counting.bytes;
    return {
      position: this.#position,
      bytes: this.#bytes,
      isCounted: false,
      words: words.table(),
      lefts: NO_MERGES,
      rights: NO_MERGES,
    };
  }

  #report(stage: "count" | "merge" | "done", stopped?: string): void {
    const now = performance.now();
    const isNew = stage !== this.#lastStage;
    if (!isNew && now - this.#lastProgress < PROGRESS_MS) return;
    this.#lastProgress = now;
    this.#lastStage = stage;
    this.#options.onProgress?.({
      stage,
      texts: this.#position.texts,
      bytes: this.#bytes,
      words: this.#words,
      merges: this.#merges,
      wantedMerges: this.#options.maxMerges,
      ...(stopped === undefined ? {} : { stopped }),
    });
  }

  #tokenizerOf({ lefts, rights, merges }: MergeLearner): BpeTokenizer {
    const tokens: Uint8Array[] = Array.from(BYTE_OF_ID, (byte) => Uint8Array.of(byte));
    for (let i = 0; i < merges; i++) tokens.push(joinBytes(tokens[lefts[i]!]!, tokens[rights[i]!]!));
    const { name, source, specialTokens, engine } = this.#options;
    const special = new Map(specialTokens.map((token, i) => [token, tokens.length + i]));
    const vocabulary = vocabularyOfTokens(tokens);
    const definition = ownDefinition({ name, pattern: source, specialTokens: special }, tokens);
    return tokenizerOf(definition, ownSource(vocabulary), engine);
  }
}

/** @returns false where no pair is left. @throws BpeError BPE_INVALID_CHECKPOINT */
function repeatOrLearn(learner: MergeLearner, { lefts, rights }: { lefts: Int32Array; rights: Int32Array }): boolean {
  const { merges } = learner;
  if (merges >= lefts.length) return learner.next();
  if (learner.repeat(lefts[merges]!, rights[merges]!)) return true;
  throw new BpeError(
    "BPE_INVALID_CHECKPOINT",
    `resume has a merge (number ${merges}) that does not occur in its words.`,
    {
      option: "resume",
      merge: merges,
    },
  );
}

function noPairLeft(minFrequency: number): string {
  return minFrequency === 1
    ? "every word is one token, so no pairs are left to merge. Give more text, or ask for a smaller vocabulary"
    : `no pairs are left that occur ${minFrequency} times. Give more text, or ask for a lower minimum frequency or a smaller vocabulary`;
}

function checkTexts(texts: unknown): void {
  const isIterable =
    typeof texts === "object" && texts !== null && (Symbol.iterator in texts || Symbol.asyncIterator in texts);
  if (isIterable) return;
  const hint = typeof texts === "string" ? "; put a single text into an array, [text]" : "";
  throw new BpeError(
    "BPE_INVALID_TEXT",
    `texts is ${describe(texts)}; expected an array or another iterable of texts${hint}.`,
    { texts },
  );
}
