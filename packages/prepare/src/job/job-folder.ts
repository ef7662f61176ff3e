/** Where everything of a job lies below its output folder. */
import { join } from "node:path";
import type { Task } from "./tasks.ts";

/** Folder of what only preparing needs; beside it are the shards. */
const FOLDER = "prepare";

/** Names within OUT/prepare. */
export const JOB_FILE = "job.json";
export const DONE_FILE = "done.json";
export const SKIPPED_FILE = "skipped.jsonl";
export const FAILED_FOLDER = "failed";
export const ASSEMBLY_FILE = "assembly.json";
export const DUPLICATES_FILE = "duplicates.bits";
export const VALIDATION_FILE = "validation.bits";

/** A path of the job's own folder. */
export function jobPath(output: string, ...names: readonly string[]): string {
  return join(output, FOLDER, ...names);
}

/** A new folder beside the job's, in which one process plans: no other has the same. */
export function planFolderPath(output: string): string {
  return join(output, `${FOLDER}.${crypto.randomUUID()}.tmp`);
}

/** Whether a name in the output folder is one that a process plans in, or was killed while it did. */
export function isPlanFolder(name: string): boolean {
  return name.startsWith(`${FOLDER}.`) && /\.[0-9a-f-]{36}\.tmp$/.test(name);
}

/** Tasks of one folder: directories of a million files are slow to list on shared file systems. */
const TASKS_PER_FOLDER = 1000;

/** Folder of a task's files: a thousand tasks each. */
export function taskFolder(output: string, { stage, index }: Task): string {
  return jobPath(output, stage, digits(Math.floor(index / TASKS_PER_FOLDER)));
}

/** The completion marker of a task. */
export function markerPath(output: string, task: Task): string {
  return join(taskFolder(output, task), `${digits(task.index)}.json`);
}

/** The part file that a unit makes of one set. */
export function partPath(output: string, unit: number, set: string): string {
  return join(taskFolder(output, { stage: "encode", index: unit }), `${digits(unit)}.${set}`);
}

/** Why a task failed last; absent where it has not, or has been done since. */
export function failurePath(output: string, { stage, index }: Task): string {
  return jobPath(output, FAILED_FOLDER, `${stage}-${digits(index)}.json`);
}

function digits(index: number): string {
  return String(index).padStart(6, "0");
}
