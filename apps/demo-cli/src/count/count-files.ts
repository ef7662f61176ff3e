/**
 * Counts files on all cores: this thread and others, each of which takes the next files when it is free, the largest
 * first. Threads start only where there is more to read than one of them costs.
 */
import { availableCores, nodeThreads, ThreadClient } from "@windrow/core";
import { CliError } from "../cli-error.ts";
import type { TextTokenizer } from "../tokens/text-tokenizer.ts";
import { type Special, specialRules } from "../tokens/special-option.ts";
import { FileCounter, type Outcome } from "./count-file.ts";
import type { TokenizersOptions } from "./load-tokenizers.ts";

export interface SizedFile {
  readonly path: string;
  readonly bytes: number;
}

/** What a thread is started with. */
export interface CountThreadSetup {
  readonly options: TokenizersOptions;
  readonly special: Special;
  /** Shared: by thread, how many bytes and tokens it has counted. */
  readonly read: Float64Array;
  readonly thread: number;
}

/** Loads the tokenizers, or counts the files of these paths. */
export type CountRequest = "load" | readonly string[];

export interface CountFilesOptions {
  readonly options: TokenizersOptions;
  readonly special: Special;
  /** As the options name them. */
  readonly tokenizers: readonly TextTokenizer[];
  /** Most threads that count at a time, this one included; default one for each core. */
  readonly threads?: number | undefined;
  /** Is given the bytes and tokens so far, ten times a second. */
  readonly onRead: (bytes: number, tokens: number) => void;
}

/** A thread takes some 100 ms of a core to start and to load a tokenizer, in which 2 MB are counted. */
const MIN_BYTES_PER_THREAD = 2 ** 21;
/** As many files go to a thread at a time, or fewer that have this many bytes: some 10 ms of work. */
const MAX_BATCH_FILES = 64;
const MAX_BATCH_BYTES = 2 ** 18;
/** A thread has the next files when it is done with some. */
const BATCHES_PER_THREAD = 2;
const TICK_MS = 100;

/** @returns what came of each file, in their order @throws CliError where a thread ends */
export async function countFiles(files: readonly SizedFile[], setup: CountFilesOptions): Promise<Outcome[]> {
  const batches = batchesOf(files);
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const useful = Math.min(batches.length, Math.ceil(bytes / MIN_BYTES_PER_THREAD));
  const threads = Math.max(1, Math.min(setup.threads ?? availableCores(), useful));
  const read = new Float64Array(new SharedArrayBuffer(16 * threads));
  const clients = Array.from({ length: threads - 1 }, (_, i) => startThread(setup, read, i + 1));
  const outcomes: Outcome[] = Array.from({ length: files.length });
  const tick = setInterval(() => setup.onRead(sumOf(read, 0), sumOf(read, 1)), TICK_MS);
  let next = 0;
  const take = async (count: (paths: readonly string[]) => Promise<Outcome[]>): Promise<void> => {
    for (let batch = batches[next++]; batch !== undefined; batch = batches[next++]) {
      const found = await count(batch.map((index) => files[index]!.path));
      for (const [i, index] of batch.entries()) outcomes[index] = found[i]!;
    }
  };
  const ahead = clients.flatMap((client) => Array.from({ length: BATCHES_PER_THREAD }, () => client));
  try {
    await Promise.all([takeHere(take, setup, read), ...ahead.map((client) => takeThere(take, client))]);
  } finally {
    clearInterval(tick);
    await Promise.all(clients.map(({ client }) => client.end()));
  }
  return outcomes;
}

type Take = (count: (paths: readonly string[]) => Promise<Outcome[]>) => Promise<void>;

async function takeHere(
  take: Take,
  { tokenizers, special, onRead }: CountFilesOptions,
  read: Float64Array,
): Promise<void> {
  const counter = new FileCounter({ tokenizers, rules: specialRules(special) }, (bytes, tokens) => {
    read[0] = bytes;
    read[1] = tokens;
    onRead(sumOf(read, 0), sumOf(read, 1));
  });
  await take(async (paths) => {
    // Other threads' answers, and signals, come between two batches.
    await new Promise((done) => setImmediate(done));
    return counter.countAll(paths);
  });
}

async function takeThere(take: Take, { client, loaded }: CountThread): Promise<void> {
  // One that can't load, as where nothing could be put into the hub's cache, is not needed: the others count all.
  if (await loaded) await take((paths) => client.ask<Outcome[]>(paths));
}

interface CountThread {
  readonly client: ThreadClient<CountRequest>;
  readonly loaded: Promise<boolean>;
}

function startThread({ options, special }: CountFilesOptions, read: Float64Array, thread: number): CountThread {
  const { encoding, tokenizer, vocab, pattern } = options;
  const workerData: CountThreadSetup = { options: { encoding, tokenizer, vocab, pattern }, special, read, thread };
  const client = new ThreadClient<CountRequest>(nodeThreads()!, {
    program: new URL("./count-worker.js", import.meta.url),
    workerData,
    place: "in a thread that counts",
    failed: (why, cause) =>
      new CliError(`a thread that counted ended (${why}). If memory ran out, use fewer: --threads 1`, { cause }),
  });
  const loaded = client.ask("load").then(
    () => true,
    () => false,
  );
  return { client, loaded };
}

/** Indices of files, the largest first. */
function batchesOf(files: readonly SizedFile[]): number[][] {
  const batches: number[][] = [];
  const bySize = files.map((_, i) => i).toSorted((a, b) => files[b]!.bytes - files[a]!.bytes);
  let bytes = Infinity;
  for (const index of bySize) {
    const more = files[index]!.bytes;
    if (bytes + more > MAX_BATCH_BYTES || batches.at(-1)!.length === MAX_BATCH_FILES) {
      batches.push([]);
      bytes = 0;
    }
    batches.at(-1)!.push(index);
    bytes += more;
  }
  return batches;
}

/** @param which 0 for bytes, 1 for tokens */
function sumOf(read: Float64Array, which: 0 | 1): number {
  let sum = 0;
  for (let i = which; i < read.length; i += 2) sum += read[i]!;
  return sum;
}
