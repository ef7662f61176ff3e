/** Inputs that are several files: a set of shards, a job's folder. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import type { Draw } from "./draw.ts";
import { shownBytes, shownText } from "./fuzz-target.ts";
import { mutateBytes } from "./mutate-bytes.ts";
import { mutateJson } from "./mutate-json.ts";

/** Files by their path from the folder, with "/". */
export type Folder = ReadonlyMap<string, Uint8Array>;

/** Every file of a folder, those of folders within it too. */
export function readFolder(path: string): Folder {
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name)).toSorted();
  return new Map(paths.map((file) => [relative(path, file), new Uint8Array(readFileSync(file))]));
}

/** A folder with these files for the time of a call. */
export async function withFolder<T>(files: Folder, use: (path: string) => T | Promise<T>): Promise<T> {
  const path = mkdtempSync(join(tmpdir(), "windrow-fuzz-"));
  try {
    for (const [name, bytes] of files) {
      mkdirSync(dirname(join(path, name)), { recursive: true });
      writeFileSync(join(path, name), bytes);
    }
    return await use(path);
  } finally {
    rmSync(path, { recursive: true, force: true });
  }
}

/** A copy in which one file is damaged, by what kind of file it is; seldom it is left out, or has another's bytes. */
export function mutateFolder(files: Folder, draw: Draw): Folder {
  const mutated = new Map(files);
  const name = draw.of([...files.keys()]);
  const bytes = files.get(name)!;
  const luck = draw.below(32);
  if (luck === 0) mutated.delete(name);
  else if (luck === 1) mutated.set(name, files.get(draw.of([...files.keys()]))!);
  else if (name.endsWith(".json")) {
    const json = Buffer.from(bytes).toString();
    mutated.set(name, new Uint8Array(Buffer.from(mutateJson(json, draw))));
  } else mutated.set(name, mutateBytes(bytes, draw));
  return mutated;
}

/** For the report of a finding. */
export function shownFolder(files: Folder): string {
  const shown = ([name, bytes]: [string, Uint8Array]): string =>
    `${name}: ${name.endsWith(".json") ? shownText(Buffer.from(bytes).toString()) : shownBytes(bytes)}`;
  return Array.from(files, shown).join("\n");
}
