/**
 * Hugging Face's tokenizer.json: byte-level BPE. What a file asks for that is not supported, and would make other
 * ids or another text of them, is an error that names the field; so is what Hugging Face's own reader refuses.
 * testing/src/hugging-face has the slow reader that this one is tested against. Source: huggingface/tokenizers, 0.23.
 */
import { describe, isUint8Array } from "@windrow/core";
import type { EngineOptions } from "../encode/engine.ts";
import { BpeError } from "../errors.ts";
import type { EncodingDefinition } from "../encoding-definitions.ts";
import { bytesOfAddedToken } from "../vocabulary/byte-alphabet.ts";
import type { Vocabulary } from "../vocabulary/vocabulary.ts";
import { checkAddedIds, readAddedTokens } from "./added-tokens.ts";
import { BYTE_LEVEL_FLAGS } from "./byte-level-flags.ts";
import { invalidFile, isRecord, MAX_NESTED, shown, unsupported } from "./file-error.ts";
import { checkFileSize, parseJson } from "./file-text.ts";
import { type CutFile, cutLists } from "./cut-lists.ts";
import { listByBytes } from "./list-by-bytes.ts";
import { listByNames } from "./list-by-names.ts";
import { type Listing, vocabularyOfListing } from "./listed-vocabulary.ts";
import { readPreTokenizer } from "./pre-tokenizer.ts";

/** How a tokenizer.json is read. */
export interface TokenizerJsonOptions extends EngineOptions {
  /** For `name` and errors; default `"tokenizer.json"`. */
  readonly name?: string | undefined;
  /**
   * Fields that are ignored though the file asks for them, such as `["post_processor"]` (the special tokens that
   * a model wants around a text: put them there yourself), `"truncation"` and `"padding"`.
   */
  readonly ignore?: readonly IgnorableField[] | undefined;
}

/** Fields of a tokenizer.json that do not concern the ids of a text by itself. */
export type IgnorableField = "post_processor" | "truncation" | "padding";

const IGNORABLE: readonly IgnorableField[] = ["post_processor", "truncation", "padding"];

export interface ReadEncoding {
  readonly definition: EncodingDefinition;
  readonly vocabulary: Vocabulary;
}

/** @throws BpeError BPE_INVALID_FILE, BPE_UNSUPPORTED_FILE, BPE_INVALID_OPTION */
export function readTokenizerJson(json: unknown, options: TokenizerJsonOptions = {}): ReadEncoding {
  checkIgnore(options.ignore);
  if (typeof json === "string" || isUint8Array(json)) checkFileSize("the file", json);
  return readQuickly(json, options) ?? readParsed(parseJson("the file", json), options, slowLists)!;
}

function checkIgnore(ignore: unknown = []): void {
  if (Array.isArray(ignore) && ignore.every((field) => IGNORABLE.includes(field as IgnorableField))) return;
  throw new BpeError(
    "BPE_INVALID_OPTION",
    `ignore is ${shown(ignore)}; expected an array of ${IGNORABLE.map((field) => `"${field}"`).join(", ")}.`,
    { option: "ignore", value: ignore },
  );
}

/** Undefined where something is not plain, or wrong: the slow way, which sees all of the file, says what. */
function readQuickly(json: unknown, options: TokenizerJsonOptions): ReadEncoding | undefined {
  const cut = cutLists(json);
  try {
    return cut && readParsed(cut.rest, options, (model, special) => quickLists(cut, model, special));
  } catch (error) {
    if (error instanceof BpeError) return undefined;
    throw error;
  }
}

/** The tokens and merges of a model. */
interface Lists {
  /** The id that the vocabulary lists for a special token; undefined where it does not. */
  idOf(token: string): unknown;
  /** @throws BpeError BPE_INVALID_FILE */
  list(): Listing;
}

const PLACES = { vocab: "model.vocab", merge: (index: number): string => `model.merges[${index}]` };

