/** Models that the engine of tokenizer-bpe takes: byte-level BPE, whatever the order of the merges. */
import {
  BpeError,
  type EngineName,
  listByBytes,
  listByNames,
  type Listing,
  type ListingOptions,
  ownSource,
  type Split,
  type VocabularySource,
  vocabularyOfListing,
  writeBytesOf,
} from "@windrow/tokenizer-bpe/internal";
import type { Fields } from "../fields/fields.ts";
import { ByteLevelBpe } from "../models/byte-level-bpe.ts";
import { type EngineParts, engineParts } from "../stages/engine-parts.ts";
import type { FileJson } from "./file-json.ts";
import { readMerges } from "./read-model.ts";

export interface EngineModel extends EngineParts {
  readonly model: ByteLevelBpe;
}

const PLACES = { vocab: "model.vocab", merge: (index: number): string => `model.merges[${index}]` };

/**
 * @param json the file whose lists were cut out; undefined where the model has them
 * @param split how the engine splits; undefined where it gets pieces
 * @param added the contents of the added tokens
 * @returns undefined where the model is another, or not plain: then it is read as any other, which tells what is wrong
 */
export function readByteLevelBpe(
  model: Fields,
  json: FileJson | undefined,
  added: readonly string[],
  split: Split | undefined,
  engineName: EngineName | undefined,
): EngineModel | undefined {
  if (!isByteLevel(model)) return undefined;
  const takesWholeTokens = model.flag("ignore_merges", false);
  // Bytes are never unknown: it only has to be a flag.
  model.flag("fuse_unk", false);
  // Added tokens that are not bytes stand for themselves; the model may make the others, as it does all tokens.
  const others = new Set(added.filter((content) => writeBytesOf(content, new Uint8Array(content.length), 0) === 0));
  // Where nothing stands for them, bytes without a token are left out.
  const options = { takesWholeTokens, keepsUnmade: true, mayLackBytes: !model.has("unk_token") };
  try {
    const read = json === undefined ? readNames(model, others, options) : readCut(json, others, options);
    if (read === undefined) return undefined;
    const { listing, otherIds, source } = read;
    const parts = engineParts(source, split, engineName);
    return { ...parts, model: new ByteLevelBpe(listing, otherIds, parts.engine) };
  } catch (error) {
    if (error instanceof BpeError && ["BPE_INVALID_FILE", "BPE_UNSUPPORTED_FILE"].includes(error.code))
      return undefined;
    throw error;
  }
}

interface ReadVocabulary {
  readonly listing: Listing;
  readonly otherIds: ReadonlyMap<string, number>;
  readonly source: VocabularySource;
}

/** From the bytes of lists that were cut out. */
function readCut(
  { cut, lists }: FileJson,
  others: ReadonlySet<string>,
  options: ListingOptions,
): ReadVocabulary | undefined {
  if (cut === undefined) return undefined;
  const listing = lists?.listing(others) ?? listByBytes(cut, others, options.takesWholeTokens);
  if (listing === undefined) return undefined;
  const source = lists?.source(listing, options) ?? sourceOf(listing, options);
  return { listing, otherIds: listing.specialIds, source };
}

/** From lists that JSON.parse has read. */
function readNames(model: Fields, others: ReadonlySet<string>, options: ListingOptions): ReadVocabulary {
  const vocab = model.object("vocab");
  const listing = listByNames(model.value("vocab"), readMerges(model), others, PLACES, options.takesWholeTokens);
  const otherIds = new Map<string, number>();
  for (const name of others) if (vocab.has(name)) otherIds.set(name, vocab.count(name));
  return { listing, otherIds, source: sourceOf(listing, options) };
}

function sourceOf(listing: Listing, options: ListingOptions): VocabularySource {
  return ownSource(vocabularyOfListing(listing, options, PLACES).vocabulary);
}

function isByteLevel(model: Fields): boolean {
  return (
    (!model.has("type") || model.value("type") === "BPE") &&
    (model.value("dropout") ?? 0) === 0 &&
    model.text("continuing_subword_prefix", "") === "" &&
    model.text("end_of_word_suffix", "") === "" &&
    !model.flag("byte_fallback", false)
  );
}
