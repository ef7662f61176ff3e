/**
 * The cache of Python's huggingface_hub: models--ORG--NAME with blobs/HASH, snapshots/COMMIT/FILE, which are links to
 * blobs, refs/REVISION with a commit, and .no_exist/COMMIT/FILE for what a commit has not. Files get their names when
 * they are whole, so that any number of processes may read and write at once without a lock.
 */
import { mkdir, readdir, readFile, readlink, rename, rm, symlink, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import { quoted, wording, type WordingPart } from "@windrow/core";
import { readWholeFile, writeDurably } from "@windrow/core/node";
import { HfError } from "../../errors.ts";
import { hasHash, isHash } from "../model/checksum.ts";
import { TEMPLATES_FOLDER } from "../model/model-files.ts";
import { isCommit } from "../model/model-id.ts";
import type { KeptFile, ModelStore } from "../model/model-store.ts";
import { defaultCacheFolder, expanded } from "./environment.ts";

/** @param id checked: it has no `..` and at most one `/` */
export function openStore(id: string, _: string, cacheDir: string | undefined): ModelStore {
  const root = cacheDir === undefined ? defaultCacheFolder() : expanded(cacheDir);
  return new CacheFolder(join(root, `models--${id.replace("/", "--")}`), root);
}

const ANOTHER_CACHE: WordingPart = {
  inCode: "Name another as cacheDir or HF_HUB_CACHE, or pass cacheDir: false.",
  elsewhere: "Set HF_HUB_CACHE to another folder.",
};

class CacheFolder implements ModelStore {
  readonly #folder: string;
  readonly #root: string;

  constructor(folder: string, root: string) {
    this.#folder = folder;
    this.#root = root;
  }

  async commitOf(revision: string): Promise<string | undefined> {
    const text = await readFile(join(this.#folder, "refs", revision), "utf8").catch(() => "");
    return isCommit(text.trim()) ? text.trim() : undefined;
  }

  async read(commit: string, file: string): Promise<Uint8Array | null | undefined> {
    const path = join(this.#folder, "snapshots", commit, file);
    const bytes = await readWholeFile(path).catch(() => undefined);
    if (bytes === undefined) {
      const marker = await readFile(join(this.#folder, ".no_exist", commit, file)).catch(() => undefined);
      return marker === undefined ? undefined : null;
    }
    // Where links can't be made it is a copy, which has no hash in its name.
    const blob = basename(await readlink(path).catch(() => ""));
    // What is damaged is downloaded again.
    return isHash(blob) && !hasHash(bytes, blob) ? undefined : bytes;
  }

  async blob(hash: string): Promise<Uint8Array | undefined> {
    const bytes = await readWholeFile(join(this.#folder, "blobs", hash)).catch(() => undefined);
    return bytes !== undefined && hasHash(bytes, hash) ? bytes : undefined;
  }

  async list(commit: string): Promise<string[]> {
    const folder = join(this.#folder, "snapshots", commit);
    const names = await readdir(folder).catch((): string[] => []);
    const templates = await readdir(join(folder, TEMPLATES_FOLDER)).catch((): string[] => []);
    return [...names, ...templates.map((name) => `${TEMPLATES_FOLDER}/${name}`)];
  }

  async write(commit: string, files: readonly KeptFile[], missing: readonly string[]): Promise<void> {
    await this.#attempt(async () => {
      for (const { name, bytes, hash } of files) {
        const blob = await this.#place("blobs", hash);
        await writeDurably(blob, (file) => file.append(bytes), undefined, { requiresFolderSync: false });
        await link(blob, await this.#place("snapshots", commit, name));
      }
      for (const name of missing) await writeFile(await this.#place(".no_exist", commit, name), "");
    });
  }

  async setCommit(revision: string, commit: string): Promise<void> {
    if ((await this.commitOf(revision)) === commit) return;
    await this.#attempt(async () => {
      const place = await this.#place("refs", ...revision.split("/"));
      await writeDurably(place, (file) => file.append(new TextEncoder().encode(commit)), undefined, {
        requiresFolderSync: false,
      });
    });
  }

  /** A path in the model's folder, whose own folder is there. */
  async #place(...parts: readonly string[]): Promise<string> {
    const path = join(this.#folder, ...parts);
    await mkdir(dirname(path), { recursive: true });
    return path;
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new HfError(
        "HF_INVALID_OPTION",
        wording`The cache ${quoted(this.#root, 200)} can't be written: ${why}. ${ANOTHER_CACHE}`,
        { option: "cacheDir", value: this.#root, cause },
      );
    }
  }
}

/** A link from a snapshot to its blob, or a copy where there are no links. Whatever was there is replaced at once. */
async function link(blob: string, place: string): Promise<void> {
  const temporary = `${place}.${crypto.randomUUID()}.tmp`;
  try {
    await symlink(relative(dirname(place), blob), temporary).catch(async () =>
      writeFile(temporary, await readFile(blob)),
    );
    await rename(temporary, place);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
