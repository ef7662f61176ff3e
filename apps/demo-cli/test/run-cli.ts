/** Runs a command line within the test's process and keeps what it wrote. */
import { run } from "../src/cli.ts";
import type { Terminal } from "../src/terminal.ts";

export interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export async function runCli(args: readonly string[], options: Partial<Terminal> = {}): Promise<Finished> {
  let [stdout, stderr] = ["", ""];
  const code = await run(args, {
    stdout: (text) => void (stdout += text),
    stderr: (text) => void (stderr += text),
    isStyled: false,
    showsProgress: false,
    ...options,
  });
  return { code, stdout, stderr };
}
