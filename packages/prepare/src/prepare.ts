/** Documents to token shards: plans the job where that is not done, and runs what is left of it. */
import { checkOptions, invalidOption, refuseUnknown } from "@windrow/core";
import { resolve } from "node:path";
import { fail } from "./errors.ts";
import { withPrepareErrors } from "./files/as-prepare-error.ts";
import { checkShardsAreThere } from "./finish/shards-are-there.ts";
import { checkJob } from "./job/check-job.ts";
import { interrupted } from "./job/interrupted.ts";
import { isFinished } from "./job/is-finished.ts";
import type { JobManifest } from "./job/job-manifest.ts";
import { type Job, openJob, setFolder } from "./job/open-job.ts";
import type { PrepareJob } from "./job/prepare-job.ts";
import { planRequest } from "./plan/plan-job.ts";
import type { PlanProgress } from "./plan/plan-support.ts";
import { checkRank, type Rank } from "./run/rank-from-environment.ts";
import { type PrepareProgress, runStages } from "./run/run-stages.ts";
import { TaskPool } from "./run/task-pool.ts";
import { status } from "./status.ts";

/** Who does the work. */
export type Executor =
  | { readonly kind: "threads"; /** Default: one for each core. */ readonly threads?: number | undefined }
  | {
      /** One of several processes, on any machines, that share the output folder. */
      readonly kind: "rank";
      /** 0 to worldSize - 1. */
      readonly rank: number;
      /** How many ranks there are; the same for all of them, also when some are run again. */
      readonly worldSize: number;
      readonly threads?: number | undefined;
    };

/** How a job is run; nothing of it changes the output. */
export interface PrepareOptions {
  /** Default: the threads of this process. */
  readonly executor?: Executor | undefined;
  /** Called after each task, and while a plan is made. */
  readonly onProgress?: ((progress: PrepareProgress) => void) | undefined;
  /** Ends the run with PREPARE_INTERRUPTED; what is done is kept. */
  readonly signal?: AbortSignal | undefined;
}

const OPTIONS = ["executor", "onProgress", "signal"] as const;

/** What a run has come to. */
export interface PrepareResult {
  /** Whether the whole job is done; a rank may have done its share while others have not. */
  readonly done: boolean;
  readonly tokens: number;
  readonly documents: number;
  /** Documents that were left out as invalid text. */
  readonly skipped: number;
  /** Documents that were left out as duplicates. */
  readonly duplicates: number;
  /** Links to folders that lie in the input folders: they were not followed. The first 100. */
  readonly linksToFolders: readonly string[];
  /** Empty until the whole job is done. */
  readonly sets: readonly { readonly folder: string; readonly tokens: number; readonly shards: number }[];
}

/**
 * Prepares token shards: `openTokenShards(job.output)` reads them (with `validation`, its folders train
 * and validation). Called again after an interruption it goes on; when all is done it does nothing.
 * @throws PrepareError
 * @example
 * const { tokens } = await prepare({ inputs: ["texts"], output: "shards", tokenizer: { encoding: "gpt2" } });
 */
export async function prepare(job: PrepareJob, options: PrepareOptions = {}): Promise<PrepareResult> {
  checkOptions(fail, options, OPTIONS);
  const request = checkJob(job);
  return withPool(request.output, options, async (pool, rank) => {
    const { onProgress } = options;
    const onPlan = onProgress && (({ bytes, totalBytes }: PlanProgress) => onProgress(planProgress(bytes, totalBytes)));
    return run(await planRequest(request, { pool, onProgress: onPlan }), pool, rank, options);
  });
}

/**
 * Goes on with a job that was planned.
 * @param output its folder
 * @throws PrepareError PREPARE_NO_JOB and others
 */
export async function resume(output: string, options: PrepareOptions = {}): Promise<PrepareResult> {
  checkOptions(fail, options, OPTIONS);
  const folder = resolve(output);
  return withPool(folder, options, async (pool, rank) => run(await openJob(folder), pool, rank, options));
}

/**
 * Only plans a job: reads the inputs and writes the manifest, for ranks and queues to work on.
 * @returns the manifest; that of the folder where it has the same job
 * @throws PrepareError
 */
export async function planJob(
  job: PrepareJob,
  options: {
    readonly threads?: number | undefined;
    readonly onProgress?: PrepareOptions["onProgress"];
    readonly signal?: AbortSignal | undefined;
  } = {},
): Promise<JobManifest> {
  checkOptions(fail, options, ["threads", "onProgress", "signal"]);
  const request = checkJob(job);
  const { threads, onProgress } = options;
  return withPool(request.output, { ...options, executor: { kind: "threads", threads } }, async (pool) => {
    const onPlan = onProgress && (({ bytes, totalBytes }: PlanProgress) => onProgress(planProgress(bytes, totalBytes)));
    return (await planRequest(request, { pool, onProgress: onPlan })).manifest;
  });
}

function planProgress(bytes: number, totalBytes: number): PrepareProgress {
  return {
    stage: "plan",
    done: bytes,
    total: totalBytes,
    bytes,
    totalBytes,
    tokens: 0,
    documents: 0,
    skipped: 0,
    failed: 0,
  };
}

async function run(
  job: Job,
  pool: TaskPool,
  rank: Rank | undefined,
  { onProgress }: PrepareOptions,
): Promise<PrepareResult> {
  if (await isFinished(job.output)) await checkShardsAreThere(job);
  await runStages(job, pool, rank, onProgress);
  const { stage, tokens, documents, skipped, duplicates, sets } = await status(job.output);
  const done = stage === "done";
  return {
    done,
    tokens,
    documents,
    skipped,
    duplicates,
    linksToFolders: job.manifest.linksToFolders ?? [],
    sets: done
      ? sets.map(({ set, tokens: all, shards }) => ({ folder: setFolder(job, set), tokens: all, shards }))
      : [],
  };
}

async function withPool<T>(
  output: string,
  { executor = { kind: "threads" }, signal }: PrepareOptions,
  work: (pool: TaskPool, rank: Rank | undefined) => Promise<T>,
): Promise<T> {
  if (typeof executor !== "object" || executor === null)
    throw invalidOption(fail, "executor", executor, 'an object such as { kind: "threads" }');
  if (executor.kind !== "threads" && executor.kind !== "rank")
    throw invalidOption(fail, "executor.kind", (executor as { kind: unknown }).kind, '"threads" or "rank"');
  const fields = ["kind", "threads", ...(executor.kind === "rank" ? ["rank", "worldSize"] : [])];
  refuseUnknown(fail, "executor field", executor, fields);
  const rank = executor.kind === "rank" ? checkRank(executor) : undefined;
  const pool = new TaskPool({ threads: executor.threads });
  if (signal?.aborted) throw interrupted();
  const stop = (): void => pool.stop();
  signal?.addEventListener("abort", stop);
  try {
    const result = await withPrepareErrors(output, () => work(pool, rank));
    if (signal?.aborted && (result as { done?: boolean }).done === false) throw interrupted();
    return result;
  } finally {
    signal?.removeEventListener("abort", stop);
    await pool.close();
  }
}
