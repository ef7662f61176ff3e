/**
 * Runs a command with the dependencies of a folder that is not part of the default install: a
 * folder with a lockfile of its own, such as benchmarks/ or tools/release/. Installs them first.
 *
 * Usage: node tools/install-and-run.mjs FOLDER COMMAND [ARGUMENTS]
 */
import { spawnSync } from "node:child_process";
import { delimiter, resolve } from "node:path";

const [folder, command, ...args] = process.argv.slice(2);
if (folder === undefined || command === undefined) {
  process.stderr.write("Usage: node tools/install-and-run.mjs FOLDER COMMAND [ARGUMENTS]\n");
  process.exit(2);
}

const shell = process.platform === "win32";
const install = spawnSync("pnpm", ["--dir", folder, "install", "--frozen-lockfile"], { encoding: "utf8", shell });
if (install.error) throw install.error;
if (install.status !== 0) {
  process.stderr.write(`${install.stdout}${install.stderr}`);
  process.exit(install.status ?? 1);
}

const PATH = [resolve(folder, "node_modules/.bin"), process.env.PATH].join(delimiter);
const run = spawnSync(command, args, { stdio: "inherit", env: { ...process.env, PATH }, shell });
if (run.error) throw run.error;
process.exitCode = run.status ?? 1;
