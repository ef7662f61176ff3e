/** Whether assembly.bin has what assembly.json says of it, by its size alone: before anything is made for each shard. */
import { stat } from "node:fs/promises";
import { invalidJob } from "../files/invalid-job.ts";
import { jobPath } from "../job/job-folder.ts";
import type { Job } from "../job/open-job.ts";
import { type AssemblyManifest, BINARY_FILE } from "./assembly.ts";

const NUMBER_BYTES = 8;

/**
 * A file of some hundred bytes may speak of 10^8 shards; each has a number or two in the other.
 * @throws PrepareError PREPARE_JOB_INVALID
 */
export async function checkAssemblySize(job: Job, { sets }: Pick<AssemblyManifest, "sets">): Promise<void> {
  const path = jobPath(job.output, BINARY_FILE);
  const { size } = await stat(path).catch((error: Error) => {
    throw invalidJob(path, `could not be read (${error.message})`, error);
  });
  const { units, options } = job.manifest;
  const shards = sets.reduce((sum, one) => sum + one.shards, 0);
  const numbers = sets.length * 2 * (units.count + 1) + shards * (options.format === "megatron" ? 2 : 1);
  if (size !== numbers * NUMBER_BYTES)
    throw invalidJob(
      path,
      `has ${size} bytes, and ${shards} shards of ${units.count} units have ${numbers * NUMBER_BYTES}`,
    );
}
