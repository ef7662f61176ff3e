/**
 * A registry on loopback (verdaccio) that keeps what is published to it and takes everything else from
 * the registry that npm is configured for.
 */
import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { run } from "../run.mjs";

const packageJson = createRequire(import.meta.url).resolve("verdaccio/package.json");

function freePort() {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** @returns {Promise<{ url: string, settings: string, stop(): void }>} settings: the lines that let npm publish to it */
export async function startRegistry(folder) {
  mkdirSync(folder, { recursive: true });
  const upstream = (await run("npm", ["config", "get", "registry"], { cwd: folder })).trim();
  const own = "access: $all\n    publish: $authenticated";
  writeFileSync(
    join(folder, "config.yaml"),
    `storage: ./storage
auth:
  htpasswd:
    file: ./htpasswd
uplinks:
  upstream:
    url: ${upstream}
    timeout: 60s
    maxage: 30m
packages:
  "@windrow/*":
    ${own}
  "windrow":
    ${own}
  "**":
    access: $all
    proxy: upstream
max_body_size: 100mb
log: { type: stdout, format: json, level: warn }
`,
  );
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  const bin = join(dirname(packageJson), "bin/verdaccio");
  const child = spawn(process.execPath, [bin, "--config", "config.yaml", "--listen", `127.0.0.1:${port}`], {
    cwd: folder,
    stdio: ["ignore", "ignore", "inherit"],
  });
  const stop = () => void child.kill();
  process.on("exit", stop);

  const deadline = Date.now() + 60_000;
  while (!(await fetch(`${url}-/ping`).catch(() => undefined))?.ok) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error("the registry on loopback did not start");
    await sleep(100);
  }
  const answer = await fetch(`${url}-/user/org.couchdb.user:verify`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: "verify", password: crypto.randomUUID() }),
  });
  const { token } = await answer.json();
  if (token === undefined) throw new Error(`the registry on loopback gave no token: ${answer.status}`);
  return { url, settings: `registry=${url}\n//127.0.0.1:${port}/:_authToken=${token}\nprovenance=false\n`, stop };
}
