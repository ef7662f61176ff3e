/**
 * How long a test file may take. vitest's own limits are timers on the thread that they watch, and never fire
 * where a synchronous loop hangs; watch-file.mjs has a thread for that.
 *
 * A stalled file is one whose event loop no longer turns. It is ended after `stalledCpuSeconds` of processor time,
 * which a busy machine does not use up for it, and after `stalledSeconds` in any case: it may wait for a program
 * that hangs. No short test may take longer than that anyway. The whole file has `fileSeconds`, which only many
 * slow tests, each within vitest's limit, can reach. WINDROW_TEST_STALL_SECONDS sets the first, and by it the
 * second, WINDROW_TEST_FILE_SECONDS the last.
 */
const SHORT = { stallSeconds: 60, fileSeconds: 1200 };
const LONG = { stallSeconds: 300, fileSeconds: 1800 };
/** A machine shared with others gives a file a part of its time. */
const WALL_PER_CPU = 3;

/** @param {string} file path of a test file */
export function limitsOf(file) {
  const { stallSeconds, fileSeconds } = file.endsWith(".long.test.ts") ? LONG : SHORT;
  const { WINDROW_TEST_STALL_SECONDS: stall, WINDROW_TEST_FILE_SECONDS: whole } = process.env;
  const stalledCpuSeconds = Number(stall ?? stallSeconds);
  return {
    stalledCpuSeconds,
    stalledSeconds: WALL_PER_CPU * stalledCpuSeconds,
    fileSeconds: Number(whole ?? fileSeconds),
  };
}
