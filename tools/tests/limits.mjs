/**
 * How long a test file may take. vitest's own limits are timers on the thread that they watch, and never fire
 * where a synchronous loop hangs; watch-file.mjs has a thread for that.
 *
 * A stalled file is one whose event loop no longer turns, in one test. It is ended after `stalledCpuSeconds` of
 * processor time, which a busy machine does not use up for it, and after `stalledSeconds` in any case: it may wait
 * for a program that hangs. No short test may take longer than that anyway. The whole file has `fileSeconds`, which
 * only many slow tests, each within vitest's limit, can reach. WINDROW_TEST_STALL_SECONDS, WINDROW_TEST_WAIT_SECONDS
 * and WINDROW_TEST_FILE_SECONDS set them.
 */
const SHORT = { stalledCpuSeconds: 60, stalledSeconds: 180, fileSeconds: 1200 };
const LONG = { stalledCpuSeconds: 300, stalledSeconds: 900, fileSeconds: 1800 };

/** @param {string} file path of a test file */
export function limitsOf(file) {
  const usual = file.endsWith(".long.test.ts") ? LONG : SHORT;
  const {
    WINDROW_TEST_STALL_SECONDS: stalledCpuSeconds = usual.stalledCpuSeconds,
    WINDROW_TEST_WAIT_SECONDS: stalledSeconds = usual.stalledSeconds,
    WINDROW_TEST_FILE_SECONDS: fileSeconds = usual.fileSeconds,
  } = process.env;
  return {
    stalledCpuSeconds: Number(stalledCpuSeconds),
    stalledSeconds: Number(stalledSeconds),
    fileSeconds: Number(fileSeconds),
  };
}
