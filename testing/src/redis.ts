/** A Redis of a test's own: on loopback, a free port, a folder of its own, with AOF. Only its own pid is ended. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { Redis } from "ioredis";

/** Why tests of Redis can't run here. */
export const noRedis: string | undefined =
  spawnSync("redis-server", ["--version"]).error === undefined ? undefined : "no redis-server";

export interface TestRedis {
  readonly url: string;
  readonly port: number;
  /** SIGKILL, and the same again from its AOF. */
  killAndRestart(awayMs: number): Promise<void>;
  stop(): Promise<void>;
}

export async function startRedis(folder: string, options: readonly string[] = []): Promise<TestRedis> {
  const port = await freePort();
  let server = await launch(port, folder, options);
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    async killAndRestart(awayMs) {
      await kill(server);
      await sleep(awayMs);
      server = await launch(port, folder, options);
    },
    stop: () => kill(server),
  };
}

async function launch(port: number, folder: string, options: readonly string[]): Promise<ChildProcess> {
  const server = spawn(
    "redis-server",
    ["--port", `${port}`, "--bind", "127.0.0.1", "--dir", folder, "--appendonly", "yes", "--save", "", ...options],
    { stdio: "ignore" },
  );
  const client = new Redis(port, "127.0.0.1", { maxRetriesPerRequest: null, retryStrategy: () => 50 });
  client.on("error", () => undefined);
  await client.ping();
  client.disconnect();
  return server;
}

async function kill(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exit = once(server, "exit");
  server.kill("SIGKILL");
  await exit;
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}
