/** A Redis of a test's own: on loopback, in a folder of its own, with AOF. Debian's package redis-server. */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { createServer } from "node:net";
import { Redis } from "ioredis";

/** Why tests of queues are skipped; undefined where they are not. */
export const noRedis: string | undefined =
  spawnSync("redis-server", ["--version"]).status === 0
    ? undefined
    : "there is no redis-server (apt-get install redis-server)";

export class RedisServer {
  readonly url: string;
  readonly #port: number;
  readonly #folder: string;
  readonly #settings: readonly string[];
  #process: ChildProcess | undefined;

  private constructor(port: number, folder: string, settings: readonly string[]) {
    this.url = `redis://127.0.0.1:${port}`;
    this.#port = port;
    this.#folder = folder;
    this.#settings = settings;
  }

  static async start(folder: string, settings: readonly string[] = []): Promise<RedisServer> {
    const server = new RedisServer(await freePort(), folder, settings);
    await server.restart();
    return server;
  }

  /** Begins with what the AOF has. */
  async restart(): Promise<void> {
    const options = ["--port", String(this.#port), "--bind", "127.0.0.1", "--dir", this.#folder, "--save", ""];
    this.#process = spawn("redis-server", [...options, "--appendonly", "yes", ...this.#settings], { stdio: "ignore" });
    const client = new Redis(this.url, { maxRetriesPerRequest: null, retryStrategy: () => 50 });
    client.on("error", () => {});
    await client.ping();
    client.disconnect();
  }

  /** As if the machine went down. */
  async kill(): Promise<void> {
    const ended = new Promise((resolve) => this.#process!.once("exit", resolve));
    this.#process!.kill("SIGKILL");
    await ended;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
