/** A connection to a Redis that was found fit for a queue: it answers, and it forgets nothing. */
import type { Redis } from "ioredis";
import { PrepareError } from "../errors.ts";
import type { QueueLibraries } from "./load-bullmq.ts";
import { placeOf, type RedisPlace, type RedisSource } from "./redis-source.ts";

/** Long enough for a slow network, short enough for someone who waits. */
const CONNECT_MS = 5000;

/**
 * Asks Redis first, so that a wrong address is reported before work starts; the connection that it returns
 * then waits for as long as Redis is away.
 * @throws PrepareError PREPARE_REDIS_UNREACHABLE within some five seconds; PREPARE_REDIS_EVICTS
 */
export async function connectRedis({ Redis }: QueueLibraries, source: RedisSource): Promise<Redis> {
  await checkRedis(Redis, source, placeOf(source));
  const client = open(Redis, source, { maxRetriesPerRequest: null });
  // It connects again by itself: BullMQ tells the worker of each loss.
  client.on("error", () => undefined);
  return client;
}

async function checkRedis(
  RedisClass: QueueLibraries["Redis"],
  source: RedisSource,
  { host, port, db }: RedisPlace,
): Promise<void> {
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
    // The client selects it too, and works in database 0 where there is no such one.
    if (db > 0) await client.select(db).catch((error: Error) => Promise.reject(noDatabase(error, host, port, db)));
    return client.info("memory");
  };
  let memory: string;
  try {
    memory = await Promise.race([ask(), late]);
  } catch (error) {
    if (error instanceof PrepareError) throw error;
    reason ??= (error as Error).message;
    throw new PrepareError(
      "PREPARE_REDIS_UNREACHABLE",
      `Redis at ${host}:${port} could not be used (${reason}); start it, or correct the address or the password.`,
      // Without its cause, which holds the command that was refused, and AUTH holds the password.
      { host, port, reason },
    );
  } finally {
    clearTimeout(timer);
    client.disconnect();
  }
  refuseEviction(memory, host, port);
}

function noDatabase(error: Error, host: string, port: number, db: number): Error {
  // Anything else, such as a password that is asked for, is the connection's.
  if (!/DB index|in cluster mode/i.test(error.message)) return error;
  return new PrepareError(
    "PREPARE_INVALID_OPTION",
    `Redis at ${host}:${port} has no database ${db} (${error.message}); it has 0, and 1 to 15 unless it was set up otherwise.`,
    { option: "connection", host, port, db, cause: error },
  );
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
    `Redis at ${host}:${port} has maxmemory-policy ${policy}, expected noeviction: Redis would drop tasks when memory ` +
      "runs short. Set it: redis-cli CONFIG SET maxmemory-policy noeviction (and the same in redis.conf).",
    { host, port, policy },
  );
}

function open(RedisClass: QueueLibraries["Redis"], source: RedisSource, options: object): Redis {
  return typeof source === "string" ? new RedisClass(source, options) : new RedisClass({ ...source, ...options });
}
