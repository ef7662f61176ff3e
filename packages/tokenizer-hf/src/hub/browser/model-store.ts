/** Keeps files of models in the Cache API: what `#model-store` is in bundles for browsers. */
import { fail } from "../../arguments.ts";
import { hasHash } from "../model/checksum.ts";
import { looksLikeFolder } from "../model/model-id.ts";
import type { HubEnvironment, KeptFile, ModelStore } from "../model/model-store.ts";

const NAME = "windrow-hub";
const HASH = "x-windrow-hash";

/** Nothing is known of the surroundings but whether there is a network at all. */
export function environment(): HubEnvironment {
  return { isOffline: false, token: async () => undefined };
}

/** Undefined where there is no Cache API, as in insecure contexts. @throws HfError HF_INVALID_OPTION */
export function openStore(id: string, hubUrl: string, cacheDir: string | undefined): ModelStore | undefined {
  if (cacheDir !== undefined)
    throw fail("cacheDir can't be a folder here: without it files are kept by the Cache API.", "cacheDir", cacheDir);
  return typeof caches === "undefined" ? undefined : new CacheStore(`${hubUrl}/${id}`);
}

/** There are no folders. @throws HfError HF_INVALID_OPTION for what can't be a model's id */
export async function readFolder(path: string): Promise<undefined> {
  if (looksLikeFolder(path)) throw fail("Folders can be read only in Node; expected the id of a model.", "id", path);
}

/** By URLs as the hub has them; those of references are requested nowhere else. */
class CacheStore implements ModelStore {
  readonly #base: string;

  constructor(base: string) {
    this.#base = base;
  }

  #file(commit: string, name: string): string {
    return `${this.#base}/resolve/${commit}/${name}`;
  }

  #reference(revision: string): string {
    return `${this.#base}/refs/${encodeURIComponent(revision)}`;
  }

  async commitOf(revision: string): Promise<string | undefined> {
    const cache = await caches.open(NAME);
    return (await cache.match(this.#reference(revision)))?.text();
  }

  async read(commit: string, name: string): Promise<Uint8Array | null | undefined> {
    const cache = await caches.open(NAME);
    const response = await cache.match(this.#file(commit, name));
    if (response === undefined) return undefined;
    const hash = response.headers.get(HASH);
    if (hash === null) return null;
    const bytes = new Uint8Array(await response.arrayBuffer());
    return hasHash(bytes, hash) ? bytes : undefined;
  }

  /** Files are kept by their commits alone. */
  async blob(): Promise<undefined> {}

  async list(commit: string): Promise<string[]> {
    const start = this.#file(commit, "");
    const requests = await (await caches.open(NAME)).keys();
    return requests.filter(({ url }) => url.startsWith(start)).map(({ url }) => url.slice(start.length));
  }

  async write(commit: string, files: readonly KeptFile[], missing: readonly string[]): Promise<void> {
    const cache = await caches.open(NAME);
    for (const { name, bytes, hash } of files)
      await cache.put(this.#file(commit, name), new Response(bytes.slice(), { headers: { [HASH]: hash } }));
    for (const name of missing) await cache.put(this.#file(commit, name), new Response(""));
  }

  async setCommit(revision: string, commit: string): Promise<void> {
    await (await caches.open(NAME)).put(this.#reference(revision), new Response(commit));
  }
}
