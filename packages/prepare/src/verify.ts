/** Reads everything that a job has written, and compares it with the hashes that were kept of it. */
import { readText } from "@windrow/core/node";
import { join, resolve } from "node:path";
import { checksumsInTurns, type ShardEntry, type TokenShardManifest } from "@windrow/shards";
import { type AssemblyManifest, BINARY_FILE, readAssemblyManifest, type SetEntry } from "./assemble/assembly.ts";
import type { PrepareError } from "./errors.ts";
import { withPrepareErrors } from "./files/as-prepare-error.ts";
import { isFileName } from "./files/saved-json.ts";
import { type DoneJob, readDone } from "./finish/done-job.ts";
import { hashOfIndex } from "./job/check-list.ts";
import { isFinished } from "./job/is-finished.ts";
import {
  DUPLICATES_FILE,
  VALIDATION_FILE,
  ASSEMBLY_FILE,
  DONE_FILE,
  JOB_FILE,
  jobPath,
  markerPath,
  partPath,
  SKIPPED_FILE,
} from "./job/job-folder.ts";
import { INPUTS_FILE, UNITS_FILE } from "./job/job-lists.ts";
import { loadJobTokenizer } from "./job/load-tokenizer.ts";
import { pendingTasks, readMarker } from "./job/markers.ts";
import { type Job, openJob, setFolder, setNames } from "./job/open-job.ts";
import type { Stage, Task } from "./job/tasks.ts";

/** A file that is not what was written, and why. */
interface BadFile {
  readonly file: string;
  readonly reason: string;
}

