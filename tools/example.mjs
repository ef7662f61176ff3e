/**
 * `pnpm example NAME [ARGUMENTS]`: installs and builds what an example needs and runs it from the folder
 * that the person stands in, so that FILE means what it says there.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const examples = join(root, "examples");

/** The program of each example, below examples/, and what it is always given. */
const PROGRAMS = {
  notebook: ["dist/notebook/notebook.js"],
  "token-server": ["dist/token-server/serve.js"],
  "browser-worker": ["node_modules/vite/bin/vite.js", join(examples, "browser-worker")],
  bundles: ["bundles/bundles.mjs"],
  "pytorch-data": ["dist/pytorch-data/prepare-data.js"],
  retrieval: ["dist/retrieval/search.js"],
  "edge-worker": ["edge-worker/serve.mjs"],
  "express-limit": ["express-limit/server.mjs"],
  "nextjs-route": ["nextjs-route/serve.mjs"],
  "ai-sdk-history": ["ai-sdk-history/chat.mjs"],
  "langchain-splitter": ["langchain-splitter/split.mjs"],
};

/** Runs a program of Node's; ends with its exit code where it fails. */
function runNode(args, cwd) {
  const { status, error } = spawnSync(process.execPath, args, { cwd, stdio: "inherit" });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

const [name = "", ...args] = process.argv.slice(2);
if (!Object.hasOwn(PROGRAMS, name)) {
  process.stderr.write(`Got the example "${name}"; expected one of ${Object.keys(PROGRAMS).join(", ")}\n`);
  process.exit(2);
}
runNode([join(root, "tools/build.mjs"), "build", "--filter=windrow-examples"], root);

const [program, ...fixed] = PROGRAMS[name];
const run = [join(examples, program), ...fixed, ...args];
const folder = join(examples, name);
const hasOwnTools = existsSync(join(folder, "pnpm-lock.yaml"));
const install = hasOwnTools ? [join(root, "tools/install-and-run.mjs"), folder, process.execPath] : [];
runNode([...install, ...run], process.env.INIT_CWD ?? process.cwd());
