/** Reads everything that a job has written, and compares it with the hashes that were kept of it. */
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { checksumsInTurns, type TokenShardManifest } from "@windrow/dataset/shards";
import { allUnits, readAssemblyManifest } from "./assemble/assembly.ts";
import { readDone } from "./assemble/finish-job.ts";
import { DUPLICATES_FILE, VALIDATION_FILE } from "./fates/document-bits.ts";
import { JOB_FILE, jobPath, partPath } from "./job/job-folder.ts";
import { INPUTS_FILE, UNITS_FILE } from "./job/job-lists.ts";
import { type Job, openJob, setFolder, setNames } from "./job/open-job.ts";
import { pendingTasks, readMarker, readMarkers } from "./stages/markers.ts";
import { isFinished } from "./stages/is-finished.ts";

/** What `verify` found. */
export interface VerifyReport {
  /** Files that were read, and their bytes. */
  readonly files: number;
  readonly bytes: number;
  /** Those that are not what was written; empty where all is well. */
  readonly bad: readonly { readonly file: string; readonly reason: string }[];
}

/** What `verify` is asked for. */
export interface VerifyOptions {
  /** After each file. */
  readonly onProgress?: ((progress: { readonly files: number; readonly bytes: number }) => void) | undefined;
}

interface Expected {
  readonly file: string;
  readonly sha256: string;
}

/**
 * Compares every file of a job with its sha256: the lists of its manifest, and the shards, or as long as
 * it is not done the parts. Some 1 s for each GB.
 * @param output the folder of the job
 * @throws PrepareError PREPARE_NO_JOB; what is wrong with files is in the report
 */
export async function verify(output: string, { onProgress }: VerifyOptions = {}): Promise<VerifyReport> {
  const job = await openJob(resolve(output));
  const bad: { file: string; reason: string }[] = [];
  let [files, bytes] = [0, 0];
  for await (const expected of expectedFiles(job, bad)) {
    try {
      const found = await checksumsInTurns(expected.file);
      bytes += found.bytes;
      if (found.sha256 !== expected.sha256) {
        bad.push({ file: expected.file, reason: `its sha256 is ${found.sha256} and not ${expected.sha256}` });
      }
    } catch (error) {
      bad.push({ file: expected.file, reason: (error as Error).message });
    }
    files++;
    onProgress?.({ files, bytes });
  }
  return { files, bytes, bad };
}

async function* expectedFiles(job: Job, bad: { file: string; reason: string }[]): AsyncGenerator<Expected> {
  const { inputs, units, duplicates, validation } = job.manifest;
  yield { file: jobPath(job.output, INPUTS_FILE), sha256: inputs.sha256 };
  yield { file: jobPath(job.output, UNITS_FILE), sha256: units.sha256 };
  if (duplicates) yield { file: jobPath(job.output, DUPLICATES_FILE), sha256: duplicates.sha256 };
  if (validation) yield { file: jobPath(job.output, VALIDATION_FILE), sha256: validation.sha256 };
  if (await isFinished(job.output)) {
    const done = await readDone(job);
    if (done.job !== job.fingerprint) {
      bad.push({ file: jobPath(job.output, JOB_FILE), reason: `its sha256 is ${job.fingerprint} and not ${done.job}` });
    }
    for (const [i, set] of setNames(job.manifest).entries()) {
      const folder = setFolder(job, set);
      yield { file: join(folder, "manifest.json"), sha256: done.manifests[i]! };
      yield* shardsOf(folder, bad);
    }
    return;
  }
  yield* partsOf(job);
}

async function* shardsOf(folder: string, bad: { file: string; reason: string }[]): AsyncGenerator<Expected> {
  const file = join(folder, "manifest.json");
  let manifest: TokenShardManifest;
  try {
    manifest = JSON.parse(await readFile(file, "utf8")) as TokenShardManifest;
  } catch (error) {
    bad.push({ file, reason: (error as Error).message });
    return;
  }
  for (const shard of manifest.shards) {
    yield { file: join(folder, shard.file), sha256: shard.sha256 };
    if (shard.documents) yield { file: join(folder, shard.documents.file), sha256: shard.documents.sha256 };
  }
}

async function* partsOf(job: Job): AsyncGenerator<Expected> {
  const total = job.manifest.units.count;
  const pending = new Set(await pendingTasks(job.output, "encode", total));
  const units = allUnits(job).filter((unit) => !pending.has(unit));
  for await (const { index, marker } of readMarkers(job, "encode", units)) {
    for (const part of marker?.parts ?? []) yield { file: partPath(job.output, index, part.set), sha256: part.sha256 };
  }
  const assembly = await readAssemblyManifest(job);
  const shards = assembly?.sets.reduce((sum, set) => sum + set.shards, 0) ?? 0;
  const open = new Set(await pendingTasks(job.output, "assemble", shards));
  for (let index = 0; index < shards; index++) {
    const entry = open.has(index) ? undefined : (await readMarker(job, { stage: "assemble", index }))?.entry;
    const set = assembly!.sets[index < assembly!.sets[0]!.shards ? 0 : 1]!.set;
    if (entry !== undefined) yield { file: join(setFolder(job, set), entry.file), sha256: entry.sha256 };
  }
}
