import { existsSync, readFileSync } from "node:fs";

/**
 * The most memory that this process has had, in megabytes.
 *
 * On Linux from /proc: there, the figure of resourceUsage is that of the parent where that had more.
 */
export function peakMegabytes() {
  const status = "/proc/self/status";
  if (!existsSync(status)) return process.resourceUsage().maxRSS / 1024;
  return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(status, "utf8"))[1]) / 1024;
}
