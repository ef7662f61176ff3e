/** Errors of disks, and of the packages below, under this package's codes. */
import { PrepareError } from "../errors.ts";

/** What could not be written as PREPARE_OUTPUT_UNWRITABLE, with the system's code as `fields.reason`; all else as it is. */
export function asPrepareError(error: unknown): unknown {
  const { code, message, fields } = error as { code?: string; message: string; fields?: Record<string, unknown> };
  if (code === undefined || error instanceof PrepareError) return error;
  const isSystem = (error as NodeJS.ErrnoException).syscall !== undefined;
  if (code !== "DATASET_SHARD_UNWRITABLE" && !isSystem) return error;
  const reason = isSystem ? code : fields?.["reason"];
  return new PrepareError("PREPARE_OUTPUT_UNWRITABLE", message, { ...fields, reason, cause: error });
}
