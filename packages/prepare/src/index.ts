export type { PrepareJob, TokenizerSource } from "./job/prepare-job.ts";
export { PrepareError } from "./errors.ts";
export type { PrepareErrorCode } from "./errors.ts";