/** What `verify` found. */
export interface VerifyReport {
  /** How far the job is; of one that is not done only its lists and what was made so far was read. */
  readonly stage: Stage | "done";
  /** Files that were read, and their bytes. */
  readonly files: number;
  readonly bytes: number;
  /** Those that are not what was written; empty where all is well. */
  readonly bad: readonly BadFile[];
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
 * it is not done the parts. About 1 s for each GB.
 * @param output the folder of the job
 * @throws PrepareError PREPARE_NO_JOB, and PREPARE_JOB_INVALID where its job.json is damaged; what is wrong with
 *   other files is in the report
 */
export async function verify(output: string, options: VerifyOptions = {}): Promise<VerifyReport> {
  const folder = resolve(output);
  return withPrepareErrors(folder, async () => verifyJob(await openJob(folder), options));
}

async function verifyJob(job: Job, { onProgress }: VerifyOptions): Promise<VerifyReport> {
  const bad: BadFile[] = [];
  const { stage, assembly } = await stageOf(job, bad);
  let [files, bytes] = [0, 0];
  for await (const expected of expectedFiles(job, stage, assembly, bad)) {
    try {
      const found = await checksumsInTurns(expected.file);
      bytes += found.bytes;
      if (found.sha256 !== expected.sha256) {
        bad.push({ file: expected.file, reason: `its sha256 is ${found.sha256}, not ${expected.sha256}` });
      }
    } catch (error) {
      bad.push({ file: expected.file, reason: (error as Error).message });
    }
    files++;
    onProgress?.({ files, bytes });
  }
  await checkTokenizer(job, stage, bad);
  return { stage, files, bytes, bad };
}

interface StageNow {
  readonly stage: Stage | "done";
  /** Undefined where units are left, or where its file is damaged. */
  readonly assembly: AssemblyManifest | undefined;
}

async function stageOf(job: Job, bad: BadFile[]): Promise<StageNow> {
  if (await isFinished(job.output)) return { stage: "done", assembly: undefined };
  try {
    const assembly = await readAssemblyManifest(job);
    return { stage: assembly === undefined ? "encode" : "assemble", assembly };
  } catch (error) {
    bad.push({ file: jobPath(job.output, ASSEMBLY_FILE), reason: (error as Error).message });
    return { stage: "assemble", assembly: undefined };
  }
}

async function* expectedFiles(
  job: Job,
  stage: Stage | "done",
  assembly: AssemblyManifest | undefined,
  bad: BadFile[],
): AsyncGenerator<Expected> {
  const { inputs, units, duplicates, validation } = job.manifest;
  yield* listAndIndex(jobPath(job.output, INPUTS_FILE), inputs.sha256);
  yield* listAndIndex(jobPath(job.output, UNITS_FILE), units.sha256);
  if (duplicates) yield { file: jobPath(job.output, DUPLICATES_FILE), sha256: duplicates.sha256 };
  if (validation) yield { file: jobPath(job.output, VALIDATION_FILE), sha256: validation.sha256 };
  if (stage === "done") yield* doneFiles(job, bad);
  else yield* partsOf(job, assembly, bad);
}

async function* doneFiles(job: Job, bad: BadFile[]): AsyncGenerator<Expected> {
  const file = jobPath(job.output, DONE_FILE);
  let done: DoneJob;
  try {
    done = await readDone(job);
  } catch (error) {
    // What the sets were made to is not known then: only that is said.
    bad.push({ file, reason: (error as Error).message });
    return;
  }
  if (done.job !== job.fingerprint) {
    bad.push({ file: jobPath(job.output, JOB_FILE), reason: `its sha256 is ${job.fingerprint}, not ${done.job}` });
  }
  if (done.skippedSha256 !== undefined) yield { file: jobPath(job.output, SKIPPED_FILE), sha256: done.skippedSha256 };
  for (const [i, set] of setNames(job.manifest).entries()) {
    const folder = setFolder(job, set);
    yield { file: join(folder, "manifest.json"), sha256: done.manifests[i]! };
    yield* shardsOf(job, folder, done.sets[i]!, bad);
  }
}

/** An index follows from its list; if that can't be read, only the list is reported. */
async function* listAndIndex(file: string, sha256: string): AsyncGenerator<Expected> {
  yield { file, sha256 };
  const ofIndex = await hashOfIndex(file).catch(() => undefined);
  if (ofIndex !== undefined) yield { file: `${file}.index`, sha256: ofIndex };
}

async function* shardsOf(job: Job, folder: string, said: SetEntry, bad: BadFile[]): AsyncGenerator<Expected> {
  const file = join(folder, "manifest.json");
  let entries: Expected[];
  try {
    const manifest = JSON.parse(await readText(file)) as TokenShardManifest;
    const files = manifest.shards.flatMap(({ file: name, documents }) => [name, documents?.file ?? name]);
    if (!files.every(isFileName)) throw new Error("the name of a shard is not that of a file next to it");
    entries = manifest.shards.flatMap((shard) => filesOfShard(folder, shard));
    const difference = compareCounts(said, manifest);
    if (difference !== undefined) bad.push({ file: jobPath(job.output, DONE_FILE), reason: difference });
    const other = compareWithJob(job, manifest);
    if (other !== undefined) bad.push({ file, reason: other });
  } catch (error) {
    bad.push({ file, reason: `it does not list shards: ${(error as Error).message}` });
    return;
  }
  yield* entries;
}

/** What of a set done.json counts otherwise than the set's manifest. */
function compareCounts(said: SetEntry, { shards }: TokenShardManifest): string | undefined {
  const tokens = shards.reduce((sum, shard) => sum + shard.tokens, 0);
  const documents = shards.reduce((sum, shard) => sum + (shard.documents?.count ?? 0), 0);
  const counts = { tokens, shards: shards.length, ...(documents > 0 && { documents }) };
  for (const name of ["tokens", "shards", "documents"] as const) {
    const counted = counts[name] ?? said[name];
    if (said[name] !== counted)
      return `it has ${said[name]} ${name} in ${said.set}, but the manifest there has ${counted}`;
  }
  return undefined;
}

/** What of a set's manifest is not as its job asked for. */
function compareWithJob({ manifest: { options, tokenizer } }: Job, manifest: TokenShardManifest): string | undefined {
  const asked = { format: options.format, vocabSize: tokenizer.vocabSize, tokenizer: tokenizer.fingerprint };
  const name = (["format", "vocabSize", "tokenizer"] as const).find((one) => manifest[one] !== asked[one]);
  return name && `its ${name} is ${manifest[name]}, but the job's is ${asked[name]}`;
}

/**
 * A job.json that another hand wrote may say of its tokenizer what is not so. The file of one, or the model, may be gone or changed
 * once the job is done, which says nothing against the shards.
 */
async function checkTokenizer({ output, manifest }: Job, stage: Stage | "done", bad: BadFile[]): Promise<void> {
  const file = jobPath(output, JOB_FILE);
  try {
    await loadJobTokenizer(manifest.tokenizer, file);
  } catch (error) {
    const { code, message } = error as PrepareError;
    const isOfItsFile = !("encoding" in manifest.tokenizer.source) && code !== "PREPARE_JOB_INVALID";
    if (stage !== "done" || !isOfItsFile) bad.push({ file, reason: message });
  }
}

function filesOfShard(folder: string, { file, sha256, documents }: ShardEntry): Expected[] {
  const tokens = { file: join(folder, file), sha256 };
  return documents === undefined
    ? [tokens]
    : [tokens, { file: join(folder, documents.file), sha256: documents.sha256 }];
}

async function* partsOf(job: Job, assembly: AssemblyManifest | undefined, bad: BadFile[]): AsyncGenerator<Expected> {
  for (const index of await doneTasks(job, "encode", job.manifest.units.count)) {
    const marker = await markerOf(job, { stage: "encode", index }, bad);
    for (const part of marker?.parts ?? []) yield { file: partPath(job.output, index, part.set), sha256: part.sha256 };
  }
  if (assembly === undefined) return;
  yield { file: jobPath(job.output, BINARY_FILE), sha256: assembly.sha256 };
  for (const index of await doneTasks(
    job,
    "assemble",
    assembly.sets.reduce((sum, set) => sum + set.shards, 0),
  )) {
    const marker = await markerOf(job, { stage: "assemble", index }, bad);
    const { set } = assembly.sets[index < assembly.sets[0]!.shards ? 0 : 1]!;
    if (marker !== undefined) yield* filesOfShard(setFolder(job, set), marker.entry);
  }
}

async function doneTasks(job: Job, stage: Stage, total: number): Promise<number[]> {
  const pending = new Set(await pendingTasks(job.output, stage, total));
  return Array.from({ length: total }, (_, index) => index).filter((index) => !pending.has(index));
}

/** Undefined, and named in the report, where it can't be read. */
async function markerOf<S extends Stage>(
  job: Job,
  task: Task & { readonly stage: S },
  bad: BadFile[],
): ReturnType<typeof readMarker<S>> {
  try {
    return await readMarker(job, task);
  } catch (error) {
    bad.push({ file: markerPath(job.output, task), reason: (error as Error).message });
    return undefined;
  }
}
