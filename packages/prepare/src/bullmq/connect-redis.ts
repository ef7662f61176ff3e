/** A connection to a Redis that was found fit for a queue: it answers, and it forgets nothing. */
import type { Redis } from "ioredis";
import { PrepareError } from "../errors.ts";
import type { QueueLibraries } from "./load-bullmq.ts";
import { placeOf, type RedisSource } from "./redis-source.ts";

/** Long enough for a slow network, short enough for someone who waits. */
const CONNECT_MS = 5000;

/**
 * Asks Redis first, so that a wrong address is told before work starts; the connection that it gives
 * then waits for as long as Redis is away.
 * @throws PrepareError PREPARE_REDIS_UNREACHABLE within some five seconds; PREPARE_REDIS_EVICTS
 */
export async function connectRedis({ Redis }: QueueLibraries, source: RedisSource): Promise<Redis> {
  await checkRedis(Redis, source);
  const client = open(Redis, source, { maxRetriesPerRequest: null });
  // It connects again by itself: BullMQ tells the worker of each loss.
  client.on("error", () => undefined);
  return client;
}

async function checkRedis(RedisClass: QueueLibraries["Redis"], source: RedisSource): Promise<void> {
  const { host, port } = placeOf(source);
  const client = open(RedisClass, source, {
    lazyConnect: true,
    connectTimeout: CONNECT_MS,
    commandTimeout: CONNECT_MS,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
  });
  let reason: string | undefined;
  client.on("error", (error) => (reason ??= error.message));
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${CONNECT_MS / 1000} s`)), CONNECT_MS);
  });
  const ask = async (): Promise<string> => {
    await client.connect();
    return client.info("memory");
  };
  let memory: string;
  try {
    memory = await Promise.race([ask(), late]);
  } catch (error) {
    reason ??= (error as Error).message;
    throw new PrepareError(
      "PREPARE_REDIS_UNREACHABLE",
      `Redis at ${host}:${port} could not be asked (${reason}); start it, or correct the address or the password.`,
      { host, port, reason },
    );
  } finally {
    clearTimeout(timer);
    client.disconnect();
  }
  refuseEviction(memory, host, port);
}

/**
 * Refused whatever maxmemory is: it can be set at any time, and a task that was evicted is lost without
 * a word. INFO is asked, not CONFIG, which managed services forbid; one that does not say is taken.
 */
function refuseEviction(memory: string, host: string, port: number): void {
  const policy = /^maxmemory_policy:(\S+)/m.exec(memory)?.[1];
  if (policy === undefined || policy === "noeviction") return;
  throw new PrepareError(
    "PREPARE_REDIS_EVICTS",
    `Redis at ${host}:${port} has maxmemory-policy ${policy}, expected noeviction: it would drop tasks when memory ` +
      "runs short. Set it: redis-cli CONFIG SET maxmemory-policy noeviction (and the same in redis.conf).",
    { host, port, policy },
  );
}

function open(RedisClass: QueueLibraries["Redis"], source: RedisSource, options: object): Redis {
  return typeof source === "string" ? new RedisClass(source, options) : new RedisClass({ ...source, ...options });
}
