/**
 * What became of a step. Lists are gone through some entries at a time: WebAssembly has no way into the optimized code of
 * a function that runs, so that one long call would stay in the slow code that it began in.
 */
export const DONE: i32 = 0;
export const MORE: i32 = 1;
/** What is there is not plain, or there is no memory. */
export const REFUSED: i32 = -1;
