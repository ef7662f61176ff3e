/**
 * `pnpm demo [FILE] [options]`: builds the terminal tool and runs its demo from the folder that the
 * person stands in, so that FILE means what it says there.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const build = spawnSync(process.execPath, [join(root, "tools/build.mjs"), "build", "--filter=windrow"], {
  cwd: root,
  stdio: "inherit",
});
if (build.status !== 0) process.exit(build.status ?? 1);

// npm's habit of `demo -- FILE`; pnpm passes the dashes on.
const args = process.argv.slice(process.argv[2] === "--" ? 3 : 2);
const demo = spawnSync(process.execPath, [join(root, "apps/demo-cli/dist/main.js"), "demo", ...args], {
  cwd: process.env.INIT_CWD ?? process.cwd(),
  stdio: "inherit",
});
process.exitCode = demo.status ?? 1;
