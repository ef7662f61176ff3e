/** The queue's libraries, optional peers, loaded when a queue is used. */
import { PrepareError } from "../errors.ts";

/** What is used of them. */
export interface QueueLibraries {
  readonly bullmq: typeof import("bullmq");
  readonly Redis: typeof import("ioredis").Redis;
}

/** @throws PrepareError PREPARE_NEEDS_BULLMQ where one is not installed */
export async function loadBullmq(): Promise<QueueLibraries> {
  const bullmq = await orMissing("bullmq", import("bullmq"));
  const { Redis } = await orMissing("ioredis", import("ioredis"));
  return { bullmq, Redis };
}

async function orMissing<T>(name: string, loading: Promise<T>): Promise<T> {
  try {
    return await loading;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    // Also says so where the package is there and one of its own is not: those are not ours to name.
    if (code !== "ERR_MODULE_NOT_FOUND" || !message.includes(`'${name}'`)) throw error;
    throw new PrepareError(
      "PREPARE_NEEDS_BULLMQ",
      `the queue needs ${name}, which is not installed; type: npm install bullmq ioredis@5`,
      { missing: name, cause: error },
    );
  }
}
