/** written-and-read.test.ts, for the encodings that share their ranks with one there. */
import { getEncoding } from "@windrow/tokenizer-bpe";
import { test } from "vitest";
import { expectSameWhenRead } from "./written-and-read.ts";

test.each(["r50k_base", "p50k_base", "o200k_base"] as const)("%s", async (name) => {
  expectSameWhenRead(await getEncoding(name));
});
