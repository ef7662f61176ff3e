/** Errors of disks, and of the packages below, under this package's codes. */
import { PrepareError } from "../errors.ts";
import { unreadable } from "./unreadable.ts";

/** Calls that only look at what is there. */
const READS: ReadonlySet<string> = new Set([
  "access",
  "lstat",
  "fstat",
  "read",
  "readdir",
  "realpath",
  "scandir",
  "stat",
]);

/**
 * Errors of the packages below and of the system under this package's codes; others as they are.
 * @param output the job's folder, named where the system names no file
 */
export function asPrepareError(error: unknown, output: string = "the output folder"): unknown {
  const { code, message, fields, syscall, path } = error as NodeJS.ErrnoException & {
    readonly fields?: Readonly<Record<string, unknown>>;
  };
  if (error instanceof PrepareError) return error;
  if (code === "DATASET_SHARD_UNWRITABLE")
    return new PrepareError("PREPARE_OUTPUT_UNWRITABLE", message, { ...fields, cause: error });
  if (code === "DATASET_SHARD_UNREADABLE")
    return new PrepareError("PREPARE_OUTPUT_UNREADABLE", message, { ...fields, cause: error });
  if (syscall === undefined) return error;
  const file = path ?? output;
  if (READS.has(syscall) || syscall === "open") return unreadable(file, error);
  return new PrepareError(
    "PREPARE_OUTPUT_UNWRITABLE",
    `${file} could not be written (${message}); check its permissions, and that the disk has room.`,
    { path: file, reason: code, cause: error },
  );
}

/** Runs `work`; what it throws is of this package. */
export async function withPrepareErrors<T>(output: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw asPrepareError(error, output);
  }
}
