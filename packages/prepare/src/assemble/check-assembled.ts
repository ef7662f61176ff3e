/** Whether shards that were assembled before are still what their markers say. */
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { checksumsInTurns, type ShardEntry } from "@windrow/shards";
import { PrepareError } from "../errors.ts";
import { unreadable } from "../files/unreadable.ts";
import { isFinished } from "../job/is-finished.ts";
import { markerPath } from "../job/job-folder.ts";
import { pendingTasks, readMarkers } from "../job/markers.ts";
import { type Job, setFolder } from "../job/open-job.ts";
import { type AssemblyManifest, readAssemblyManifest } from "./assembly.ts";

/** A file of a shard, as its marker has it. */
interface AssembledFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Reads every shard that was assembled before this run, about 1 s for each GB. Their parts are compared when
 * they are copied, but nothing reads a shard again before the manifest that vouches for it is written.
 * @param isMine of which shards, by their number among those of all sets
 * @throws PrepareError PREPARE_PART_CORRUPT, PREPARE_OUTPUT_UNREADABLE
 */
export async function checkAssembled(job: Job, isMine: (index: number) => boolean): Promise<void> {
  if (await isFinished(job.output)) return;
  const assembly = await readAssemblyManifest(job);
  if (assembly === undefined) return;
  const total = assembly.sets.reduce((sum, { shards }) => sum + shards, 0);
  const pending = new Set(await pendingTasks(job.output, "assemble", total));
  const done = Array.from({ length: total }, (_, index) => index).filter(
    (index) => !pending.has(index) && isMine(index),
  );
  for await (const { index, marker } of readMarkers(job, "assemble", done)) {
    if (marker === undefined) continue;
    for (const file of filesOf(job, assembly, index, marker.entry)) {
      await checkSize(job, index, file);
      const { sha256 } = await checksumsInTurns(file.path);
      if (sha256 !== file.sha256) throw corrupt(job, index, file.path, "has changed since it was written");
    }
  }
}

/** A look at the sizes of a shard's files: done for all of them before their manifest is written. */
export async function checkSizes(
  job: Job,
  assembly: AssemblyManifest,
  index: number,
  entry: ShardEntry,
): Promise<void> {
  for (const file of filesOf(job, assembly, index, entry)) await checkSize(job, index, file);
}

async function checkSize(job: Job, index: number, { path, bytes }: AssembledFile): Promise<void> {
  const { size } = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") throw corrupt(job, index, path, "is missing", error);
    throw unreadable(path, error);
  });
  if (size !== bytes) throw corrupt(job, index, path, `has ${size} bytes instead of ${bytes}`);
}

function filesOf(job: Job, { sets }: AssemblyManifest, index: number, entry: ShardEntry): AssembledFile[] {
  let first = 0;
  const set = sets.find(({ shards }) => index < (first += shards))!;
  const folder = setFolder(job, set.set);
  return [entry, ...(entry.documents === undefined ? [] : [entry.documents])].map(({ file, bytes, sha256 }) => ({
    path: join(folder, file),
    bytes,
    sha256,
  }));
}

function corrupt(job: Job, index: number, path: string, what: string, cause?: unknown): PrepareError {
  const marker = markerPath(job.output, { stage: "assemble", index });
  return new PrepareError(
    "PREPARE_PART_CORRUPT",
    `${path} ${what}; remove ${marker}, and resume the job: the shard is assembled again.`,
    { path, marker, cause },
  );
}
