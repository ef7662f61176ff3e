/** Why tasks failed, kept beside the job until they are done: for `status`, on any machine. */
import { readText } from "@windrow/core/node";
import { mkdir, readdir, rm } from "node:fs/promises";
import { FAILED_FOLDER, failurePath, jobPath } from "../job/job-folder.ts";
import { writeJson } from "../write-json.ts";
import { type FieldChecks, isText, parseSaved } from "../job/saved-json.ts";
import { unreadable } from "../unreadable.ts";
import type { Stage, Task } from "./tasks.ts";

/** A task that failed last time, and why. */
export interface FailedTask extends Task {
  /** Of the error, such as "PREPARE_INPUT_CHANGED". */
  readonly code: string;
  readonly reason: string;
}

/** Codes of what is wrong with the whole job: each of its tasks would fail alike, so none is recorded for it. */
export const FAILURES_OF_THE_JOB: ReadonlySet<string> = new Set(["PREPARE_JOB_INVALID", "PREPARE_TOKENIZER_MISMATCH"]);

/** Where not even that can be written, the error itself has to be enough. */
export async function recordFailure(output: string, task: Task, error: unknown): Promise<void> {
  const { code = "UNKNOWN", message } = error as Error & { code?: string };
  if (FAILURES_OF_THE_JOB.has(code)) return;
  const { stage, index } = task;
  try {
    await mkdir(jobPath(output, FAILED_FOLDER), { recursive: true });
    await writeJson(failurePath(output, task), { stage, index, code, reason: message } satisfies FailedTask);
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
function whyOf(text: string): Pick<FailedTask, "code" | "reason"> {
  const checks: FieldChecks = ({ code, reason }) => ({ code: isText(code), reason: isText(reason) });
  try {
    const { code, reason } = parseSaved<FailedTask>(text, checks, (what, cause) => new Error(what, { cause }));
    return { code, reason };
  } catch (error) {
    return { code: "UNKNOWN", reason: `the record of the reason ${(error as Error).message}` };
  }
}
