/**
 * The clock of the candidates, in milliseconds: the wall's, or with WINDROW_BENCH_CLOCK=cpu the time that
 * the processor has worked for them, which other processes on the machine hardly change. Linux only.
 *
 * `now` is of this thread. `all` is of all threads of the process, which load a package together; it counts
 * what they do at the same time twice.
 */
import { readFileSync } from "node:fs";

const isCpu = process.env.WINDROW_BENCH_CLOCK === "cpu";

export const clock = isCpu ? { now: threadTime, all: processTime } : wallClock();

function wallClock() {
  const now = () => performance.now();
  return { now, all: now };
}

function processTime() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function threadTime() {
  // The kernel brings the figure below up to date when it is asked for this one.
  process.cpuUsage();
  return Number(readFileSync("/proc/thread-self/schedstat", "latin1").split(" ", 1)[0]) / 1e6;
}
