/**
 * Keeps a process that ends from stopping a thread in the middle of a run, which onnxruntime-node
 * (1.30) answers by aborting the process ("terminate called after throwing an instance of 'Napi::Error'").
 *
 * Two shared numbers: whether the thread is at work, and whether it may begin anything more. On the
 * event `exit`, where nothing asynchronous happens any more, the process says that it may not, and
 * waits for what has begun: one forward. A process whose main thread ends while a thread of the user's
 * owns such a thread is not helped by it: `exit` does not come there.
 */

const AT_WORK = 0;
const ENDING = 1;
/** A thread that does not answer by then never will. */
const MAX_WAIT_MS = 30_000;

export type ExitLatch = Int32Array<SharedArrayBuffer>;

const latches = new Set<ExitLatch>();

export function makeLatch(): ExitLatch {
  return new Int32Array(new SharedArrayBuffer(8));
}

/** From now on this process heeds the latch when it ends. */
export function heedLatch(latch: ExitLatch): void {
  if (latches.size === 0) process.on("exit", waitForAll);
  latches.add(latch);
}

/** For a thread that has ended. */
export function dropLatch(latch: ExitLatch): void {
  latches.delete(latch);
  if (latches.size === 0) process.off("exit", waitForAll);
}

function waitForAll(): void {
  for (const latch of latches) Atomics.store(latch, ENDING, 1);
  for (const latch of latches) {
    if (Atomics.load(latch, AT_WORK) === 1) Atomics.wait(latch, AT_WORK, 1, MAX_WAIT_MS);
  }
}

/** In the thread: does the work, or nothing forever where the process is ending. */
export async function whileLatched<T>(latch: ExitLatch, work: () => Promise<T>): Promise<T> {
  Atomics.store(latch, AT_WORK, 1);
  const isEnding = Atomics.load(latch, ENDING) === 1;
  try {
    if (!isEnding) return await work();
  } finally {
    Atomics.store(latch, AT_WORK, 0);
    Atomics.notify(latch, AT_WORK);
  }
  return new Promise<never>(() => {});
}
