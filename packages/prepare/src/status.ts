/** Where a job stands, from what lies in its folder: asked on any machine, while others work on it. */
import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { allUnits, readAssemblyManifest, type SetEntry } from "./assemble/assembly.ts";
import { checkAssemblySize } from "./assemble/check-assembly-size.ts";
import { withPrepareErrors } from "./files/as-prepare-error.ts";
import { readDone } from "./finish/done-job.ts";
import { isFinished } from "./job/is-finished.ts";
import { JOB_FILE, jobPath } from "./job/job-folder.ts";
import { pendingTasks, readMarkers } from "./job/markers.ts";
import { type Job, openJob } from "./job/open-job.ts";
import type { Stage } from "./job/tasks.ts";
import { type FailedTask, readFailures } from "./run/failures.ts";

/** Tasks done of all. */
interface TaskCount {
  readonly done: number;
  readonly total: number;
}

/** Where a job stands. */
export interface PrepareStatus {
  readonly stage: Stage | "done";
  readonly units: TaskCount;
  /** Undefined until all units are encoded, which decides how many there are. */
  readonly shards: TaskCount | undefined;
  /** Tokens in the units that are done. */
  readonly tokens: number;
  readonly documents: number;
  readonly skipped: number;
  readonly duplicates: number;
  /** Bytes of the inputs whose units are done, and of all. */
  readonly bytes: number;
  readonly totalBytes: number;
  /** Over the time from the plan, or where that was made long before from the first unit's end, to the last unit's, breaks included; undefined with fewer than two units, or when all units are done. */
  readonly tokensPerSecond: number | undefined;
  /** By the same rate, until all units are encoded. */
  readonly secondsLeft: number | undefined;
  /** Since the last unit was done; undefined with none, or when all are done. */
  readonly secondsIdle: number | undefined;
  /** Tasks that failed when they were tried last. */
  readonly failed: readonly FailedTask[];
  /** Once the job is done. */
  readonly sets: readonly SetEntry[];
}

/**
 * Where the job of a folder stands. While units are encoded it reads a small
 * file for each that is done.
 * @throws PrepareError PREPARE_NO_JOB
 */
export async function status(output: string): Promise<PrepareStatus> {
  const folder = resolve(output);
  return withPrepareErrors(folder, async () => {
    const job = await openJob(folder);
    const found = await look(job).catch(async (error: Error) => {
      if (!(await isFinished(folder).catch(() => false))) throw error;
      return undefined;
    });
    // Whoever finishes the job sweeps away what was counted here.
    return found === undefined || (found.stage !== "done" && (await isFinished(folder))) ? look(job) : found;
  });
}

async function look(job: Job): Promise<PrepareStatus> {
  const total = job.manifest.units.count;
  const totalBytes = job.manifest.bytes;
  if (await isFinished(job.output)) {
    const done = await readDone(job);
    const sum = (name: "tokens" | "documents" | "shards"): number => done.sets.reduce((all, set) => all + set[name], 0);
    const shards = sum("shards");
    return {
      stage: "done",
      units: { done: total, total },
      shards: { done: shards, total: shards },
      tokens: sum("tokens"),
      documents: sum("documents"),
      skipped: done.skipped,
      duplicates: done.duplicates,
      bytes: totalBytes,
      totalBytes,
      tokensPerSecond: undefined,
      secondsLeft: undefined,
      secondsIdle: undefined,
      failed: [],
      sets: done.sets,
    };
  }
  const assembly = await readAssemblyManifest(job);
  const common = {
    duplicates: job.manifest.duplicates?.count ?? 0,
    totalBytes,
    sets: [],
  };
  // One that another has done meanwhile failed before.
  const failedOf = async (stage: Stage, pending: ReadonlySet<number>): Promise<FailedTask[]> =>
    (await readFailures(job.output)).filter((one) => one.stage === stage && pending.has(one.index));
  if (assembly === undefined) {
    const pending = new Set(await pendingTasks(job.output, "encode", total));
    const encoded = await encodedSoFar(job, pending);
    const units = { done: encoded.units, total };
    const failed = await failedOf("encode", pending);
    return {
      stage: "encode",
      units,
      shards: undefined,
      ...encoded.sum,
      ...rate(encoded, totalBytes),
      ...common,
      failed,
    };
  }
  const sum = (name: "tokens" | "documents" | "shards"): number =>
    assembly.sets.reduce((all, set) => all + set[name], 0);
  await checkAssemblySize(job, assembly);
  const pending = new Set(await pendingTasks(job.output, "assemble", sum("shards")));
  return {
    stage: "assemble",
    units: { done: total, total },
    shards: { done: sum("shards") - pending.size, total: sum("shards") },
    failed: await failedOf("assemble", pending),
    tokens: sum("tokens"),
    documents: sum("documents"),
    skipped: assembly.skipped,
    bytes: totalBytes,
    tokensPerSecond: undefined,
    secondsLeft: undefined,
    secondsIdle: undefined,
    ...common,
  };
}

interface Encoded {
  readonly units: number;
  readonly sum: { tokens: number; documents: number; skipped: number; bytes: number };
  /** What was done in the time over which the rate is measured. */
  readonly since: { tokens: number; bytes: number; ms: number };
  /** When the last unit was done. */
  readonly lastMs: number;
}

/** A plan that is so young when the first unit is done is what the work began with. */
const JUST_BEFORE_MS = 60_000;

async function encodedSoFar(job: Job, pending: ReadonlySet<number>): Promise<Encoded> {
  const done = allUnits(job).filter((unit) => !pending.has(unit));
  const sum = { tokens: 0, documents: 0, skipped: 0, bytes: 0 };
  let [units, first, last] = [0, { at: Infinity, tokens: 0, bytes: 0 }, 0];
  for await (const { marker, writtenMs } of readMarkers(job, "encode", done)) {
    if (marker === undefined) continue;
    units++;
    for (const name of ["tokens", "documents", "skipped", "bytes"] as const) sum[name] += marker[name];
    if (writtenMs < first.at) first = { at: writtenMs, tokens: marker.tokens, bytes: marker.bytes };
    last = Math.max(last, writtenMs);
  }
  const plannedMs = (await stat(jobPath(job.output, JOB_FILE))).mtimeMs;
  const isPlannedJustBefore = first.at - plannedMs < JUST_BEFORE_MS;
  const since = isPlannedJustBefore
    ? { tokens: sum.tokens, bytes: sum.bytes, ms: last - plannedMs }
    : { tokens: sum.tokens - first.tokens, bytes: sum.bytes - first.bytes, ms: last - first.at };
  return { units, sum, since, lastMs: last };
}

function rate(
  { units, sum, since, lastMs }: Encoded,
  totalBytes: number,
): Pick<PrepareStatus, "tokensPerSecond" | "secondsLeft" | "secondsIdle"> {
  const secondsIdle = units === 0 ? undefined : Math.max(0, Date.now() - lastMs) / 1000;
  if (units < 2 || since.ms <= 0) return { tokensPerSecond: undefined, secondsLeft: undefined, secondsIdle };
  const seconds = since.ms / 1000;
  return {
    secondsIdle,
    tokensPerSecond: since.tokens / seconds,
    secondsLeft: since.bytes === 0 ? undefined : ((totalBytes - sum.bytes) / since.bytes) * seconds,
  };
}
