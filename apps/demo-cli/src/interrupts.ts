/** Ctrl-C and SIGTERM for commands that have something to bring to an end first. */

type Signal = "SIGINT" | "SIGTERM";

let heeding: ((signal: Signal) => void) | undefined;

/** Tells the command that is at work. @returns whether there is one that ends itself; a second signal ends it at once */
export function heedSignal(signal: Signal): boolean {
  const heed = heeding;
  heeding = undefined;
  heed?.(signal);
  return heed !== undefined;
}

/** While `work` runs, a first signal calls `stop`, and the command is to end by itself. */
export async function whileHeeding<T>(stop: (signal: Signal) => void, work: () => Promise<T>): Promise<T> {
  heeding = stop;
  const onTerm = (): void => {
    if (!heedSignal("SIGTERM")) process.exit(143);
  };
  process.on("SIGTERM", onTerm);
  try {
    return await work();
  } finally {
    heeding = undefined;
    process.off("SIGTERM", onTerm);
  }
}
