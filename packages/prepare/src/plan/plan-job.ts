/**
 * Plans a job: reads its inputs once, cuts them into units, and writes the manifest, last of all.
 * What is planned depends on the inputs and the options alone, not on the number of threads. Several processes
 * may plan in one output folder at once: each does so in a folder of its own, and one of them is the first.
 */
import { readdir, rm, rmdir } from "node:fs/promises";
import { join } from "node:path";
import { PrepareError } from "../errors.ts";
import { asPrepareError } from "../files/as-prepare-error.ts";
import { isThere } from "../files/is-there.ts";
import { makeFolder } from "../files/make-folder.ts";
import { writeJson } from "../files/write-json.ts";
import type { JobRequest } from "../job/check-job.ts";
import { DUPLICATES_FILE, VALIDATION_FILE, JOB_FILE, jobPath } from "../job/job-folder.ts";
import type { JobManifest, JobOptions } from "../job/job-manifest.ts";
import { describeTokenizer } from "../job/load-tokenizer.ts";
import { findJob, type Job, openJob, setNames } from "../job/open-job.ts";
import { inspectInput, type InputKind } from "../read/inspect-input.ts";
import { chooseValidation, findDuplicates, type HashFile } from "../selection/select-documents.ts";
import { checkSameJob } from "./check-same-job.ts";
import { findInputs } from "./find-inputs.ts";
import { PlanFolder } from "./plan-folder.ts";
import type { PlanSupport } from "./plan-support.ts";
import { refuseUnused } from "./refuse-unused.ts";
import { scanInputs } from "./scan-inputs.ts";
import { defaultUnitBytes } from "./unit-bytes.ts";

/** Enough to see what is missing; a manifest stays small. */
const MAX_LINKS = 100;

/**
 * The job of the folder where it is the one that is asked for, else a new one. If several are planned at once
 * in one folder, all that ask for the same take the first.
 * @throws PrepareError PREPARE_FOREIGN_OUTPUT where the folder has another job, or shards
 */
export async function planRequest(request: JobRequest, support: PlanSupport): Promise<Job> {
  const { files: found, linksToFolders } = await findInputs(request.requested, request.output);
  const existing = await findJob(request.output);
  if (existing !== undefined) return checkSameJob(existing, request, found);
  await refuseFiles(request);
  const bytes = found.reduce((sum, one) => sum + one.bytes, 0);
  const options = { ...request.options, unitBytes: request.options.unitBytes ?? defaultUnitBytes(bytes) };
  const describing = describeTokenizer(request.tokenizer, request.options.endOfText);
  // Awaited when the inputs are read.
  describing.catch(() => {});
  // Others may turn out not to be there; an encoding is, and is unpacked while the threads read.
  if (!("encoding" in request.tokenizer)) await describing;
  const kinds: InputKind[] = [];
  for (const { path } of found) kinds.push(await inspectInput(path, request.options.inputType));
  refuseUnused(request, kinds);
  const folder = await PlanFolder.create(request.output);
  support.pool.loadAhead(request.tokenizer, bytes / options.unitBytes);
  try {
    const hashFolder = folder.path("hashes");
    await makeFolder(hashFolder);
    const lists = await scanInputs({ folder, hashFolder, options }, found, kinds, support);
    const selection = await selectDocuments(folder, options, lists.hashes);
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
      ...selection,
      ...(linksToFolders.length > 0 && { linksToFolders: linksToFolders.slice(0, MAX_LINKS) }),
    };
    await writeJson(folder.path(JOB_FILE), manifest);
    if (await folder.publish()) return await openJob(request.output);
  } catch (error) {
    // It is swept file by file, and a folder made within it meanwhile makes it again: what is missing tells as much.
    const isSwept =
      (isAboutMissing(error) || !(await folder.isThere())) &&
      (await findJob(request.output).catch(() => undefined)) !== undefined;
    await folder.discard();
    // Nothing is left of a job that was not begun. A folder that is not empty stays.
    await rmdir(request.output).catch(() => {});
    // Another job was planned and done here meanwhile, and what was half then was swept: that is not an error.
    if (!isSwept) throw asPrepareError(error, request.output);
  }
  await folder.discard();
  return checkSameJob(await openJob(request.output), request, found);
}

/** Whether a file or folder is not there, or that is behind an error. */
function isAboutMissing(error: unknown): boolean {
  for (let one = error; one instanceof Error; one = one.cause)
    if ((one as NodeJS.ErrnoException).code === "ENOENT") return true;
  return false;
}

async function selectDocuments(
  folder: PlanFolder,
  options: JobOptions,
  hashes: readonly HashFile[],
): Promise<Partial<JobManifest>> {
  if (hashes.length === 0) return {};
  const documents = hashes.reduce((sum, file) => sum + file.documents, 0);
  const duplicates = options.removeDuplicates ? await findDuplicates(hashes) : undefined;
  const validation =
    options.validation > 0 ? await chooseValidation(hashes, options.validation, duplicates) : undefined;
  return {
    documents,
    ...(duplicates && { duplicates: await duplicates.save(folder.path(DUPLICATES_FILE)) }),
    ...(validation && { validation: await validation.save(folder.path(VALIDATION_FILE)) }),
  };
}

/** Shards that are there already are somebody's, and so is a folder of this name with files but no job. */
async function refuseFiles({ output, options }: JobRequest): Promise<void> {
  for (const set of setNames({ options })) {
    const path = join(output, set === "tokens" ? "" : set, "manifest.json");
    if (!(await isThere(path))) continue;
    throw new PrepareError(
      "PREPARE_FOREIGN_OUTPUT",
      `${path} exists, but not the job that wrote it; use another output folder.`,
      { path },
    );
  }
  const names = await readdir(jobPath(output)).catch(() => []);
  // Looked at again, as a job may have been published in between.
  if (names.length === 0 || (await findJob(output)) !== undefined) return;
  throw new PrepareError(
    "PREPARE_FOREIGN_OUTPUT",
    `${jobPath(output)} has files but no ${JOB_FILE}; remove it, or use another output folder.`,
    { path: jobPath(output) },
  );
}
