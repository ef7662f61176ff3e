/** Where a job stands, from what lies in its folder: asked on any machine, while others work on it. */
import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { readDone } from "./assemble/finish-job.ts";
import { readAssemblyManifest, type SetEntry } from "./assemble/assembly.ts";
import { markerPath } from "./job/job-folder.ts";
import { type Job, openJob } from "./job/open-job.ts";
import { type FailedTask, readFailures } from "./stages/failures.ts";
import { pendingTasks, readMarker } from "./stages/markers.ts";
import { isFinished } from "./stages/is-finished.ts";
import type { Stage } from "./stages/tasks.ts";

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
  /** Of the units that are done. */
  readonly tokens: number;
  readonly documents: number;
  readonly skipped: number;
  readonly duplicates: number;
  /** Bytes of the inputs whose units are done, and of all. */
  readonly bytes: number;
  readonly totalBytes: number;
  /** Over the time from the first unit's end to the last's; undefined with fewer than two units, or when all is done. */
  readonly tokensPerSecond: number | undefined;
  /** By the same rate, until all units are encoded. */
  readonly secondsLeft: number | undefined;
  /** Tasks that failed when they were tried last. */
  readonly failed: readonly FailedTask[];
  /** Once the job is done. */
  readonly sets: readonly SetEntry[];
}

/**
 * Where the job of a folder stands. It reads a small file for each unit that is done: some 20,000 a second.
 * @throws PrepareError PREPARE_NO_JOB
 */
export async function status(output: string): Promise<PrepareStatus> {
  const job = await openJob(resolve(output));
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
      failed: [],
      sets: done.sets,
    };
  }
  const assembly = await readAssemblyManifest(job);
  const encoded = await encodedSoFar(job);
  const shardCount = assembly?.sets.reduce((sum, { shards }) => sum + shards, 0);
  return {
    stage: assembly === undefined ? "encode" : "assemble",
    units: { done: encoded.units, total },
    shards: shardCount === undefined ? undefined : await countDone(job, "assemble", shardCount),
    ...encoded.sum,
    duplicates: job.manifest.duplicates?.count ?? 0,
    totalBytes,
    ...rate(encoded, totalBytes),
    failed: await readFailures(job.output),
    sets: [],
  };
}

interface Encoded {
  readonly units: number;
  readonly sum: { tokens: number; documents: number; skipped: number; bytes: number };
  /** Of what was done behind the first unit's end. */
  readonly since: { tokens: number; bytes: number; ms: number };
}

async function encodedSoFar(job: Job): Promise<Encoded> {
  const total = job.manifest.units.count;
  const pending = new Set(await pendingTasks(job.output, "encode", total));
  const sum = { tokens: 0, documents: 0, skipped: 0, bytes: 0 };
  let [units, first, last] = [0, { at: Infinity, tokens: 0, bytes: 0 }, 0];
  for (let index = 0; index < total; index++) {
    if (pending.has(index)) continue;
    const task = { stage: "encode", index } as const;
    const marker = await readMarker(job, task);
    if (marker === undefined) continue;
    const { mtimeMs } = await stat(markerPath(job.output, task));
    units++;
    for (const name of ["tokens", "documents", "skipped", "bytes"] as const) sum[name] += marker[name];
    if (mtimeMs < first.at) first = { at: mtimeMs, tokens: marker.tokens, bytes: marker.bytes };
    last = Math.max(last, mtimeMs);
  }
  const since = { tokens: sum.tokens - first.tokens, bytes: sum.bytes - first.bytes, ms: last - first.at };
  return { units, sum, since };
}

function rate(
  { units, sum, since }: Encoded,
  totalBytes: number,
): Pick<PrepareStatus, "tokensPerSecond" | "secondsLeft"> {
  if (units < 2 || since.ms <= 0) return { tokensPerSecond: undefined, secondsLeft: undefined };
  const seconds = since.ms / 1000;
  return {
    tokensPerSecond: since.tokens / seconds,
    secondsLeft: since.bytes === 0 ? undefined : ((totalBytes - sum.bytes) / since.bytes) * seconds,
  };
}

async function countDone(job: Job, stage: Stage, total: number): Promise<TaskCount> {
  return { done: total - (await pendingTasks(job.output, stage, total)).length, total };
}
