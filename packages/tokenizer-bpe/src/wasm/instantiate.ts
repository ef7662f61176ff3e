/**
 * Instances of the engine's module.
 *
 * Each takes 10 GB of address space in V8, which may not be there (`ulimit -v`, a thousand of them). That is found out
 * by 15 collections of all garbage, 0.1 s with next to nothing on the heap. So it is tried again only once an instance
 * has been collected.
 */

let refusal: unknown;

/** Not at once: some runtimes have none. */
let collected: FinalizationRegistry<undefined> | undefined;

/** @throws RangeError where there is no memory for it */
export function instantiate(module: WebAssembly.Module): WebAssembly.Exports {
  if (refusal !== undefined) throw refusal;
  try {
    const { exports } = new WebAssembly.Instance(module);
    if (typeof FinalizationRegistry === "function") {
      collected ??= new FinalizationRegistry(() => {
        refusal = undefined;
      });
      collected.register(exports["memory"] as WebAssembly.Memory, undefined);
    }
    return exports;
  } catch (error) {
    // A full stack is another kind of RangeError, and no reason not to try again.
    if (/memory/i.test((error as Error).message)) refusal = error;
    throw error;
  }
}
