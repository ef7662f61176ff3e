/** Runs the tasks of a job that are left, in the threads of this process, stage by stage. */
import { checkAssembled } from "../assemble/check-assembled.ts";
import { PrepareError } from "../errors.ts";
import type { Job } from "../job/open-job.ts";
import type { Stage, JobProgress, TaskResult } from "../job/tasks.ts";
import { advance } from "./advance.ts";
import {
  clearFailure,
  type FailedTask,
  failedTask,
  FAILURES_OF_THE_JOB,
  readFailures,
  recordFailure,
} from "./failures.ts";
import type { Rank } from "./rank-from-environment.ts";
import { sweepOld } from "./sweep-old.ts";
import type { TaskPool } from "./task-pool.ts";

/** How far a run is. */
export interface PrepareProgress {
  readonly stage: "plan" | Stage;
  /** Tasks of the stage that are done, by whomever; in "plan" bytes. */
  readonly done: number;
  readonly total: number;
  /** Bytes of input, in "encode": what this run has encoded, and about what it had to encode when it began. */
  readonly bytes: number;
  readonly totalBytes: number;
  /** Tokens in the stage's tasks that this run did. */
  readonly tokens: number;
  readonly documents: number;
  readonly skipped: number;
  /** Tasks that failed in this run. */
  readonly failed: number;
}

/** Tasks given to a pool at a time beyond what it runs: enough to keep it busy, few to take back. */
const QUEUED_PER_THREAD = 4;

/** What no other task would be spared. */
const ENDS_RUN: ReadonlySet<string> = new Set([
  "PREPARE_INTERRUPTED",
  "PREPARE_OUTPUT_UNWRITABLE",
  ...FAILURES_OF_THE_JOB,
]);

/**
 * @param rank only its share of the units; of the shards, which are left when all units are done, all
 * @returns whether the whole job is done
 * @throws PrepareError PREPARE_UNITS_FAILED, PREPARE_INTERRUPTED
 */
export async function runStages(
  job: Job,
  pool: TaskPool,
  rank: Rank | undefined,
  onProgress: ((progress: PrepareProgress) => void) | undefined,
): Promise<boolean> {
  const isMine = (index: number): boolean => rank === undefined || index % rank.worldSize === rank.rank;
  if (rank === undefined) await sweepOld(job);
  await checkAssembled(job, isMine);
  for (let progress = await advance(job.output); progress.stage !== "done"; progress = await advance(job.output)) {
    const mine = progress.pending.filter(isMine);
    // Whoever encodes last cuts the shards: its own share first, in case others do theirs.
    const tasks = progress.stage === "encode" ? mine : [...mine, ...progress.pending.filter((index) => !isMine(index))];
    if (tasks.length === 0) return false;
    await runStage(job, progress, tasks, pool, onProgress);
  }
  return true;
}

async function runStage(
  job: Job,
  { stage, pending, total }: JobProgress & { readonly stage: Stage | "done" },
  tasks: readonly number[],
  pool: TaskPool,
  onProgress: ((progress: PrepareProgress) => void) | undefined,
): Promise<void> {
  if (stage === "done") return;
  const failures: FailedTask[] = [];
  const failedBefore = new Set(
    (await readFailures(job.output)).flatMap((one) => (one.stage === stage ? [one.index] : [])),
  );
  const sum: { -readonly [Name in keyof TaskResult]: number } = { tokens: 0, documents: 0, skipped: 0, bytes: 0 };
  let done = total - pending.length;
  const share = total === 0 ? 0 : tasks.length / total;
  const report = (): void =>
    onProgress?.({ stage, done, total, totalBytes: job.manifest.bytes * share, failed: failures.length, ...sum });
  const runOne = async (index: number): Promise<void> => {
    const task = { stage, index };
    try {
      const result = await pool.runTask(job.output, task);
      for (const name of ["tokens", "documents", "skipped", "bytes"] as const) sum[name] += result[name];
      done++;
      if (failedBefore.has(index)) await clearFailure(job.output, task);
    } catch (error) {
      if (ENDS_RUN.has((error as PrepareError).code)) throw error;
      await recordFailure(job.output, task, error);
      failures.push(failedTask(task, error));
    }
    report();
  };
  report();
  await eachOf(tasks, QUEUED_PER_THREAD * pool.threads, runOne);
  if (failures.length > 0) throw failed(job, failures, total);
}

/** Calls for all, so many at a time; after a failure for no more of them, and the others are awaited. */
async function eachOf(
  indices: readonly number[],
  atATime: number,
  run: (index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  let isFailed = false;
  const line = async (): Promise<void> => {
    while (next < indices.length && !isFailed) {
      try {
        await run(indices[next++]!);
      } catch (error) {
        isFailed = true;
        throw error;
      }
    }
  };
  const lines = await Promise.allSettled(Array.from({ length: atATime }, line));
  const first = lines.find((one) => one.status === "rejected");
  if (first !== undefined) throw first.reason;
}

function failed(job: Job, inOrderOfTime: readonly FailedTask[], total: number): PrepareError {
  const failures = inOrderOfTime.toSorted((a, b) => a.index - b.index);
  const [first] = failures;
  const more = failures.length === 1 ? "" : ` (and ${failures.length - 1} more: see status)`;
  return new PrepareError(
    "PREPARE_UNITS_FAILED",
    `${failures.length} of ${total} tasks failed; the first: ${first!.reason}${more} What is done is kept: fix the cause, then resume ${job.output}.`,
    { output: job.output, failures },
  );
}
