/** This package's error of an option. */
import type { OptionError } from "@windrow/core";
import { ShardsError } from "./errors.ts";

/** Makes the error of an option. */
export const fail: OptionError = (message, option, value) =>
  new ShardsError("DATASET_INVALID_OPTION", message, { option, value });

/** How messages say that an array's buffer is gone. */
export const DETACHED =
  "an array whose buffer was not transferred to another thread; pass a copy to that thread instead";
