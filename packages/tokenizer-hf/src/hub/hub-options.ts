/** Options of fromPretrained, checked. */
import { checkBoolean, checkFunction, checkInteger, invalidOption } from "@windrow/core";
import type { EngineName } from "@windrow/tokenizer-bpe/internal";
import { checkOptions, fail } from "../arguments.ts";
import { checkHubUrl, checkRevision } from "./model/model-id.ts";
import type { HubEnvironment } from "./model/model-store.ts";

/** How a model's tokenizer is found. Everything but `engine` is for models on the hub. */
export interface FromPretrainedOptions {
  /** A branch, a tag or a commit; default `"main"`. */
  readonly revision?: string | undefined;
  /**
   * Your token, for private and gated models; default in Node: HF_TOKEN, or what `hf auth login` has kept. False: none.
   */
  readonly token?: string | false | undefined;
  /**
   * The cache's folder, shared with Python's huggingface_hub; default HF_HUB_CACHE, or `hub` in HF_HOME, or
   * ~/.cache/huggingface/hub. False: nothing is kept. In browsers the Cache API is used, and only false can be given.
   */
  readonly cacheDir?: string | false | undefined;
  /** Default HF_ENDPOINT, or `"https://huggingface.co"`. */
  readonly hubUrl?: string | undefined;
  /** Whether only the cache may be used; default HF_HUB_OFFLINE, or false. */
  readonly offline?: boolean | undefined;
  /** Milliseconds without progress after which a download is given up; default 30,000. */
  readonly timeout?: number | undefined;
  /** Instead of the global one: for a proxy, for instance. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Ends the download; what is thrown then is the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** As in HfTokenizer.fromJson. */
  readonly engine?: EngineName | undefined;
}

/** The options, with their defaults. */
export interface CheckedHubOptions {
  readonly revision: string;
  readonly token: () => Promise<string | undefined>;
  readonly cacheDir: string | false | undefined;
  readonly hubUrl: string;
  readonly offline: boolean;
  readonly timeout: number;
  readonly fetch: typeof globalThis.fetch;
  readonly signal: AbortSignal;
  readonly engine: EngineName | undefined;
}

const KNOWN = ["revision", "token", "cacheDir", "hubUrl", "offline", "timeout", "fetch", "signal", "engine"] as const;

/** @throws HfError HF_INVALID_OPTION */
export function checkHubOptions(
  options: FromPretrainedOptions | undefined,
  environment: HubEnvironment,
): CheckedHubOptions {
  const given = checkOptions(options, KNOWN);
  const { token, cacheDir, signal = new AbortController().signal, timeout = 30_000, engine } = given;
  if (token !== undefined && token !== false) checkToken(token, "token");
  if (cacheDir !== undefined && cacheDir !== false && (typeof cacheDir !== "string" || cacheDir === ""))
    throw invalidOption(fail, "cacheDir", cacheDir, "a folder, or false");
  if (typeof signal !== "object" || signal === null || !("aborted" in signal))
    throw invalidOption(fail, "signal", signal, "an AbortSignal");
  return {
    revision: checkRevision(given.revision ?? "main"),
    token: async () => {
      if (token !== undefined) return token === false ? undefined : token;
      const kept = await environment.token();
      return kept === undefined ? undefined : checkToken(kept, "HF_TOKEN");
    },
    cacheDir,
    hubUrl:
      given.hubUrl === undefined
        ? checkHubUrl(environment.hubUrl ?? "https://huggingface.co", "HF_ENDPOINT")
        : checkHubUrl(given.hubUrl, "hubUrl"),
    offline: checkBoolean(fail, "offline", given.offline ?? environment.isOffline),
    // Timers take 31 bits.
    timeout: checkInteger(fail, "timeout", timeout, 1, 2 ** 31 - 1),
    fetch: checkFunction(fail, "fetch", given.fetch ?? globalThis.fetch),
    signal,
    engine,
  };
}

/** What can stand in a header. The message does not show it. */
function checkToken(token: string, name: string): string {
  if (typeof token === "string" && /^[\x21-\x7e]+$/.test(token)) return token;
  throw fail(`${name} is not a token: expected text without spaces, such as "hf_...".`, name, undefined);
}
