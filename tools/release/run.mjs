/** Runs a program to its end, with a time limit; if it fails, what it printed is shown. */
import { spawn } from "node:child_process";

/**
 * @param {{ cwd: string, env?: Record<string, string>, minutes?: number }} options
 * @returns {Promise<string>} its stdout
 */
export function run(command, args, { cwd, env = {}, minutes = 5 }) {
  const timeout = minutes * 60_000;
  const child = spawn(command, args, {
    cwd,
    timeout,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (part) => (stdout += part));
  child.stderr.setEncoding("utf8").on("data", (part) => (stderr += part));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => {
      if (code === 0) return resolve(stdout);
      reject(new Error(`${command} ${args.join(" ")}\nin ${cwd} ended with ${code ?? signal}:\n${stdout}${stderr}`));
    });
  });
}
