/**
 * Ends the process of a test file that hangs, and the programs that it started, from a thread of its own: the
 * thread that hangs can't. vitest then fails the run, and reporter.mjs names the file; the others go on.
 */
import { readFileSync, writeSync } from "node:fs";
import { workerData } from "node:worker_threads";

const { beats, file, limits } = workerData;
const EVERY_MS = 250;

const start = performance.now();
let last = -1;
let since = start;
let cpuSince = process.cpuUsage();

setInterval(() => {
  const now = performance.now();
  const beat = Atomics.load(beats, 0);
  if (beat !== last) [last, since, cpuSince] = [beat, now, process.cpuUsage()];
  const { user, system } = process.cpuUsage(cpuSince);
  const cpuSeconds = (user + system) / 1e6;
  if (cpuSeconds > limits.stalledCpuSeconds)
    end(`its event loop has stood still for ${Math.round(cpuSeconds)} s of processor time`);
  if (now - since > 1000 * limits.stalledSeconds) end(`its event loop has stood still for ${limits.stalledSeconds} s`);
  if (now - start > 1000 * limits.fileSeconds) end(`it has taken ${limits.fileSeconds} s`);
}, EVERY_MS);

function end(why) {
  writeSync(2, `\n${file} hangs: ${why}. Its process is ended.\n`);
  for (const pid of descendantsOf(process.pid)) tryToKill(pid);
  process.kill(process.pid, "SIGKILL");
}

/** Linux tells a process's children; elsewhere they are left to end by themselves. */
function descendantsOf(pid) {
  let children = [];
  try {
    children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean).map(Number);
  } catch {
    // Not Linux, or the process has just ended.
  }
  return children.flatMap((child) => [...descendantsOf(child), child]);
}

function tryToKill(pid) {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended in the meantime.
  }
}
