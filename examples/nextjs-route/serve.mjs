/**
 * Builds the app as for production, and serves it on loopback.
 *
 * Usage: node serve.mjs [PORT], default 8790
 */
import { spawn, spawnSync } from "node:child_process";
import { join } from "node:path";

const here = import.meta.dirname;
const next = join(here, "node_modules/next/dist/bin/next");
const options = { cwd: here, env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" } };

const built = spawnSync(process.execPath, [next, "build"], { ...options, encoding: "utf8" });
if (built.status !== 0)
  throw new Error(`Next.js could not build the app: ${built.error ?? built.stdout + built.stderr}`);

const started = ["start", "--hostname", "127.0.0.1", "--port", process.argv[2] ?? "8790"];
const server = spawn(process.execPath, [next, ...started], { ...options, stdio: ["ignore", "pipe", "inherit"] });
server.stdout.setEncoding("utf8").on("data", (said) => {
  const [address] = /http:\/\/[\w.:]+/.exec(said) ?? [];
  if (address !== undefined) console.log(`${address}/api/count`);
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => server.kill(signal));
server.on("exit", (code) => {
  process.exitCode = code ?? 0;
});
