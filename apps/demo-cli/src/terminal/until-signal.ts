/** Work that Ctrl-C and SIGTERM end in good order; a second one ends the process at once. */

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/** @param work is to end soon after its signal is aborted */
export async function untilSignal<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const stop = (name: NodeJS.Signals): void => controller.abort(name);
  for (const name of SIGNALS) process.once(name, stop);
  try {
    return await work(controller.signal);
  } finally {
    for (const name of SIGNALS) process.removeListener(name, stop);
  }
}
