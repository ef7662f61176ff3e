/**
 * Runs the program in a real pseudo-terminal. util-linux' `script` makes it: it is part of every
 * Debian (bsdutils is essential), where node-pty would have to be compiled and python3 may be missing.
 */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { MAIN, plainEnvironment } from "./spawn-cli.ts";

/** Why there can be no pseudo-terminal, or undefined where there can. */
export const noTerminal: string | undefined = whyNone();

function whyNone(): string | undefined {
  const { error, stdout } = spawnSync("script", ["--version"], { encoding: "utf8" });
  return error || !stdout.includes("util-linux") ? "there is no script of util-linux" : undefined;
}

/** What the terminal got, stdout and stderr in one, and the exit code. */
export interface TerminalRun {
  readonly code: number | null;
  readonly output: string;
}

/** @param columns of the terminal, said by the terminal itself and not by COLUMNS */
export function runInTerminal(
  args: readonly string[],
  {
    columns,
    env = {},
    onOutput,
  }: {
    readonly columns: number;
    readonly env?: Readonly<Record<string, string>>;
    /** Called with all that the terminal has got so far; may type into the child's input. */
    readonly onOutput?: (output: string, child: ChildProcess) => void;
  },
): Promise<TerminalRun> {
  const command = [process.execPath, MAIN, ...args].map(quoted).join(" ");
  const inTerminal = `stty columns ${columns} rows 50; exec ${command}`;
  const child = spawn("script", ["-qec", inTerminal, "/dev/null"], {
    env: plainEnvironment({ TERM: "xterm-256color", SHELL: "/bin/sh", ...env }),
    stdio: ["pipe", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (chunk) => {
    output += chunk;
    onOutput?.(output, child);
  });
  return new Promise((resolve) =>
    child.on("close", (code) => {
      child.stdin.destroy();
      resolve({ code, output });
    }),
  );
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
