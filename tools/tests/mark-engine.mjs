/**
 * A setup file of vitest for the second run of tokenizer-bpe's tests: marks each test with the engine of the run, in the
 * report in JSON, so that CI (../count-tests.mjs) counts it beside the first. The name of a project is not in there.
 */
import { beforeEach, inject } from "vitest";

beforeEach(({ task }) => {
  task.meta.engine = inject("engine");
});
