/** That a job was told to stop. */
import { PrepareError } from "../errors.ts";

export function interrupted(): PrepareError {
  return new PrepareError("PREPARE_INTERRUPTED", "interrupted; what is done is kept: resume the job to go on.");
}
