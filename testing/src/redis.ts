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
  const ended = once(server, "exit").then(() => {
    throw new Error(`redis-server ended before it answered on port ${port}.`);
  });
  const client = new Redis(port, "127.0.0.1", { maxRetriesPerRequest: null, retryStrategy: () => 50 });
  client.on("error", () => undefined);
  await Promise.race([client.ping(), ended]).finally(() => client.disconnect());
  return server;
}

async function kill(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exit = once(server, "exit");
  server.kill("SIGKILL");
  await exit;
}

/**
 * Below the ports that the system hands out by itself: one of those could be another's as long as a server is away, even
 * the client's own, which then is connected with itself.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(12_000 * Math.random());
    const server = createServer().listen(port, "127.0.0.1");
    // Rejects where it is another's.
    const isFree = await once(server, "listening").then(
      () => true,
      () => false,
    );
    if (!isFree) continue;
    server.close();
    await once(server, "close");
    return port;
  }
}
