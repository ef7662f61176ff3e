/** Turns of the event loop between two slices of work. */

/** Taken when the package is loaded: tests put fakes in its place, which never call. */
const { setImmediate: soon = setTimeout } = globalThis as { setImmediate?: (run: () => void) => void };

/** Lets the event loop have its turn, in which answers come. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => soon(resolve));
}