function quickLists(cut: CutFile, model: Record<string, unknown>, special: ReadonlySet<string>): Lists | undefined {
  const isCut = model["vocab"] === cut.mark && model["merges"] === cut.mark;
  const listing = isCut ? listByBytes(cut, special, takesWholeTokens(model)) : undefined;
  return listing && { idOf: (token) => listing.specialIds.get(token), list: () => listing };
}

function slowLists(model: Record<string, unknown>, special: ReadonlySet<string>): Lists {
  const { vocab, merges } = model;
  return {
    idOf: (token) => (isRecord(vocab) && Object.hasOwn(vocab, token) ? vocab[token] : undefined),
    list: () => listByNames(vocab, readMerges(merges), special, PLACES, takesWholeTokens(model)),
  };
}

function takesWholeTokens(model: Record<string, unknown>): boolean {
  return model["ignore_merges"] === true;
}

/** Undefined where there are no lists. */
function readParsed(
  file: unknown,
  { name = "tokenizer.json", ignore = [] }: TokenizerJsonOptions,
  listsOf: (model: Record<string, unknown>, special: ReadonlySet<string>) => Lists | undefined,
): ReadEncoding | undefined {
  if (!isRecord(file)) throw invalidFile("the file", `is ${describe(file)}; expected the JSON of a tokenizer.`);
  checkFields(file);
  const model = checkModel(file["model"]);
  checkSteps(file, ignore);
  const special = readAddedTokens(file["added_tokens"]);
  const lists = listsOf(model, new Set(special.keys()));
  if (lists === undefined) return undefined;
  const split = readPreTokenizer(file["pre_tokenizer"]);
  const listing = lists.list();
  checkDecoder(file["decoder"]);
  const { vocabulary, tokens } = vocabularyOfListing(
    listing,
    { takesWholeTokens: takesWholeTokens(model), keepsUnmade: true },
    PLACES,
  );
  checkAddedIds(special, lists.idOf, listing.size);
  const specialBytes = new Map<number, Uint8Array>();
  for (const [token, id] of special) {
    const isListed = id + 1 < tokens.offsets.length && tokens.offsets[id] !== tokens.offsets[id + 1];
    if (!isListed) specialBytes.set(id, bytesOfAddedToken(token));
    // One that words are made of as well: a text may have it as a part, or by itself.
    else if (listing.nameOf(id) !== token)
      throw invalidFile(
        "added_tokens",
        `has ${describe(token)} with the id ${id}, which model.vocab has for another token.`,
        { id },
      );
  }
  return { definition: { name, ...split, specialTokens: special, specialBytes }, vocabulary };
}

const FIELDS: ReadonlySet<string> = new Set([
  "version",
  "truncation",
  "padding",
  "added_tokens",
  "normalizer",
  "pre_tokenizer",
  "post_processor",
  "decoder",
  "model",
]);

function checkFields(file: Record<string, unknown>): void {
  for (const field of Object.keys(file)) {
    if (!FIELDS.has(field)) throw invalidFile(field, "is not a field of a tokenizer.json.");
  }
  const { version = "1.0" } = file;
  if (version !== "1.0") throw invalidFile("version", `is ${describe(version)}; expected "1.0".`);
}

/** What comes before the model, and what is done with the ids. */
function checkSteps(file: Record<string, unknown>, ignore: readonly IgnorableField[]): void {
  for (const field of ["normalizer", ...IGNORABLE] as const) {
    if (isNothing(file[field]) || ignore.includes(field as IgnorableField)) continue;
    // As a normalizer ByteLevel would write the bytes of a text as text, which ByteLevel then splits.
    if (field === "normalizer" ? isEmptySequence(file[field]) : field === "post_processor" && isByteLevel(file[field]))
      continue;
    const type = isRecord(file[field]) ? shown(file[field]["type"]) : shown(file[field]);
    const problem = field === "truncation" || field === "padding" ? "is set" : `is ${type}`;
    if (field === "normalizer") throw unsupported(field, `${problem}, which is not supported.`);
    // For programs with words of their own for the way out: what is wrong without it.
    const fields = { ignorable: field, problem: `${field} ${problem}, which is not supported.` };
    throw unsupported(
      field,
      `${problem}, which is not supported; to read the file without it, pass { ignore: ["${field}"] }.`,
      fields,
    );
  }
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined;
}

