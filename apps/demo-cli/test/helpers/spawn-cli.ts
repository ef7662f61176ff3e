/** Runs the built program as a process of its own. */
import { spawn, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The bin. */
export const MAIN: string = fileURLToPath(new URL("../../dist/main.js", import.meta.url));

export interface Spawned {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The environment without what would colour or widen the output. */
export function plainEnvironment(more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const { COLUMNS: _c, NO_COLOR: _n, FORCE_COLOR: _f, ...rest } = process.env;
  return { ...rest, ...more };
}

/** @param onStart may write to the child's input or send a signal; by default its input is empty */
export function spawnCli(
  args: readonly string[],
  {
    env = {},
    nodeOptions = [],
    onStart = (child) => child.stdin!.end(),
  }: {
    readonly env?: Readonly<Record<string, string>>;
    readonly nodeOptions?: readonly string[];
    readonly onStart?: (child: ChildProcess) => void;
  } = {},
): Promise<Spawned> {
  const child = spawn(process.execPath, [...nodeOptions, MAIN, ...args], { env: plainEnvironment(env) });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (chunk) => (stdout += chunk));
  child.stderr.on("data", (chunk) => (stderr += chunk));
  child.stdin.on("error", () => {});
  onStart(child);
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, stdout, stderr })));
}
