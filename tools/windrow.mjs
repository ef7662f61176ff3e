/**
 * `pnpm windrow COMMAND ...`, and `pnpm demo` for `pnpm windrow demo`: builds the terminal tool and runs
 * it from the folder that the person stands in, so that FILE means what it says there.
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
const args = process.argv.slice(2);
const dashes = args.indexOf("--");
if (dashes === 0 || (dashes === 1 && args[0] === "demo")) args.splice(dashes, 1);
const tool = spawnSync(process.execPath, [join(root, "apps/demo-cli/dist/main.js"), ...args], {
  cwd: process.env.INIT_CWD ?? process.cwd(),
  stdio: "inherit",
});
process.exitCode = tool.status ?? 1;
