/** Whole jobs, against the slow twin; prepare.long.test.ts has more of each. */
import { gpt2 } from "@windrow/tokenizer-bpe/gpt2";
import { o200kBase } from "@windrow/tokenizer-bpe/o200k_base";
import { describe, test } from "vitest";
import { expectAsSequentially, WHOLE_JOBS } from "./support/whole-jobs.ts";

/** Two bytes an id, and four. */
describe.each([gpt2, o200kBase])("$name", (tokenizer) => {
  test.each(WHOLE_JOBS)("%j", (job) => expectAsSequentially(tokenizer, job, 50));
});