/** A step of bytes alone, which changes offsets and no ids. */
function isByteLevel(value: unknown, depth = 0): boolean {
  if (!isRecord(value) || depth > MAX_NESTED) return false;
  const { use_regex: splits = true } = value;
  if (value["type"] === "ByteLevel")
    return [splits, ...BYTE_LEVEL_FLAGS.map((flag) => value[flag])].every((flag) => typeof flag === "boolean");
  const steps = value["processors"];
  return value["type"] === "Sequence" && Array.isArray(steps) && steps.every((step) => isByteLevel(step, depth + 1));
}

function isEmptySequence(value: unknown): boolean {
  if (!isRecord(value) || value["type"] !== "Sequence") return false;
  const steps = value["normalizers"];
  return Array.isArray(steps) && steps.length === 0;
}

/** Fields of the model that have to be as they are here. */
const MODEL_FIELDS: readonly [field: string, isFine: (value: unknown) => boolean, why: string][] = [
  ["dropout", (value) => isNothing(value) || value === 0, "leaves out merges at random"],
  ["unk_token", isNothing, "stands for what has no token; in a byte-level BPE there is nothing"],
  ["continuing_subword_prefix", (value) => isNothing(value) || value === "", "puts text before tokens"],
  ["end_of_word_suffix", (value) => isNothing(value) || value === "", "puts text behind words"],
];

function checkModel(model: unknown): Record<string, unknown> {
  if (!isRecord(model)) throw invalidFile("model", `is ${describe(model)}; expected an object.`);
  const { type = "BPE" } = model;
  if (type !== "BPE") throw unsupported("model.type", `is ${describe(type)}; only BPE is supported.`);
  for (const [field, isFine, why] of MODEL_FIELDS) {
    if (!isFine(model[field]))
      throw unsupported(`model.${field}`, `is ${describe(model[field])}, which ${why}: not supported.`);
  }
  for (const field of ["ignore_merges", "byte_fallback", "fuse_unk"]) {
    const value = model[field];
    if (!isNothing(value) && typeof value !== "boolean")
      throw invalidFile(`model.${field}`, `is ${describe(value)}; expected true or false.`);
  }
  return model;
}

function checkDecoder(decoder: unknown): void {
  if (isNothing(decoder))
    throw unsupported("decoder", "is missing: Hugging Face then puts spaces between tokens, which is not supported.");
  const isRight = isRecord(decoder) && decoder["type"] === "ByteLevel" && isByteLevel(decoder);
  if (isRight) return;
  const type = isRecord(decoder) ? decoder["type"] : decoder;
  throw unsupported(
    "decoder",
    type === "ByteLevel"
      ? `needs ${BYTE_LEVEL_FLAGS.join(" and ")}, each true or false.`
      : `is ${shown(type)}; only ByteLevel is supported.`,
  );
}

/** All as "a b", of which those that begin with #version are comments, or all as ["a", "b"]. */
function readMerges(merges: unknown): [string, string][] {
  if (!Array.isArray(merges)) throw invalidFile("model.merges", `is ${describe(merges)}; expected an array.`);
  const read: [string, string][] = [];
  for (const [i, merge] of (merges as unknown[]).entries()) {
    if (typeof merge === "string" && merge.startsWith("#version")) continue;
    const pair = typeof merge === "string" ? merge.split(" ") : merge;
    const isPair =
      Array.isArray(pair) && pair.length === 2 && typeof pair[0] === "string" && typeof pair[1] === "string";
    if (!isPair || typeof merge !== typeof merges[0])
      throw invalidFile(
        `model.merges[${i}]`,
        `is ${shown(merge)}; expected two tokens, as "a b" or ["a", "b"], as all merges of the file.`,
        { merge: i },
      );
    read.push(pair as [string, string]);
  }
  return read;
}
