/** A job that was planned, opened to be worked on. */
import { readText } from "@windrow/core/node";
import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import { PrepareError } from "../errors.ts";
import { closeOnFailure } from "../files/close-on-failure.ts";
import { invalidJob } from "../files/invalid-job.ts";
import { isThere } from "../files/is-there.ts";
import { checkSeal } from "../files/sealed-json.ts";
import { unreadable } from "../files/unreadable.ts";
import { checkBitsSize, checkFile, checkListSizes } from "./check-list.ts";
import type { DocumentTokenizer } from "./document-tokenizer.ts";
import { DUPLICATES_FILE, VALIDATION_FILE, JOB_FILE, jobPath } from "./job-folder.ts";
import { INPUT_CHECKS, INPUTS_FILE, type InputRecord, unitChecks, type UnitRecord, UNITS_FILE } from "./job-lists.ts";
import type { JobManifest, JobOptions } from "./job-manifest.ts";
import { loadJobTokenizer } from "./load-tokenizer.ts";
import { parseJobManifest } from "./parse-manifest.ts";
import { RecordFile } from "./record-file.ts";

/** A manifest, where it lies, and its sha256, by which everything that is made of it is known. */
export interface Job {
  readonly output: string;
  readonly manifest: JobManifest;
  readonly fingerprint: string;
}

/** @throws PrepareError PREPARE_NO_JOB, PREPARE_JOB_INVALID */
export async function openJob(output: string): Promise<Job> {
  const job = await findJob(output);
  if (job !== undefined) return job;
  const above = dirname(output);
  if (await isThere(jobPath(above, JOB_FILE)))
    throw new PrepareError("PREPARE_NO_JOB", `${output} is part of the job in ${above}; name that folder.`, {
      output,
    });
  throw new PrepareError(
    "PREPARE_NO_JOB",
    `${output} is not an output folder of a job (it has no prepare/${JOB_FILE}); name the folder that prepare writes to.`,
    { output },
  );
}

/** As `openJob`; undefined where the folder has no job. */
export async function findJob(output: string): Promise<Job | undefined> {
  const path = jobPath(output, JOB_FILE);
  const text = await readText(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return undefined;
    throw unreadable(path, error);
  });
  if (text === undefined) return undefined;
  const manifest = parseJobManifest(text, path);
  await checkListSizes(jobPath(output, INPUTS_FILE), manifest.inputs);
  await checkListSizes(jobPath(output, UNITS_FILE), manifest.units);
  const { documents = 0, duplicates, validation } = manifest;
  if (duplicates) await checkBitsSize(jobPath(output, DUPLICATES_FILE), documents);
  if (validation) await checkBitsSize(jobPath(output, VALIDATION_FILE), documents);
  checkSeal(text, (what) => invalidJob(path, what));
  return { output, manifest, fingerprint: createHash("sha256").update(text).digest("hex") };
}

/** What encoding needs of a job, loaded once. */
export interface LoadedJob extends Job {
  readonly tokenizer: DocumentTokenizer;
  readonly inputs: RecordFile<InputRecord>;
  readonly units: RecordFile<UnitRecord>;
}

/** @throws PrepareError PREPARE_TOKENIZER_MISMATCH, PREPARE_JOB_INVALID */
export async function loadJob(job: Job): Promise<LoadedJob> {
  const { output, manifest } = job;
  const tokenizer = await loadJobTokenizer(manifest.tokenizer, jobPath(output, JOB_FILE));
  const { duplicates, validation } = manifest;
  if (duplicates) await checkFile(jobPath(output, DUPLICATES_FILE), duplicates.sha256);
  if (validation) await checkFile(jobPath(output, VALIDATION_FILE), validation.sha256);
  return closeOnFailure(async (opened) => {
    const inputs = await RecordFile.open<InputRecord>(jobPath(output, INPUTS_FILE), manifest.inputs, INPUT_CHECKS);
    opened(() => inputs.close());
    const units = await RecordFile.open<UnitRecord>(jobPath(output, UNITS_FILE), manifest.units, unitChecks(manifest));
    return { ...job, tokenizer, inputs, units };
  });
}

/** Names of the sets that a job makes: one, or with validation two. */
export function setNames({ options }: { readonly options: Pick<JobOptions, "validation"> }): readonly string[] {
  return options.validation > 0 ? ["train", "validation"] : ["tokens"];
}

/** The folder of a set: OUT itself where there is one set, else a folder of its name. */
export function setFolder(job: Pick<Job, "output" | "manifest">, set: string): string {
  return setNames(job.manifest).length === 1 ? job.output : join(job.output, set);
}
