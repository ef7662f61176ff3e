/** Variables of the process that Python's huggingface_hub knows, with its defaults. */
import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import type { HubEnvironment } from "../model/model-store.ts";

function variable(name: string): string | undefined {
  return process.env[name] || undefined;
}

function isSet(name: string): boolean {
  return ["1", "ON", "YES", "TRUE"].includes((variable(name) ?? "").toUpperCase());
}

/** With the home folder for `~`. */
export function expanded(path: string): string {
  return /^~(?=$|[\\/])/.test(path) ? join(homedir(), path.slice(1)) : path;
}

function home(): string {
  const cache = variable("XDG_CACHE_HOME") ?? join(homedir(), ".cache");
  return expanded(variable("HF_HOME") ?? join(cache, "huggingface"));
}

/** The folder of the cache. */
export function defaultCacheFolder(): string {
  return expanded(variable("HF_HUB_CACHE") ?? variable("HUGGINGFACE_HUB_CACHE") ?? join(home(), "hub"));
}

export function environment(): HubEnvironment {
  return {
    hubUrl: variable("HF_ENDPOINT"),
    isOffline: isSet("HF_HUB_OFFLINE"),
    token: async () => {
      if (isSet("HF_HUB_DISABLE_IMPLICIT_TOKEN")) return undefined;
      const named = variable("HF_TOKEN") ?? variable("HUGGING_FACE_HUB_TOKEN");
      return named?.trim() || (await keptToken());
    },
  };
}

/** What `hf auth login` has written; most users have none. */
async function keptToken(): Promise<string | undefined> {
  const file = expanded(variable("HF_TOKEN_PATH") ?? join(home(), "token"));
  const text = await readFile(file, "utf8").catch(() => "");
  return text.trim() || undefined;
}
