/** Takes away what is half written when a signal, or the program itself, ends the process. */

/** Signals on which it goes. */
const INTERRUPTIONS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Calls `remove` where the process ends before `work` does.
 * @param remove must not throw, and must not wait
 */
export async function removingOnExit<T>(remove: () => void, work: () => Promise<T>): Promise<T> {
  const interrupted = (signal: NodeJS.Signals): void => {
    remove();
    stopListening();
    // Now as if nobody had listened: the shell learns of the signal.
    process.kill(process.pid, signal);
  };
  const stopListening = (): void => {
    for (const signal of INTERRUPTIONS) process.off(signal, interrupted);
    process.off("exit", remove);
  };
  // The program itself ends on Ctrl-C at once, before it is this file's turn.
  process.on("exit", remove);
  for (const signal of INTERRUPTIONS) process.on(signal, interrupted);
  try {
    return await work();
  } finally {
    stopListening();
  }
}
