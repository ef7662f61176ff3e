/**
 * Hugging Face's tokenizer.json: byte-level BPE. What a file asks for that would make other ids, and is not
 * supported, is an error that names the field. Source: huggingface/tokenizers, 0.23.
 */
import { describe } from "../arguments.ts";
import { BpeError } from "../errors.ts";
import type { EncodingDefinition } from "../encoding-definitions.ts";
import { MAX_TOKENS } from "../merge/pair-table.ts";
import type { Vocabulary } from "../vocabulary/vocabulary.ts";
import { invalidFile, isRecord, MOST_NESTED, parseJson, shown, unsupported } from "./file-error.ts";
import { type CutFile, cutLists } from "./cut-lists.ts";
import { listByBytes } from "./list-by-bytes.ts";
import { listByNames } from "./list-by-names.ts";
import { type Listing, vocabularyOfListing } from "./listed-vocabulary.ts";
import { readPreTokenizer } from "./pre-tokenizer.ts";

/** How a tokenizer.json is read. */
export interface TokenizerJsonOptions {
  /** For `name` and errors; default `"tokenizer.json"`. */
  readonly name?: string | undefined;
  /**
   * Fields that are passed over though the file asks for them, such as `["post_processor"]` (the special
   * tokens that a model wants around a text: put them there yourself), `"truncation"` and `"padding"`.
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
  return readQuickly(json, options) ?? readParsed(parseJson("the file", json), options, slowLists)!;
}

/** Undefined where something is not plain, or wrong: that is told in the slow way, which sees all of the file. */
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
  const listing = isCut ? listByBytes(cut, special) : undefined;
  return listing && { idOf: (token) => listing.specialIds.get(token), list: () => listing };
}

function slowLists({ vocab, merges }: Record<string, unknown>, special: ReadonlySet<string>): Lists {
  return {
    idOf: (token) => (isRecord(vocab) && Object.hasOwn(vocab, token) ? vocab[token] : undefined),
    list: () => listByNames(vocab, readMerges(merges), special, PLACES),
  };
}

/** Undefined where there are no lists. */
function readParsed(
  file: unknown,
  { name = "tokenizer.json", ignore = [] }: TokenizerJsonOptions,
  listsOf: (model: Record<string, unknown>, special: ReadonlySet<string>) => Lists | undefined,
): ReadEncoding | undefined {
  if (!isRecord(file)) throw invalidFile("the file", `is ${describe(file)}; expected the JSON of a tokenizer.`);
  const model = checkModel(file["model"]);
  for (const field of ["normalizer", ...IGNORABLE] as const) {
    if (isNothing(file[field]) || ignore.includes(field as IgnorableField)) continue;
    // As a normalizer it would write the bytes of a text as text, which ByteLevel then splits.
    if (field !== "normalizer" ? isByteLevel(file[field]) : isEmptySequence(file[field])) continue;
    const type = isRecord(file[field]) ? ` of the type ${describe(file[field]["type"])}` : "";
    const way = field === "normalizer" ? "" : `; where it does not concern you, pass { ignore: ["${field}"] }`;
    throw unsupported(field, `is there${type}, which is not supported${way}.`);
  }
  checkDecoder(file["decoder"]);
  const special = readAddedTokens(file["added_tokens"]);
  const lists = listsOf(model, new Set(special.keys()));
  if (lists === undefined) return undefined;
  checkAddedIds(special, lists);
  const split = readPreTokenizer(file["pre_tokenizer"]);
  const listing = lists.list();
  const { vocabulary, tokens } = vocabularyOfListing(listing, model["ignore_merges"] === true, PLACES);
  for (const [token, id] of special) {
    if (id + 1 >= tokens.offsets.length || tokens.offsets[id] === tokens.offsets[id + 1]) continue;
    // One that words are made of as well: a text may have it as a part, or by itself.
    if (listing.nameOf(id) === token) continue;
    throw invalidFile(
      "added_tokens",
      `has ${describe(token)} with the id ${id}, which model.vocab has for another token.`,
      { id },
    );
  }
  return { definition: { name, ...split, specialTokens: special }, vocabulary };
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined;
}

/** A step of bytes alone, which changes offsets and no ids. */
function isByteLevel(value: unknown, depth = 0): boolean {
  if (!isRecord(value) || depth > MOST_NESTED) return false;
  if (value["type"] === "ByteLevel") return true;
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
  if (isNothing(decoder) || isByteLevel(decoder)) return;
  const type = isRecord(decoder) ? decoder["type"] : decoder;
  throw unsupported("decoder", `is of the type ${describe(type)}; only ByteLevel is supported.`);
}

function readAddedTokens(added: unknown): Map<string, number> {
  const special = new Map<string, number>();
  if (isNothing(added)) return special;
  if (!Array.isArray(added)) throw invalidFile("added_tokens", `is ${describe(added)}; expected an array.`);
  for (const [i, token] of (added as unknown[]).entries()) {
    const field = `added_tokens[${i}]`;
    if (!isRecord(token)) throw invalidFile(field, `is ${describe(token)}; expected an object.`);
    const { id, content } = token;
    if (typeof content !== "string" || content === "")
      throw invalidFile(`${field}.content`, `is ${describe(content)}; expected a text.`);
    if (!(Number.isInteger(id) && (id as number) >= 0 && (id as number) < MAX_TOKENS))
      throw invalidFile(`${field}.id`, `is ${describe(id)}; expected an integer from 0 to ${MAX_TOKENS - 1}.`);
    for (const flag of ["single_word", "lstrip", "rstrip"]) {
      if (token[flag] === true)
        throw unsupported(`${field}.${flag}`, `is true, of ${describe(content)}; not supported.`);
    }
    if (special.has(content))
      throw invalidFile(`${field}.content`, `is ${describe(content)}, as another's is; expected each once.`);
    special.set(content, id as number);
  }
  return special;
}

/** Where a file contradicts itself, Hugging Face's library gives other ids than the file says, with a warning. */
function checkAddedIds(special: ReadonlyMap<string, number>, { idOf }: Lists): void {
  const tokens = new Map<number, string>();
  for (const [token, id] of special) {
    const listed = idOf(token);
    if (listed !== undefined && listed !== id)
      throw invalidFile(
        "added_tokens",
        `has ${describe(token)} with the id ${id}, and model.vocab with ${describe(listed)}; expected the same in both.`,
        { id },
      );
    if (tokens.has(id))
      throw invalidFile(
        "added_tokens",
        `has the id ${id} twice, for ${describe(tokens.get(id))} and ${describe(token)}; expected each id once.`,
        { id },
      );
    tokens.set(id, token);
  }
}

function readMerges(merges: unknown): [string, string][] {
  if (!Array.isArray(merges)) throw invalidFile("model.merges", `is ${describe(merges)}; expected an array.`);
  const read = merges as unknown[];
  for (let i = 0; i < read.length; i++) {
    const merge = read[i];
    const pair = typeof merge === "string" ? merge.split(" ") : merge;
    const isPair =
      Array.isArray(pair) && pair.length === 2 && typeof pair[0] === "string" && typeof pair[1] === "string";
    if (!isPair)
      throw invalidFile(`model.merges[${i}]`, `is ${shown(merge)}; expected two tokens, as "a b" or ["a", "b"].`, {
        merge: i,
      });
    read[i] = pair;
  }
  return read as [string, string][];
}
