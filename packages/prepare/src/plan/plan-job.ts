/**
 * Plans a job: reads its inputs once, cuts them into units, and writes the manifest, last of all.
 * What is planned depends on the inputs and the options alone, not on the number of threads.
 */
import { access, rm, rmdir } from "node:fs/promises";
import { join } from "node:path";
import { PrepareError } from "../errors.ts";
import { DUPLICATES_FILE, VALIDATION_FILE } from "../fates/document-bits.ts";
import { chooseValidation, findDuplicates, type HashFile } from "../fates/decide-fates.ts";
import type { JobRequest } from "../job/check-job.ts";
import { findInputs } from "../job/find-inputs.ts";
import { HASHES, JOB_FILE, jobPath } from "../job/job-folder.ts";
import type { JobManifest } from "../job/job-manifest.ts";
import { describeTokenizer } from "../job/load-tokenizer.ts";
import { findJob, type Job, setNames } from "../job/open-job.ts";
import { inspectInput, type InputKind } from "../read/inspect-input.ts";
import { writeJson } from "../write-json.ts";
import { checkSameJob } from "./check-same-job.ts";
import { makeFolder } from "./make-folder.ts";
import type { PlanSupport } from "./plan-support.ts";
import { refuseUnused } from "./refuse-unused.ts";
import { type Lists, scanInputs } from "./scan-inputs.ts";
import { defaultUnitBytes } from "./unit-bytes.ts";

/** Enough to see what is missing; a manifest stays small. */
const MAX_LINKS = 100;

/**
 * The job of the folder where it is the one that is asked for, else a new one.
 * @throws PrepareError PREPARE_FOREIGN_OUTPUT where the folder has another job, or shards
 */
export async function planRequest(request: JobRequest, support: PlanSupport): Promise<Job> {
  const { files: found, linksToFolders } = await findInputs(request.requested, request.output);
  const existing = await findJob(request.output);
  if (existing !== undefined) return checkSameJob(existing, request, found);
  await refuseShards(request);
  const bytes = found.reduce((sum, one) => sum + one.bytes, 0);
  const options = { ...request.options, unitBytes: request.options.unitBytes ?? defaultUnitBytes(bytes) };
  const describing = describeTokenizer(request.tokenizer, request.options.endOfText);
  // Awaited when the inputs are read.
  describing.catch(() => {});
  // A file may turn out to be none; an encoding is there, and is unpacked while the threads read.
  if ("file" in request.tokenizer) await describing;
  const kinds: InputKind[] = [];
  for (const { path } of found) kinds.push(await inspectInput(path, request.options.inputType));
  refuseUnused(request, kinds);
  // Of this process alone: several may plan the same job at once, and write the same.
  const hashFolder = jobPath(request.output, `${HASHES}${crypto.randomUUID()}`);
  await makeFolder(hashFolder);
  support.pool.loadAhead(request.tokenizer, bytes / options.unitBytes);
  let lists: Lists;
  let fates: Partial<JobManifest>;
  try {
    lists = await scanInputs({ ...request, options }, found, kinds, hashFolder, support);
    fates = await decideFates(request, lists.hashes);
  } catch (error) {
    // What is left behind is told of by nobody: the error is what counts.
    await rm(hashFolder, { recursive: true, force: true }).catch(() => {});
    await removeEmpty(jobPath(request.output), request.output);
    throw error;
  }
  await rm(hashFolder, { recursive: true, force: true });
  const manifest: JobManifest = {
    kind: "windrow-prepare-job",
    version: 1,
    requested: request.requested,
    tokenizer: await describing,
    options,
    inputs: lists.inputs,
    units: lists.units,
    bytes,
    ...fates,
    ...(linksToFolders.length > 0 && { linksToFolders: linksToFolders.slice(0, MAX_LINKS) }),
  };
  await writeJson(jobPath(request.output, JOB_FILE), manifest);
  return (await findJob(request.output))!;
}

/** Of a job that was not begun nothing is left. */
async function removeEmpty(...folders: readonly string[]): Promise<void> {
  // One that is not empty stays.
  for (const folder of folders) await rmdir(folder).catch(() => {});
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
