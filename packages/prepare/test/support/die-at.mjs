// Loaded with --import in a process and its threads: at the point that WINDROW_DIE names ("written 2": the
// second time in a thread) the process ends itself as the kernel would, or ("stop") tells and waits there.
import { subscribe } from "node:diagnostics_channel";
import { writeSync } from "node:fs";

const [point, count = "1"] = (process.env.WINDROW_DIE ?? "").split(" ");
let left = Number(count);
subscribe("windrow:prepare", (message) => {
  if (process.env.WINDROW_TELL === message.point)
    writeSync(1, `at ${message.point} ${message.stage} ${message.index}\n`);
  if (message.point === point && --left === 0) process.kill(process.pid, "SIGKILL");
});
