/**
 * What a queue hands to a worker, checked before anything is made of it: each field by type and range, and where
 * a worker is kept to some folders, that everything it would write lies in them when all links are followed.
 */
import { realpath } from "node:fs/promises";
import { isAbsolute, join, relative, resolve } from "node:path";
import { describe } from "@windrow/core";
import { OutsideFolderError, pathInside } from "@windrow/core/node";
import { PrepareError } from "../errors.ts";
import { isCount, isSha256 } from "../files/saved-json.ts";
import { FAILED_FOLDER, jobPath, taskFolder } from "../job/job-folder.ts";
import { type Job, setFolder, setNames } from "../job/open-job.ts";
import { invalidTask, isStage } from "../run/check-task.ts";
import type { TaskData } from "./queue-options.ts";

const FIELDS: readonly (keyof TaskData)[] = ["output", "job", "stage", "index"];

/**
 * A payload as `addTasks` and `addAdvance` make them. That the job has such a task is seen when it is open.
 * @throws PrepareError PREPARE_TASK_INVALID
 */
export function checkPayload(data: unknown): TaskData {
  if (typeof data !== "object" || data === null || Array.isArray(data))
    throw invalidTask(`it is ${describe(data)}, not an object`);
  const unknown = Object.keys(data).find((name) => !(FIELDS as readonly string[]).includes(name));
  if (unknown !== undefined) throw invalidTask(`it has a field ${describe(unknown)}`);
  const { output, job, stage, index } = data as Record<keyof TaskData, unknown>;
  if (!isFolderPath(output)) throw invalidTask(`its output is ${describe(output)}, not the absolute path of a folder`);
  if (!isSha256(job)) throw invalidTask(`its job is ${describe(job)}, not a fingerprint`);
  if (stage === "advance" && index === 0) return { output, job, stage, index };
  if (!isStage(stage)) throw invalidTask(`its stage is ${describe(stage)}`);
  if (!isCount(index)) throw invalidTask(`its index is ${describe(index)}`);
  return { output, job, stage, index };
}

/** As `resolve` gives it: without `..`, and not the root. */
function isFolderPath(value: unknown): value is string {
  if (typeof value !== "string" || value.includes("\0") || !isAbsolute(value)) return false;
  return resolve(value) === value && resolve(value, "..") !== value;
}

/**
 * Whether all that a job's tasks write lies in one of some folders, with all links followed.
 * @param job undefined before it is opened: then its folder alone is looked at
 * @throws PrepareError PREPARE_FOLDER_REFUSED
 */
export async function checkFolders(
  { output, stage, index }: TaskData,
  job: Job | undefined,
  folders: readonly string[],
): Promise<void> {
  const sets = job === undefined ? [] : setNames(job.manifest).map((set) => setFolder(job, set));
  const tasks = stage === "advance" ? [jobPath(output, "assemble")] : [taskFolder(output, { stage, index })];
  const written = job === undefined ? [output] : [output, jobPath(output, FAILED_FOLDER), ...sets, ...tasks];
  const roots = await Promise.all(folders.map((folder) => realpath(folder)));
  for (const path of written) {
    const real = await realPath(output, path);
    if (roots.some((root) => isInside(root, real))) continue;
    throw new PrepareError(
      "PREPARE_FOLDER_REFUSED",
      `${path} is not in any of this worker's folders (${folders.join(", ")}); ` +
        "start a worker for that folder, or remove the task from the queue.",
      { output, path, folders },
    );
  }
}

/** With the links on the way to the job's folder followed; those within it are `pathInside`'s. */
async function realPath(output: string, path: string): Promise<string> {
  // One that is not there has no job, which is said when it is opened.
  const real = await realpath(output).catch(() => output);
  return join(real, relative(output, path));
}

function isInside(root: string, path: string): boolean {
  try {
    pathInside(root, relative(root, path));
    return true;
  } catch (error) {
    // A link that leads nowhere may lead anywhere later.
    if (error instanceof OutsideFolderError || (error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}
