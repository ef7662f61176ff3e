/** Where Redis is, as a user says it, and how it is named in messages: without its password. */
import { invalidOption } from "../invalid-option.ts";

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

/**
 * Host and port, for messages.
 * @throws PrepareError PREPARE_INVALID_OPTION where it is no URL of Redis
 */
export function placeOf(source: RedisSource): { readonly host: string; readonly port: number } {
  if (typeof source !== "string") return { host: source.host ?? "127.0.0.1", port: source.port ?? 6379 };
  const url = URL.canParse(source) ? new URL(source) : undefined;
  // What was got is not repeated: it may have a password.
  if (url === undefined || !/^rediss?:$/.test(url.protocol))
    throw invalidOption("connection", undefined, "a URL such as redis://localhost:6379, or ioredis' options");
  return { host: url.hostname || "127.0.0.1", port: Number(url.port || 6379) };
}
