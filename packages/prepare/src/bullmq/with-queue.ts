/** A queue for as long as it is asked something. */
import type { Queue } from "bullmq";
import { connectRedis } from "./connect-redis.ts";
import { loadBullmq } from "./load-bullmq.ts";
import { queueName, type QueueOptions } from "./queue-options.ts";
import { asRedisError } from "./redis-error.ts";
import { placeOf, type RedisSource } from "./redis-source.ts";

/**
 * @throws PrepareError PREPARE_NEEDS_BULLMQ, PREPARE_REDIS_UNREACHABLE, PREPARE_REDIS_EVICTS, PREPARE_REDIS_REFUSED,
 *   PREPARE_INVALID_OPTION
 */
export async function withQueue<T>(
  source: RedisSource,
  options: QueueOptions,
  work: (queue: Queue) => Promise<T>,
): Promise<T> {
  const name = queueName(options);
  const place = placeOf(source);
  const libraries = await loadBullmq();
  const client = await connectRedis(libraries, source);
  try {
    const queue = new libraries.bullmq.Queue(name, { connection: client });
    queue.on("error", () => undefined);
    try {
      return await work(queue);
    } finally {
      // What closing says when Redis refuses it adds nothing to what `work` says.
      await queue.close().catch(() => undefined);
    }
  } catch (error) {
    throw asRedisError(error, place);
  } finally {
    client.disconnect();
  }
}
