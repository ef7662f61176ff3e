/** Completion markers: the last file that a task writes, which says what it made and of which job it is. */
import { readText } from "@windrow/core/node";
import { readdir, stat } from "node:fs/promises";
import type { ShardEntry } from "@windrow/shards";
import { PrepareError } from "../errors.ts";
import {
  type FieldChecks,
  isCount,
  isFileName,
  isListOf,
  isSaved,
  isText,
  type Refuse,
  type Saved,
} from "../files/saved-json.ts";
import { parseSealed } from "../files/sealed-json.ts";
import { unreadable } from "../files/unreadable.ts";
import { writeJson } from "../files/write-json.ts";
import { jobPath, markerPath } from "./job-folder.ts";
import { type Job, setNames } from "./open-job.ts";
import { isPart, type PartEntry, partTokenBytes } from "./part-entry.ts";
import type { Stage, Task, TaskResult } from "./tasks.ts";

/** What every marker has. */
interface MarkerBase extends TaskResult {
  readonly job: string;
  /** Which task the marker belongs to: in another's place it would pass for that one's. */
  readonly stage: Stage;
  readonly index: number;
}

/** What a unit was encoded to. */
interface UnitMarker extends MarkerBase {
  readonly parts: readonly PartEntry[];
  /** Why documents were left out by the policy "skip", each with its place. */
  readonly skippedReasons: readonly string[];
}

/** What a shard was assembled to. */
interface ShardMarker extends MarkerBase {
  readonly entry: ShardEntry;
}

interface MarkerOf {
  readonly encode: UnitMarker;
  readonly assemble: ShardMarker;
}

const resultChecks: FieldChecks = ({ job, stage, index, tokens, documents, skipped, bytes }) => ({
  job: isText(job),
  stage: isText(stage),
  index: isCount(index),
  tokens: isCount(tokens),
  documents: isCount(documents),
  skipped: isCount(skipped),
  bytes: isCount(bytes),
});

const CHECKS: Readonly<Record<Stage, (saved: Saved, job: Job) => ReturnType<FieldChecks>>> = {
  encode: ({ parts, tokens, documents, skipped, skippedReasons }, { manifest }) => {
    const tokenBytes = partTokenBytes(manifest.tokenizer.vocabSize);
    const areParts =
      isListOf(parts, isPart) &&
      parts.map(({ set }) => set).join() === setNames(manifest).join() &&
      parts.every((part) => part.bytes === tokenBytes * part.tokens + 8 * part.documents);
    return {
      parts: areParts,
      tokens: !areParts || tokens === sumOf(parts, "tokens"),
      documents: !areParts || documents === sumOf(parts, "documents"),
      skippedReasons: isListOf(skippedReasons, isText) && skippedReasons.length === skipped,
    };
  },
  assemble: ({ entry }) => ({ entry: isShardEntry(entry) }),
};

function sumOf(parts: readonly PartEntry[], name: "tokens" | "documents"): number {
  return parts.reduce((sum, part) => sum + part[name], 0);
}

/** The rest of it is checked where the manifest of the shards is written. */
function isShardEntry(value: unknown): boolean {
  const isFile = (one: unknown): one is Saved =>
    isSaved(one) && isFileName(one["file"]) && isCount(one["bytes"]) && isText(one["sha256"]);
  return isFile(value) && (value["documents"] === undefined || isFile(value["documents"]));
}

export async function writeMarker<S extends Stage>(
  job: Job,
  task: Task & { readonly stage: S },
  marker: Omit<MarkerOf[S], keyof MarkerBase> & TaskResult,
): Promise<void> {
  const { stage, index } = task;
  await writeJson(markerPath(job.output, task), { job: job.fingerprint, stage, index, ...marker });
}

/**
 * The marker of a task; undefined where it is not done.
 * @throws PrepareError PREPARE_FOREIGN_OUTPUT where it is of another job
 */
export async function readMarker<S extends Stage>(
  job: Job,
  task: Task & { readonly stage: S },
): Promise<MarkerOf[S] | undefined> {
  const path = markerPath(job.output, task);
  const text = await readText(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw unreadable(path, error);
  });
  if (text === undefined) return undefined;
  const refuse: Refuse = (what, cause) =>
    new PrepareError("PREPARE_PART_CORRUPT", `${path} ${what}; remove it, and resume the job.`, { path, cause });
  const marker = parseSealed<MarkerOf[S]>(
    text,
    (saved) => ({ ...resultChecks(saved), ...CHECKS[task.stage](saved, job) }),
    refuse,
  );
  if (marker.stage !== task.stage || marker.index !== task.index)
    throw refuse(`belongs to another task, ${marker.stage} ${marker.index}`);
  if (marker.job === job.fingerprint) return marker;
  throw new PrepareError(
    "PREPARE_FOREIGN_OUTPUT",
    `${path} belongs to another job (${marker.job.slice(0, 12)}) than ${jobPath(job.output, "job.json")} ` +
      `(${job.fingerprint.slice(0, 12)}); two jobs were mixed in one folder: prepare again into another folder.`,
    { path },
  );
}

/** So many are read at a time: of small files a disk gives several in the time of one. */
const READ_AT_A_TIME = 64;

/** A marker, and when it was written. */
interface ReadMarker<S extends Stage> {
  readonly index: number;
  /** Undefined for a task that is not done. */
  readonly marker: MarkerOf[S] | undefined;
  readonly writtenMs: number;
}

/**
 * The markers of many tasks, in the order of the indices.
 * @throws PrepareError as `readMarker`
 */
export async function* readMarkers<S extends Stage>(
  job: Job,
  stage: S,
  indices: ArrayLike<number>,
): AsyncGenerator<ReadMarker<S>> {
  const read = async (index: number): Promise<ReadMarker<S>> => {
    const task = { stage, index };
    const written = stat(markerPath(job.output, task)).catch(() => undefined);
    return { index, marker: await readMarker(job, task), writtenMs: (await written)?.mtimeMs ?? 0 };
  };
  for (let start = 0; start < indices.length; start += READ_AT_A_TIME) {
    const some = Array.prototype.slice.call(indices, start, start + READ_AT_A_TIME) as number[];
    yield* await Promise.all(some.map(read));
  }
}

/** Indices of a stage's tasks that have no marker, by a look at the names alone. */
export async function pendingTasks(output: string, stage: Stage, total: number): Promise<number[]> {
  const done = new Uint8Array(total);
  const root = jobPath(output, stage);
  for (const folder of await namesIn(root)) {
    for (const name of await namesIn(`${root}/${folder}`)) {
      const index = /^(\d+)\.json$/.exec(name)?.[1];
      if (index !== undefined) done[Number(index)] = 1;
    }
  }
  const pending: number[] = [];
  for (let index = 0; index < total; index++) if (done[index] === 0) pending.push(index);
  return pending;
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw unreadable(folder, error);
  });
}
