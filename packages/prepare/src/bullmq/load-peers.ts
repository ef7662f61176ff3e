/** BullMQ and its client, which only those who use a queue have. */
import { PrepareError } from "../errors.ts";

export interface Peers {
  readonly bullmq: typeof import("bullmq");
  readonly Redis: typeof import("ioredis").Redis;
}

/** @throws PrepareError PREPARE_NEEDS_BULLMQ */
export async function loadPeers(): Promise<Peers> {
  try {
    const [bullmq, { Redis }] = await Promise.all([import("bullmq"), import("ioredis")]);
    return { bullmq, Redis };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_MODULE_NOT_FOUND") throw error;
    throw new PrepareError(
      "PREPARE_NEEDS_BULLMQ",
      "a queue needs bullmq and ioredis, which are not installed here; type: npm install bullmq ioredis",
    );
  }
}
