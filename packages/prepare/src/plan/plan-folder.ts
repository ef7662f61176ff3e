/**
 * The folder in which one process plans a job, and how that becomes the job's folder: whole, by one rename.
 * Ranks share the output folder by design, and process ids do not cross machines, so there is no lock. A folder
 * can't be renamed onto one that has files, on any file system: of several that plan at once exactly one is first.
 */
import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { PrepareError } from "../errors.ts";
import { syncFolder } from "../files/durable.ts";
import { isThere } from "../files/is-there.ts";
import { makeFolder } from "../files/make-folder.ts";
import { JOB_FILE, jobPath, planFolderPath } from "../job/job-folder.ts";

export class PlanFolder {
  readonly #output: string;
  readonly #path: string;

  private constructor(output: string) {
    this.#output = output;
    this.#path = planFolderPath(output);
  }

  /** @throws PrepareError PREPARE_OUTPUT_UNWRITABLE */
  static async create(output: string): Promise<PlanFolder> {
    const folder = new PlanFolder(output);
    await makeFolder(folder.#path);
    return folder;
  }

  /** A path within, until it is published. */
  path(...names: readonly string[]): string {
    return join(this.#path, ...names);
  }

  /**
   * Makes it the job's folder, durably. Everything in it has been synced.
   * @returns whether it is; not so where another job was published before, which is there then
   * @throws PrepareError PREPARE_OUTPUT_UNWRITABLE
   */
  async publish(): Promise<boolean> {
    try {
      await rename(this.#path, jobPath(this.#output));
    } catch (error) {
      if (await isFound(jobPath(this.#output, JOB_FILE))) return false;
      const { code, message } = error as NodeJS.ErrnoException;
      throw new PrepareError(
        "PREPARE_OUTPUT_UNWRITABLE",
        `The plan could not be moved into ${jobPath(this.#output)} (${message}); ` +
          "use an output folder on a disk with room and write permission.",
        { path: jobPath(this.#output), reason: code, cause: error },
      );
    }
    await syncFolder(this.#output);
    return true;
  }

  /** Whether nobody has swept it away: whoever finishes a job in this folder does, as it can't be published any more. */
  async isThere(): Promise<boolean> {
    return isFound(this.#path);
  }

  /** Removes it; where it was published, or swept away, nothing. */
  async discard(): Promise<void> {
    // What is left behind is swept later: the error that led here is what counts.
    await rm(this.#path, { recursive: true, force: true, maxRetries: 3 }).catch(() => {});
  }
}

/** Where the disk does not say, no: it is asked behind an error, which is the one that counts. */
async function isFound(path: string): Promise<boolean> {
  return isThere(path).catch(() => false);
}
