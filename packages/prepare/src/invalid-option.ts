/** This package's error of an option, or of a job's field. */
import type { OptionError } from "@windrow/core";
import { PrepareError } from "./errors.ts";

/** Makes the error of an option. */
export const fail: OptionError = (message, option, value) =>
  new PrepareError("PREPARE_INVALID_OPTION", message, { option, value });
