/** Runs what WebAssembly does step by step (assembly/lists/steps.ts). */

const [DONE, MORE] = [0, 1];

/** Entries of a list that are read by one call, so that the next runs as optimized code. */
const ENTRIES_AT_A_TIME = 4096;

/** Whether all was done: what is not plain ends it. */
export function isDone(step: (most: number) => number): boolean {
  for (;;) {
    const became = step(ENTRIES_AT_A_TIME);
    if (became !== MORE) return became === DONE;
  }
}
