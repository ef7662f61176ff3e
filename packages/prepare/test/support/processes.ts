/** Processes of a test, each ended by the pid that was recorded when it was spawned. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { onTestFinished } from "vitest";

const DIE_AT: string = new URL("./die-at.mjs", import.meta.url).href;
const RUN_JOB: string = new URL("./run-job.mjs", import.meta.url).pathname;

export interface JobProcess {
  readonly child: ChildProcess;
  /** Exit code, or the signal's name. */
  readonly ended: Promise<number | string>;
  /** All that it has written. */
  output(): string;
  /** Fulfilled when it has written such a line. */
  wrote(text: string): Promise<void>;
}

/** As `runJob`, with this thread blocked until it has ended well. */
export function runJobAndWait(args: readonly string[]): void {
  const { status, stderr } = spawnSync(process.execPath, [RUN_JOB, ...args], { encoding: "utf8" });
  if (status !== 0) throw new Error(`ended with ${status}: ${stderr}`);
}

/** @param environment WINDROW_DIE and WINDROW_TELL, see die-at.mjs */
export function runJob(args: readonly string[], environment: Record<string, string> = {}): JobProcess {
  const child = spawn(process.execPath, ["--import", DIE_AT, RUN_JOB, ...args], {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let written = "";
  child.stdout.on("data", (data: Buffer) => (written += data.toString()));
  child.stderr.on("data", (data: Buffer) => (written += data.toString()));
  const ended = once(child, "close").then(([code, signal]) => (signal ?? code) as number | string);
  onTestFinished(() => {
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
  });
  const wrote = async (text: string): Promise<void> => {
    while (!written.includes(text)) {
      const next = await Promise.race([once(child.stdout, "data"), ended]);
      if (!Array.isArray(next) && !written.includes(text)) throw new Error(`ended with ${next}: ${written}`);
    }
  };
  return { child, ended, output: () => written, wrote };
}
