/**
 * Watches the thread that tries inputs, from a thread of its own: one that hangs can't stop itself. Where an
 * input takes too long, or too much memory while it is read, the process says which and ends.
 */
import { writeSync } from "node:fs";
import { workerData } from "node:worker_threads";

const { shared, name, seconds, bytes } = workerData;
const [CASE, IS_RUNNING] = [0, 1];
let current = -1;
let since = performance.now();
const atFirst = process.memoryUsage.rss();

setInterval(() => {
  const number = Atomics.load(shared, CASE);
  if (number !== current || Atomics.load(shared, IS_RUNNING) === 0) {
    current = number;
    since = performance.now();
  }
  if (performance.now() - since > 1000 * seconds) end(`takes more than ${seconds} s`);
  const grown = process.memoryUsage.rss() - atFirst;
  if (grown > bytes) end(`takes ${Math.round(grown / 2 ** 20)} MiB`);
}, 50);

function end(what) {
  writeSync(
    2,
    `\nfuzz ${name}: the input of seed ${current >>> 0} ${what}. Again: pnpm fuzz ${name} --seed ${current >>> 0}\n`,
  );
  process.kill(process.pid, "SIGKILL");
}
