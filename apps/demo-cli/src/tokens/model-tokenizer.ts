/** The tokenizer that `--tokenizer` names. The network is touched for a model's id alone. */
import { basename, dirname, join, resolve } from "node:path";
import { isWindrowError, visibleText } from "@windrow/core";
import { asAdvice } from "../as-options.ts";
import { CliError } from "../cli-error.ts";
import { shownName } from "../read/read-errors.ts";
import { type Terminal, withProgress } from "../terminal.ts";
import { wholeFile } from "../whole-file.ts";
import { readHfFile } from "./hf-file.ts";
import { hfTextTokenizer } from "./hf-text-tokenizer.ts";
import { modelSource } from "./model-source.ts";
import type { TextTokenizer } from "./text-tokenizer.ts";
import { MAX_VOCAB_BYTES } from "./vocab-file.ts";

/** @param taker what a message says that takes it @throws CliError */
export async function readModelTokenizer(given: string, terminal: Terminal, taker?: string): Promise<TextTokenizer> {
  const source = await modelSource(given, taker);
  try {
    if (source.kind === "file") return await readFile(source.path);
    if (source.kind === "folder") return await readFolder(source.path);
    const { id, revision } = source;
    return await withProgress(`loading the tokenizer of ${id} ...`, terminal, () => readHub(id, revision));
  } catch (error) {
    if (!isWindrowError(error) || error instanceof CliError) throw error;
    const place = source.kind === "hub" ? visibleText(given) : shownName(given);
    throw new CliError(`cannot use ${place}: ${asAdvice(error.message)}`, { cause: error });
  }
}

async function readFile(path: string): Promise<TextTokenizer> {
  return readHfFile(await wholeFile(path, MAX_VOCAB_BYTES), nameOf(path));
}

/** A file that is called as all are has the name of its folder. */
function nameOf(path: string): string {
  const name = basename(path, ".json");
  return visibleText(/^(?:tokenizer|tekken)$/.test(name) ? basename(dirname(resolve(path))) || name : name);
}

async function readFolder(path: string): Promise<TextTokenizer> {
  const file = join(path, "tokenizer.json");
  const { fromPretrained } = await import("@windrow/tokenizer-hf/hub");
  const hf = await fromPretrained(resolve(path));
  return hfTextTokenizer(hf, nameOf(file), () => wholeFile(file, MAX_VOCAB_BYTES));
}

async function readHub(id: string, revision: string | undefined): Promise<TextTokenizer> {
  const { fromPretrained, pretrainedFiles } = await import("@windrow/tokenizer-hf/hub");
  const hf = await fromPretrained(id, { revision });
  // By now they are in the cache.
  const file = async (): Promise<Uint8Array> =>
    (await pretrainedFiles(id, { revision, offline: true })).get("tokenizer.json")!;
  return hfTextTokenizer(hf, id, file);
}
