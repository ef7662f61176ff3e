/** The tokenizer that `--tokenizer` names. The network is touched for a model's id alone. */
import { basename, dirname, join, resolve } from "node:path";
import { isWindrowError, visibleText, wordingOf } from "@windrow/core";
import { asAdvice } from "../errors/as-options.ts";
import type { HfTokenizer } from "@windrow/tokenizer-hf";
import { CliError } from "../errors/cli-error.ts";
import { shownName } from "../read/read-errors.ts";
import { type Terminal, withProgress } from "../terminal/terminal.ts";
import { wholeFile } from "../read/whole-file.ts";
import { readHfFile } from "./hf-file.ts";
import { hfTextTokenizer } from "./hf-text-tokenizer.ts";
import { type ModelSource, modelSource } from "./model-source.ts";
import type { TextTokenizer } from "./text-tokenizer.ts";
import { MAX_VOCAB_BYTES, refuseMinbpe } from "./vocab-file.ts";

/** @param taker what a message says that takes it @throws CliError */
export async function readModelTokenizer(given: string, terminal: Terminal, taker?: string): Promise<TextTokenizer> {
  return named(given, await modelSource(given, taker), async (source) => {
    if (source.kind === "file") return readFile(source.path);
    if (source.kind === "folder") return readFolder(source.path);
    const { id, revision } = source;
    return withProgress(loading(id), terminal, () => readHub(id, revision));
  });
}

/** The same with its config, in which the chat template is. @throws CliError */
export async function readChatTokenizer(given: string, terminal: Terminal): Promise<HfTokenizer> {
  return named(given, await modelSource(given), async (source) => {
    if (source.kind === "file")
      throw new CliError(`${shownName(given)} has no chat template, which is in another file. Name its folder.`);
    const { fromPretrained } = await import("@windrow/tokenizer-hf/hub");
    if (source.kind === "folder") return fromPretrained(resolve(source.path));
    const { id, revision } = source;
    return withProgress(loading(id), terminal, () => fromPretrained(id, { revision }));
  });
}

function loading(id: string): string {
  return `loading the tokenizer of ${id} ...`;
}

/** Errors are of the content; which model has it, only this one knows. */
async function named<Result>(
  given: string,
  source: ModelSource,
  read: (source: ModelSource) => Promise<Result>,
): Promise<Result> {
  try {
    return await read(source);
  } catch (error) {
    if (!isWindrowError(error) || error instanceof CliError) throw error;
    const place = source.kind === "hub" ? visibleText(given) : shownName(given);
    throw new CliError(`cannot use ${place}: ${asAdvice(wordingOf(error))}`, { cause: error });
  }
}

async function readFile(path: string): Promise<TextTokenizer> {
  const bytes = await wholeFile(path, MAX_VOCAB_BYTES);
  if (!path.endsWith(".model")) return readHfFile(bytes, nameOf(path));
  refuseMinbpe(path, bytes, "Give it to --vocab");
  const { HfTokenizer } = await import("@windrow/tokenizer-hf");
  const name = nameOf(path);
  return hfTextTokenizer(HfTokenizer.fromSentencePiece(bytes, { name }), name, async () => jsonOf(new Map()));
}

/** A file that is called as all are has the name of its folder. */
function nameOf(path: string): string {
  const name = basename(path).replace(/\.(?:json|model)$/, "");
  return visibleText(/^(?:tokenizer|tekken)$/.test(name) ? basename(dirname(resolve(path))) || name : name);
}

async function readFolder(path: string): Promise<TextTokenizer> {
  const file = join(path, "tokenizer.json");
  const { fromPretrained, pretrainedFiles } = await import("@windrow/tokenizer-hf/hub");
  const folder = resolve(path);
  const hf = await fromPretrained(folder);
  return hfTextTokenizer(hf, nameOf(file), async () => jsonOf(await pretrainedFiles(folder)));
}

async function readHub(id: string, revision: string | undefined): Promise<TextTokenizer> {
  const { fromPretrained, pretrainedFiles } = await import("@windrow/tokenizer-hf/hub");
  const hf = await fromPretrained(id, { revision });
  // By now they are in the cache.
  const file = async (): Promise<Uint8Array> => jsonOf(await pretrainedFiles(id, { revision, offline: true }));
  return hfTextTokenizer(hf, id, file);
}

/** @throws CliError */
function jsonOf(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const json = files.get("tokenizer.json");
  if (json !== undefined) return json;
  throw new CliError("it has a SentencePiece model and no tokenizer.json, which is needed here.");
}
