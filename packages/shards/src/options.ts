/** This package's error of an option. */
import type { OptionError } from "@windrow/core";
import { ShardsError } from "./errors.ts";

/** Makes the error of an option. */
export const fail: OptionError = (message, option, value) =>
  new ShardsError("DATASET_INVALID_OPTION", message, { option, value });

/** How messages say that an array's buffer is gone. */
export const DETACHED = "memory that is still here: its buffer was transferred to another thread, so pass a copy there";
