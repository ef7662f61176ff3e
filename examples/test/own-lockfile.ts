/** Installs what an example with a lockfile of its own needs, when its tests are first run. */
import { fileURLToPath } from "node:url";
import { whyNotInstalled } from "./why-not-installed.ts";

/** @returns why the example can't run here, undefined where it can */
export function installExample(name: string): string | undefined {
  const folder = fileURLToPath(new URL(`../${name}`, import.meta.url));
  const args = ["--dir", folder, "install", "--frozen-lockfile", "--prefer-offline"];
  return whyNotInstalled(`examples/${name}`, "pnpm", args);
}
