/** What Redis answers to a command that it does not do, under this package's codes. */
import { PrepareError } from "../errors.ts";
import type { RedisPlace } from "./redis-source.ts";

/** By the first word of the answer, what to do about it. */
const WAYS: ReadonlyMap<string, string> = new Map([
  ["OOM", "raise its maxmemory, or remove what it holds, and enqueue again"],
  ["READONLY", "name the primary, not a replica"],
  ["MISCONF", "it can't save to its disk: make room there, and enqueue again"],
  ["NOPERM", "give the user of this connection rights to the keys bull:* and to scripts"],
  ["NOAUTH", "name the password"],
  ["LOADING", "wait until it has loaded its data"],
]);

/** Answers of Redis as PREPARE_REDIS_REFUSED, a connection that was lost as PREPARE_REDIS_UNREACHABLE; all else as it is. */
export function asRedisError(error: unknown, { host, port }: Pick<RedisPlace, "host" | "port">): unknown {
  if (error instanceof PrepareError || !(error instanceof Error)) return error;
  const { message } = error;
  const isLost = /^Connection is closed|^Command timed out/.test(message) || error.name === "MaxRetriesPerRequestError";
  if (isLost)
    return new PrepareError(
      "PREPARE_REDIS_UNREACHABLE",
      `The connection to Redis at ${host}:${port} was lost (${message}); start it, and try again.`,
      { host, port, reason: message, cause: error },
    );
  // BullMQ passes on some of them in errors of its own.
  const answer = /\b(OOM|READONLY|MISCONF|NOPERM|NOAUTH|LOADING)\b/.exec(message)?.[1];
  if (error.name !== "ReplyError" && answer === undefined) return error;
  return new PrepareError(
    "PREPARE_REDIS_REFUSED",
    `Redis at ${host}:${port} refused a command (${message}); ${WAYS.get(answer ?? "") ?? "see Redis's documentation of this error"}.`,
    { host, port, reason: message, cause: error },
  );
}
