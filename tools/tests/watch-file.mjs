/**
 * A setup file of vitest, run in the process of each test file before it: starts the thread that ends this
 * process where the file hangs (watchdog.mjs), and shows it that there is progress: the event loop turns, or
 * a test has begun, since the loop need not turn between tests that wait for nothing.
 */
import { Worker } from "node:worker_threads";
import { beforeEach, expect } from "vitest";
import { limitsOf } from "./limits.mjs";

const file = expect.getState().testPath ?? "a test file";
const beats = new Int32Array(new SharedArrayBuffer(4));
const beat = () => void Atomics.add(beats, 0, 1);
setInterval(beat, 250).unref();
beforeEach(beat);
new Worker(new URL("watchdog.mjs", import.meta.url), {
  workerData: { beats, file, limits: limitsOf(file) },
  // What a test sets for its own process is not for this thread.
  execArgv: [],
}).unref();
