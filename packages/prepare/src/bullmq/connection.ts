/** Redis or Valkey: how it is reached, and whether it may be relied on. */
import type { Redis, RedisOptions } from "ioredis";
import { PrepareError } from "../errors.ts";
import { invalidOption } from "../invalid-option.ts";
import { loadPeers } from "./load-peers.ts";

/** A URL such as "redis://user:password@host:6379/0" ("rediss://" for TLS), or ioredis' options. */
export type RedisConnection = string | RedisOptions;

/** How long a first connection may take. */
const CONNECT_MS = 5000;

/** A connection for queues, which wait for ever for a Redis that was there and will be again. */
export async function connect(connection: RedisConnection): Promise<Redis> {
  return open(connection, { maxRetriesPerRequest: null });
}

/**
 * Looks at Redis before anything is begun.
 * @throws PrepareError PREPARE_REDIS_UNREACHABLE, PREPARE_REDIS_EVICTS
 */
export async function checkRedis(connection: RedisConnection): Promise<void> {
  const redis = await open(connection, { lazyConnect: true, connectTimeout: CONNECT_MS, retryStrategy: () => null });
  // Of a failure `connect` tells, and only "Connection is closed."
  let why: Error | undefined;
  redis.on("error", (error) => (why = error));
  const place = `${redis.options.host}:${redis.options.port}`;
  try {
    await redis.connect();
    const policy = /^maxmemory_policy:(\S+)/m.exec(await redis.info("memory"))?.[1];
    if (policy === undefined || policy === "noeviction") return;
    throw new PrepareError(
      "PREPARE_REDIS_EVICTS",
      `the Redis at ${place} has maxmemory-policy ${policy}, which drops jobs when memory runs short; expected noeviction: set it ("redis-cli config set maxmemory-policy noeviction", and in its configuration).`,
      { policy },
    );
  } catch (error) {
    if (error instanceof PrepareError) throw error;
    throw new PrepareError(
      "PREPARE_REDIS_UNREACHABLE",
      `the Redis at ${place} could not be reached (${(why ?? (error as Error)).message}); expected one that runs there, and its password where it has one.`,
      { place },
    );
  } finally {
    redis.disconnect();
  }
}

async function open(connection: RedisConnection, options: RedisOptions): Promise<Redis> {
  const { Redis: Client } = await loadPeers();
  if (typeof connection === "object" && connection !== null) return new Client({ ...connection, ...options });
  if (typeof connection === "string" && /^rediss?:\/\/[^/]/.test(connection)) {
    return new Client(connection, options);
  }
  // Not with the text itself, which may have a password in it.
  throw invalidOption("connection", typeof connection, 'a URL such as "redis://127.0.0.1:6379"');
}
