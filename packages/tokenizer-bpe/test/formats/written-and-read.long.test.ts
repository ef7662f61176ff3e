/** files.test.ts, for the encodings that share their ranks with one there. */
import { test } from "vitest";
import { expectSameWhenRead } from "./written-and-read.ts";

test.each(["r50k_base", "p50k_base", "o200k_base"] as const)(
  "%s: written and read in each format, the ids are the same",
  expectSameWhenRead,
);
