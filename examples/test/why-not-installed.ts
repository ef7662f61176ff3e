/** Installs from the registry for tests, which are skipped where it can't be reached. */
import { spawnSync } from "node:child_process";

/**
 * Runs a package manager for at most 120 s.
 * @param what is installed, as the reason names it
 * @param cwd where it runs; by default the process's folder
 * @returns why it is not installed, undefined where it is
 */
export function whyNotInstalled(
  what: string,
  manager: "npm" | "pnpm",
  args: readonly string[],
  cwd?: string,
): string | undefined {
  const { status, error } = spawnSync(manager, args, { cwd, shell: process.platform === "win32", timeout: 120_000 });
  if (status === 0) return undefined;
  return error === undefined ? `${what} could not be installed` : `no ${manager}`;
}
