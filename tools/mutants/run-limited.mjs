/**
 * A command with a time limit that holds whatever it does: it gets a process group of its own, and the whole group is
 * killed. A test's own limit never fires within a synchronous loop.
 */
import { spawn } from "node:child_process";

const running = new Set();

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv, seconds: number, shell?: boolean }} options
 * @returns {Promise<{ code: number | null, isTimeout: boolean, output: string }>}
 */
export function runLimited(command, args, { cwd, env = process.env, seconds, shell = false }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, shell, detached: true, stdio: ["ignore", "pipe", "pipe"] });
    running.add(child);
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => (output = (output + text).slice(-20_000)));
    }
    let isTimeout = false;
    const timer = setTimeout(() => {
      isTimeout = true;
      kill(child);
    }, seconds * 1000);
    child.on("error", reject);
    child.on("exit", (code) => {
      clearTimeout(timer);
      running.delete(child);
      // What it left behind, such as a worker that spins.
      kill(child);
      resolve({ code, isTimeout, output });
    });
  });
}

/** Ends whatever is running. */
export function killAll() {
  for (const child of running) kill(child);
}

function kill({ pid }) {
  try {
    process.kill(-pid, "SIGKILL");
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}
