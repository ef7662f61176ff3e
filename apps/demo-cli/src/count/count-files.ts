/** Counts files on all cores: this thread and others, each of which takes the next files when it is free, the largest first. */
import { type Counting } from "./count-stream.ts";
import { FileCounter, type Outcome, type SizedFile } from "./count-file.ts";
import type { CountThreads } from "./count-threads.ts";

/** As many files go to a thread at a time, or fewer that have this many bytes: some 10 ms of work. */
const MAX_BATCH_FILES = 64;
const MAX_BATCH_BYTES = 2 ** 18;
const TICK_MS = 100;

/**
 * @param threads those that count beside this one
 * @param onRead is given the bytes and tokens so far, ten times a second
 * @returns what came of each file, in their order
 * @throws CliError where a thread ends
 */
export async function countFiles(
  files: readonly SizedFile[],
  counting: Counting,
  threads: CountThreads,
  onRead: (bytes: number, tokens: number) => void,
): Promise<Outcome[]> {
  const batches = batchesOf(files);
  const outcomes: Outcome[] = Array.from({ length: files.length });
  let next = 0;
  const takeAll = async (count: (some: readonly SizedFile[]) => Promise<Outcome[]>): Promise<void> => {
    for (let batch = batches[next++]; batch !== undefined; batch = batches[next++]) {
      const found = await count(batch.map((index) => files[index]!));
      for (const [i, index] of batch.entries()) outcomes[index] = found[i]!;
    }
  };
  const own = new FileCounter(counting, (bytes, tokens) => {
    threads.setOwn(bytes, tokens);
    onRead(...threads.sums);
  });
  const countHere = async (some: readonly SizedFile[]): Promise<Outcome[]> => {
    // Other threads' answers, and signals, come between two batches.
    await new Promise((done) => setImmediate(done));
    return own.countAll(some);
  };
  const tick = setInterval(() => onRead(...threads.sums), TICK_MS);
  try {
    await Promise.all([takeAll(countHere), threads.each(takeAll)]);
  } finally {
    clearInterval(tick);
  }
  return outcomes;
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
