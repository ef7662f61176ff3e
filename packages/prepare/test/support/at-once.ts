/** Two jobs begun at once in one folder, and what has to come of it. */
import { expect } from "vitest";
import { filesOf } from "./sequential.ts";

/** How one of two that began at once has ended: done, or its error's code. */
export type Outcome = "done" | string;

/** The outcome of a call of `prepare`. */
export async function outcomeOf(work: Promise<unknown>): Promise<Outcome> {
  return work.then(
    () => "done",
    (error: { code?: string }) => String(error.code ?? error),
  );
}

/**
 * The folder has what the first of these that is done makes alone, and nothing else; of two different jobs the
 * other is refused, of two alike both are done.
 * @param wholes what each job makes alone, its folder prepare included
 */
export function expectOneJob(
  output: string,
  outcomes: readonly Outcome[],
  wholes: readonly Record<string, string>[],
  areAlike: boolean,
): void {
  expect(outcomes.toSorted()).toEqual(areAlike ? ["done", "done"] : ["PREPARE_FOREIGN_OUTPUT", "done"]);
  expect(filesOf(output, { withJob: true })).toEqual(wholes[outcomes.indexOf("done")]);
}
