/** The engines that packages are tried in, from npm: Node by its major versions, Bun and Deno. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../run.mjs";

export const WANTED = ["node@20", "node@22", "node@24", "node@26", "bun", "deno"];

/** @returns {Promise<{ name: string, isNode: boolean, command: string, args: string[] }>} how it runs a file */
export async function installRuntime(folder, wanted) {
  const home = join(folder, wanted);
  const bin = wanted.split("@")[0];
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, "package.json"), "{}");
  await run("npm", ["install", "--no-audit", "--no-fund", wanted], { cwd: home });
  const command = join(home, "node_modules/.bin", bin);
  const version = (await run(command, ["--version"], { cwd: home }))
    .split(/[\s(]+/)
    .find((word) => /\d\.\d/.test(word));
  // Deno asks for every right; a package for browsers and servers needs to read its own files.
  const args = bin === "deno" ? ["run", "--no-prompt", "--allow-read", "--allow-env"] : [];
  return { name: `${bin} ${version.replace(/^v/, "")}`, isNode: bin === "node", command, args };
}

/** All of them. */
export function installRuntimes(folder) {
  return Promise.all(WANTED.map((wanted) => installRuntime(folder, wanted)));
}
