/** Where Redis is, as a user says it, checked, and how it is named in messages: without its password. */
import { invalidOption } from "@windrow/core";
import { PrepareError, fail } from "../errors.ts";

/** A URL, `redis://` or `rediss://` (TLS), or options of an ioredis client. */
export type RedisSource =
  | string
  | {
      /** Default "127.0.0.1". */
      readonly host?: string | undefined;
      /** Default 6379. */
      readonly port?: number | undefined;
      readonly db?: number | undefined;
      readonly username?: string | undefined;
      readonly password?: string | undefined;
      /** Any more that `new Redis(options)` of ioredis takes, such as tls or sentinels. */
      readonly [option: string]: unknown;
    };

/** Host and port, for messages, and the database. */
export interface RedisPlace {
  readonly host: string;
  readonly port: number;
  readonly db: number;
}

const EXAMPLE = "redis://localhost:6379";

/**
 * Where a source leads to.
 * @throws PrepareError PREPARE_INVALID_OPTION where it is not a URL of Redis, or not options
 */
export function placeOf(source: RedisSource): RedisPlace {
  return typeof source === "string" ? placeOfUrl(source) : placeOfOptions(source);
}

/** Nothing of the URL is repeated but its scheme: anything else may be the password, also in a URL that is broken. */
function placeOfUrl(source: string): RedisPlace {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(source)?.[1]?.toLowerCase();
  if (scheme === undefined) throw invalidUrl("does not begin with redis:// or rediss://");
  if (scheme !== "redis" && scheme !== "rediss")
    throw invalidUrl(`begins with ${scheme}://, not redis:// or rediss://`);
  // A URL drops some of them without a word.
  if (/[\s\p{Cc}]/u.test(source)) throw invalidUrl("has spaces or control characters; write them as %20 and so on");
  if (!URL.canParse(source))
    throw invalidUrl(
      "is malformed; in a user name or password, write / as %2F, # as %23, ? as %3F, @ as %40 and : as %3A",
    );
  const { hostname, port, pathname, username, password, hash } = new URL(source);
  for (const [name, text] of [
    ["user name", username],
    ["password", password],
  ] as const)
    if (!isDecodable(text))
      throw invalidUrl(`has a ${name} with a "%" that is not followed by two hex digits; write it as %25`);
  if (hash !== "") throw invalidUrl('has a "#"; write it as %23');
  const db = /^\/?(\d{0,9})$/.exec(pathname)?.[1];
  if (db === undefined) throw invalidUrl("has a path that is not the number of a database, such as /0");
  return { host: hostname || "127.0.0.1", port: checkPort(Number(port || 6379)), db: Number(db) };
}

function placeOfOptions(source: Exclude<RedisSource, string>): RedisPlace {
  if (typeof source !== "object" || source === null || Array.isArray(source))
    throw invalidOption(fail, "connection", source, `a URL such as ${EXAMPLE}, or ioredis' options`);
  if (typeof source["connect"] === "function")
    throw new PrepareError(
      "PREPARE_INVALID_OPTION",
      "connection is a client; pass its URL or its options, as each worker and queue has a connection of its own.",
      { option: "connection" },
    );
  const { host = "127.0.0.1", port = 6379, db = 0, username, password, keyPrefix } = source;
  if (typeof host !== "string" || host === "")
    throw invalidOption(fail, "connection.host", host, "a name or an address");
  if (!(Number.isSafeInteger(db) && db >= 0)) throw invalidOption(fail, "connection.db", db, "an integer from 0");
  for (const [name, value] of Object.entries({ username, password }))
    if (!(value === undefined || value === null || typeof value === "string"))
      throw invalidOption(fail, `connection.${name}`, typeof value, "a string");
  // BullMQ throws an error of its own, and has a prefix of its own for each queue.
  if (keyPrefix !== undefined && keyPrefix !== "")
    throw invalidOption(fail, "connection.keyPrefix", keyPrefix, "no prefix; use another queue name instead");
  return { host, port: checkPort(port), db };
}

function checkPort(port: number): number {
  if (Number.isSafeInteger(port) && port >= 1 && port <= 65_535) return port;
  throw invalidOption(fail, "connection's port", port, "an integer from 1 to 65535");
}

function isDecodable(text: string): boolean {
  try {
    // What it gives is used: bundlers take it for a call without effects, which it is but for its error.
    return typeof decodeURIComponent(text) === "string";
  } catch {
    return false;
  }
}

function invalidUrl(what: string): PrepareError {
  return new PrepareError("PREPARE_INVALID_OPTION", `The URL of Redis ${what}. Use a URL such as ${EXAMPLE}/0.`, {
    option: "connection",
  });
}
