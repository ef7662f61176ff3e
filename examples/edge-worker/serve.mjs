/**
 * Bundles the worker by esbuild with what Cloudflare's own tools set, and serves it on loopback in workerd, the
 * runtime of Cloudflare's Workers. Ends with the signal that ends it.
 *
 * Usage: node serve.mjs [PORT], default 8788; 0 for any that is free
 */
import { spawn, spawnSync } from "node:child_process";
import { join } from "node:path";
// The path of its binary: node_modules/.bin/workerd would leave it running when it is ended itself.
import workerdModule from "workerd";

const here = import.meta.dirname;

/** wrangler and Cloudflare's plugin of Vite do the same: modules for workerd, and a .wasm stays a file that is imported. */
const FOR_WORKERD = ["--conditions=workerd", "--loader:.wasm=copy", "--asset-names=[name]"];

const esbuild = join(here, "node_modules/.bin/esbuild");
const args = ["worker.ts", "--bundle", "--format=esm", "--minify", "--outdir=dist", ...FOR_WORKERD];
const bundled = spawnSync(esbuild, args, {
  cwd: here,
  encoding: "utf8",
  shell: process.platform === "win32",
});
if (bundled.status !== 0) throw new Error(`esbuild could not bundle the worker: ${bundled.error ?? bundled.stderr}`);

const address = `127.0.0.1:${process.argv[2] ?? 8788}`;
// workerd tells on descriptor 3 which port it listens on.
const serving = ["serve", "config.capnp", "--socket-addr", `http=${address}`, "--control-fd=3"];
const workerd = spawn(workerdModule.default, serving, { cwd: here, stdio: ["ignore", "inherit", "inherit", "pipe"] });
workerd.stdio[3].setEncoding("utf8").on("data", (line) => {
  const { event, port } = JSON.parse(line);
  if (event === "listen") console.log(`http://127.0.0.1:${port}/count`);
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => workerd.kill(signal));
workerd.on("error", (error) => {
  throw error;
});
workerd.on("exit", (code) => {
  process.exitCode = code ?? 0;
});
