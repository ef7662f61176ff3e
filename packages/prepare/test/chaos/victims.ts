/** Processes that a test starts and kills: only those that it started. */
import { spawn, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";

const programs = fileURLToPath(new URL("programs", import.meta.url));

/** Where a process can be made to stop; "never" for one that may finish. */
export type StopPoint = "reading" | "encoding" | "written" | "renamed" | "marked" | "never";

export const POINTS = ["reading", "encoding", "written", "renamed", "marked"] as const;

export class Victim {
  readonly #child: ChildProcess;
  /** Whether it came to its point, or ended before. */
  readonly stopped: Promise<"at its point" | "ended">;
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  errors = "";

  /** @param times the point is the so-manieth of its kind in a thread */
  constructor(args: readonly string[], point: StopPoint = "never", times: number = 1) {
    const hook = ["--import", `${programs}/stop-at-point.mjs`];
    this.#child = spawn(process.execPath, [...hook, `${programs}/run.mjs`, ...args], {
      env: { ...process.env, WINDROW_TEST_POINT: `${point}:${times}` },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#child.stderr!.on("data", (chunk) => (this.errors += chunk));
    this.ended = new Promise((resolve) => this.#child.once("close", (code, signal) => resolve({ code, signal })));
    this.stopped = Promise.race([
      new Promise<"at its point">((resolve) => this.#child.stdout!.once("data", () => resolve("at its point"))),
      this.ended.then(() => "ended" as const),
    ]);
  }

  async kill(signal: "SIGKILL" | "SIGTERM" = "SIGKILL"): Promise<void> {
    this.#child.kill(signal);
    await this.ended;
  }
}

/** A small generator for the order of things (Numerical Recipes' LCG). */
export function seededChoice(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
