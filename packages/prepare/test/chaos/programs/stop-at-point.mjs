/**
 * Loaded with `--import` into a process that a test will kill, and by that into its threads: at the point that
 * WINDROW_TEST_POINT names ("renamed:3": the third time in a thread) it tells the test so, and waits for its end.
 */
import { subscribe } from "node:diagnostics_channel";
import { writeSync } from "node:fs";

const [point, times] = (process.env.WINDROW_TEST_POINT ?? "never:0").split(":");
let count = 0;
subscribe("windrow:prepare", (message) => {
  if (message.point !== point || ++count !== Number(times)) return;
  writeSync(1, "at the point\n");
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
});
