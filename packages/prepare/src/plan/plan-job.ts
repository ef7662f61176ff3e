/**
 * Plans a job: reads its inputs once, cuts them into units, and writes the manifest, last of all.
 * What is planned depends on the inputs and the options alone, not on the number of threads.
 */
import { access, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { PrepareError } from "../errors.ts";
import { DUPLICATES_FILE, VALIDATION_FILE } from "../fates/document-bits.ts";
import { chooseValidation, findDuplicates, type HashFile } from "../fates/decide-fates.ts";
import type { JobRequest } from "../job/check-job.ts";
import { findInputs, type FoundInput } from "../job/find-inputs.ts";
import { HASHES, JOB_FILE, jobPath } from "../job/job-folder.ts";
import { INPUTS_FILE, UNITS_FILE } from "../job/job-lists.ts";
import type { JobManifest } from "../job/job-manifest.ts";
import { describeTokenizer } from "../job/load-tokenizer.ts";
import { findJob, type Job, setNames } from "../job/open-job.ts";
import { RecordWriter } from "../job/record-file.ts";
import { inspectInput, type InputKind } from "../read/inspect-input.ts";
import type { TaskPool } from "../threads/task-pool.ts";
import { writeJson } from "../write-json.ts";
import { checkSameJob } from "./check-same-job.ts";
import { UnitPacker } from "./pack-units.ts";
import type { ScannedInput } from "./scan-input.ts";

/** How far planning is. */
export interface PlanProgress {
  readonly bytes: number;
  readonly totalBytes: number;
}

/** What planning works with. */
export interface PlanSupport {
  readonly pool: TaskPool;
  readonly onProgress?: ((progress: PlanProgress) => void) | undefined;
}

/**
 * The job of the folder where it is the one that is asked for, else a new one.
 * @throws PrepareError PREPARE_FOREIGN_OUTPUT where the folder has another job, or shards
 */
export async function planRequest(request: JobRequest, support: PlanSupport): Promise<Job> {
  const found = await findInputs(request.requested, request.output);
  const existing = await findJob(request.output);
  if (existing !== undefined) return checkSameJob(existing, request, found);
  await refuseShards(request);
  const tokenizer = await describeTokenizer(request.tokenizer, request.options.endOfText);
  const kinds: InputKind[] = [];
  for (const { path } of found) kinds.push(await inspectInput(path, request.options.inputType));
  // Of this process alone: several may plan the same job at once, and write the same.
  const hashFolder = jobPath(request.output, `${HASHES}${crypto.randomUUID()}`);
  await makeFolder(hashFolder);
  let lists: Lists;
  let fates: Partial<JobManifest>;
  try {
    lists = await scanAll(request, found, kinds, hashFolder, support);
    fates = await decideFates(request, lists.hashes);
  } finally {
    await rm(hashFolder, { recursive: true, force: true });
  }
  const manifest: JobManifest = {
    kind: "windrow-prepare-job",
    version: 1,
    requested: request.requested,
    tokenizer,
    options: request.options,
    inputs: lists.inputs,
    units: lists.units,
    bytes: found.reduce((sum, { bytes }) => sum + bytes, 0),
    ...fates,
  };
  await writeJson(jobPath(request.output, JOB_FILE), manifest);
  return (await findJob(request.output))!;
}

interface Lists {
  readonly inputs: JobManifest["inputs"];
  readonly units: JobManifest["units"];
  /** Of the inputs in order; empty where no fates are decided. */
  readonly hashes: readonly HashFile[];
}

async function scanAll(
  request: JobRequest,
  found: readonly FoundInput[],
  kinds: readonly InputKind[],
  hashFolder: string,
  { pool, onProgress }: PlanSupport,
): Promise<Lists> {
  const { output, options } = request;
  const isCounted = options.removeDuplicates || options.validation > 0;
  const inputs = await RecordWriter.create(jobPath(output, INPUTS_FILE));
  const units = await RecordWriter.create(jobPath(output, UNITS_FILE));
  try {
    const packer = new UnitPacker(options.unitBytes);
    const hashes: HashFile[] = [];
    const totalBytes = found.reduce((sum, { bytes }) => sum + bytes, 0);
    let bytes = 0;
    const scan = (number: number): Promise<ScannedInput> =>
      pool.run({
        kind: "scan",
        path: found[number]!.path,
        input: kinds[number]!,
        options,
        unitBytes: options.unitBytes,
        hashes: isCounted ? join(hashFolder, `${number}`) : undefined,
      });
    for await (const { value: scanned, index } of inOrder(found.length, 2 * pool.threads, scan)) {
      await inputs.write(scanned.input);
      for (const [i, segment] of scanned.segments.entries()) {
        const unit = packer.add({ input: index, ...segment }, scanned.documents?.[i]);
        if (unit !== undefined) await units.write(unit);
      }
      if (scanned.documents !== undefined) {
        const documents = scanned.documents.reduce((sum, count) => sum + count, 0);
        hashes.push({ path: join(hashFolder, `${index}`), documents });
      }
      bytes += scanned.input.bytes;
      onProgress?.({ bytes, totalBytes });
    }
    const last = packer.take(isCounted);
    if (last !== undefined) await units.write(last);
    if (units.count === 0)
      throw new PrepareError(
        "PREPARE_NO_INPUT",
        "the inputs have no documents: all files are empty; name one that is not.",
      );
    return { inputs: await inputs.close(), units: await units.close(), hashes };
  } catch (error) {
    await inputs.discard();
    await units.discard();
    throw error;
  }
}

async function decideFates(
  { output, options }: JobRequest,
  hashes: readonly HashFile[],
): Promise<Partial<JobManifest>> {
  if (hashes.length === 0) return {};
  const documents = hashes.reduce((sum, file) => sum + file.documents, 0);
  const duplicates = options.removeDuplicates ? await findDuplicates(hashes) : undefined;
  const validation =
    options.validation > 0 ? await chooseValidation(hashes, options.validation, duplicates) : undefined;
  return {
    documents,
    ...(duplicates && { duplicates: await duplicates.save(jobPath(output, DUPLICATES_FILE)) }),
    ...(validation && { validation: await validation.save(jobPath(output, VALIDATION_FILE)) }),
  };
}

/** Runs so many at a time; results come in order. */
async function* inOrder<T>(
  count: number,
  atATime: number,
  run: (index: number) => Promise<T>,
): AsyncGenerator<{ readonly index: number; readonly value: T }> {
  const running: Promise<T>[] = [];
  for (let index = 0; index < count; index++) {
    while (running.length < atATime && index + running.length < count) {
      const started = run(index + running.length);
      // Awaited in its turn; until then its failure is nobody's.
      started.catch(() => {});
      running.push(started);
    }
    yield { index, value: await running.shift()! };
  }
}

/** Shards that are there already are somebody's. */
async function refuseShards(request: JobRequest): Promise<void> {
  const { output, options } = request;
  for (const set of setNames({ options })) {
    const path = join(output, set === "tokens" ? "" : set, "manifest.json");
    const isThere = await access(path).then(
      () => true,
      () => false,
    );
    if (!isThere) continue;
    throw new PrepareError(
      "PREPARE_FOREIGN_OUTPUT",
      `${path} is there, but no job that made it; expected a folder of this job, or one without shards: take another.`,
      { path },
    );
  }
}

async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true }).catch((error: Error) => {
    throw new PrepareError(
      "PREPARE_OUTPUT_UNWRITABLE",
      `${path} could not be made (${error.message}); expected a place with room and permission.`,
      { path, reason: (error as NodeJS.ErrnoException).code },
    );
  });
}
