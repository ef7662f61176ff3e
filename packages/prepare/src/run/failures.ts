/** Why tasks failed, kept beside the job until they are done: for `status`, on any machine. */
import { type Wording, wordingOf } from "@windrow/core";
import { readText } from "@windrow/core/node";
import { mkdir, readdir, rm } from "node:fs/promises";
import { type FieldChecks, isListOf, isText, parseSaved } from "../files/saved-json.ts";
import { unreadable } from "../files/unreadable.ts";
import { writeJson } from "../files/write-json.ts";
import { FAILED_FOLDER, failurePath, jobPath } from "../job/job-folder.ts";
import type { Stage, Task } from "../job/tasks.ts";

/** A task that failed last time, and why. */
export interface FailedTask extends Task {
  /** Code of the error, such as "PREPARE_INPUT_CHANGED". */
  readonly code: string;
  readonly reason: string;
  /** The parts of the reason, where it names options: for callers that use other names for them. */
  readonly wording?: Wording;
}

/** A task that failed just now. */
export function failedTask({ stage, index }: Task, error: unknown): FailedTask {
  const { code = "UNKNOWN", message } = error as Error & { code?: string };
  const wording = wordingOf(error as Error);
  const hasNames = wording.some((part) => typeof part !== "string");
  return { stage, index, code, reason: message, ...(hasNames && { wording }) };
}

/** Codes of what is wrong with the whole job: each of its tasks would fail alike, so none is recorded for it. */
export const FAILURES_OF_THE_JOB: ReadonlySet<string> = new Set(["PREPARE_JOB_INVALID", "PREPARE_TOKENIZER_MISMATCH"]);

/** Where not even that can be written, the error itself has to be enough. */
export async function recordFailure(output: string, task: Task, error: unknown): Promise<void> {
  const failed = failedTask(task, error);
  if (FAILURES_OF_THE_JOB.has(failed.code)) return;
  try {
    await mkdir(jobPath(output, FAILED_FOLDER), { recursive: true });
    await writeJson(failurePath(output, task), failed);
  } catch {
    // The disk may be full: that is what the error says.
  }
}

export async function clearFailure(output: string, task: Task): Promise<void> {
  await rm(failurePath(output, task), { force: true });
}

/** All that there are, in the order of the tasks. */
export async function readFailures(output: string): Promise<FailedTask[]> {
  const folder = jobPath(output, FAILED_FOLDER);
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw unreadable(folder, error);
  });
  const failures: FailedTask[] = [];
  for (const name of names.toSorted()) {
    const [, stage, index] = /^(encode|assemble)-(\d+)\.json$/.exec(name) ?? [];
    if (stage === undefined) continue;
    const text = await readText(`${folder}/${name}`).catch(() => undefined);
    if (text !== undefined) failures.push({ ...whyOf(text), stage: stage as Stage, index: Number(index) });
  }
  return failures;
}

/** That a task failed is sure, whatever has become of the reason. */
function whyOf(text: string): Omit<FailedTask, keyof Task> {
  const checks: FieldChecks = ({ code, reason, wording }) => ({
    code: isText(code),
    reason: isText(reason),
    wording: wording === undefined || isWording(wording),
  });
  try {
    const { code, reason, wording } = parseSaved<FailedTask>(text, checks, (what, cause) => new Error(what, { cause }));
    return { code, reason, ...(wording !== undefined && { wording }) };
  } catch (error) {
    return { code: "UNKNOWN", reason: `the record of the reason ${(error as Error).message}` };
  }
}

function isWording(value: unknown): value is Wording {
  return isListOf(value, (part): part is Wording[number] => {
    if (isText(part)) return true;
    const { option, inCode, elsewhere = "" } = Object(part) as Record<string, unknown>;
    return isText(option) || (isText(inCode) && isText(elsewhere));
  });
}
