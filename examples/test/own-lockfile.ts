/** Installs what an example with a lockfile of its own needs, when its tests are first run. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** @returns why the example can't run here, undefined where it can */
export function installExample(name: string): string | undefined {
  const folder = fileURLToPath(new URL(`../${name}`, import.meta.url));
  const { status, error } = spawnSync("pnpm", ["--dir", folder, "install", "--frozen-lockfile", "--prefer-offline"], {
    shell: process.platform === "win32",
    timeout: 50_000,
  });
  if (status === 0) return undefined;
  return error === undefined ? `examples/${name} could not be installed` : "no pnpm";
}
