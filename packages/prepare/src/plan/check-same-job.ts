/** Whether the job of a folder is the one that is asked for, over the same inputs. */
import { describe } from "@windrow/core";
import { PrepareError } from "../errors.ts";
import { asJson, isSameJson } from "../files/same-json.ts";
import type { JobRequest } from "../job/check-job.ts";
import { jobPath } from "../job/job-folder.ts";
import { INPUT_CHECKS, INPUTS_FILE, type InputRecord } from "../job/job-lists.ts";
import type { Job } from "../job/open-job.ts";
import { readRecords } from "../job/record-file.ts";
import type { FoundInput } from "./find-inputs.ts";

/** @throws PrepareError PREPARE_FOREIGN_OUTPUT, PREPARE_INPUT_CHANGED */
export async function checkSameJob(job: Job, request: JobRequest, found: readonly FoundInput[]): Promise<Job> {
  const { requested, options, tokenizer } = job.manifest;
  const before: Record<string, unknown> = { ...options, tokenizer: tokenizer.source, inputs: requested };
  const asked: Record<string, unknown> = {
    ...request.options,
    unitBytes: request.options.unitBytes ?? options.unitBytes,
    tokenizer: request.tokenizer,
    inputs: request.requested,
  };
  for (const name of Object.keys(asked)) {
    if (isSameJson(before[name], asked[name])) continue;
    throw new PrepareError(
      "PREPARE_FOREIGN_OUTPUT",
      `${job.output} already holds another job, with ${name} ${short(before[name])} instead of ${short(asked[name])}; ` +
        "use another folder, or resume that job.",
      { output: job.output, field: name },
    );
  }
  await checkInputs(job, found);
  return job;
}

/** A look at names and sizes; the bytes themselves are compared when they are read. */
async function checkInputs(job: Job, found: readonly FoundInput[]): Promise<void> {
  let number = 0;
  const list = jobPath(job.output, INPUTS_FILE);
  for await (const { path, bytes } of readRecords<InputRecord>(list, job.manifest.inputs, INPUT_CHECKS)) {
    const now = found[number++];
    if (now?.path !== path) throw changed(path, "is no longer among the inputs");
    if (now.bytes !== bytes)
      throw changed(path, `has ${now.bytes} bytes now, but had ${bytes} when the job was planned`);
  }
  if (number < found.length) throw changed(found[number]!.path, "is new among the inputs since the job was planned");
}

function changed(path: string, what: string): PrepareError {
  return new PrepareError(
    "PREPARE_INPUT_CHANGED",
    `${path} ${what}; restore the inputs, or prepare them again into another folder.`,
    { path },
  );
}

function short(value: unknown): string {
  return typeof value === "object" ? (asJson(value)?.slice(0, 120) ?? "absent") : describe(value);
}
