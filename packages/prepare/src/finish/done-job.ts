/** done.json: the file whose presence says that a job is done. */
import { readText } from "@windrow/core/node";
import { areSets, type SetEntry } from "../assemble/assembly.ts";
import { invalidJob } from "../files/invalid-job.ts";
import { type FieldChecks, isCount, isListOf, isText } from "../files/saved-json.ts";
import { parseSealed } from "../files/sealed-json.ts";
import { unreadable } from "../files/unreadable.ts";
import { DONE_FILE, jobPath } from "../job/job-folder.ts";
import { type Job, setNames } from "../job/open-job.ts";

/** done.json: what a finished job has made. */
export interface DoneJob {
  readonly job: string;
  readonly sets: readonly SetEntry[];
  /** sha256 of the sets' manifest.json, in their order. */
  readonly manifests: readonly string[];
  /** Documents left out by the policy "skip": each is named in skipped.jsonl. */
  readonly skipped: number;
  /** sha256 of skipped.jsonl, where there is one. */
  readonly skippedSha256?: string | undefined;
  /** Documents left out because an earlier one has the same text. */
  readonly duplicates: number;
}

/** @throws PrepareError PREPARE_JOB_INVALID */
export async function readDone(job: Job): Promise<DoneJob> {
  const path = jobPath(job.output, DONE_FILE);
  const text = await readText(path).catch((error: Error) => {
    throw unreadable(path, error);
  });
  return parseSealed(text, doneChecks(job), (what, cause) => invalidJob(path, what, cause));
}

function doneChecks(job: Job): FieldChecks {
  return ({ job: fingerprint, sets, manifests, skipped, skippedSha256, duplicates }) => ({
    job: isText(fingerprint),
    sets: areSets(sets, job),
    manifests: isListOf(manifests, isText) && manifests.length === setNames(job.manifest).length,
    skipped: isCount(skipped),
    skippedSha256: skippedSha256 === undefined || isText(skippedSha256),
    duplicates: isCount(duplicates),
  });
}
