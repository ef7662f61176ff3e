/** Models that the engine of tokenizer-bpe takes: byte-level BPE, whatever the order of the merges. */
import {
  BpeError,
  chooseEngine,
  type CutFile,
  type Engine,
  type EngineName,
  listByBytes,
  listByNames,
  type Listing,
  ownSource,
  type Split,
  type VocabularySource,
  vocabularyOfListing,
  writeBytesOf,
} from "@windrow/tokenizer-bpe/internal";
import { ByteLevelBpe } from "../models/byte-level-bpe.ts";
import type { Fields } from "./fields.ts";
import { readMerges } from "./read-model.ts";

export interface EngineModel {
  readonly model: ByteLevelBpe;
  readonly engine: () => Engine;
  readonly source: VocabularySource;
}

const PLACES = { vocab: "model.vocab", merge: (index: number): string => `model.merges[${index}]` };
/** Of engines that are only asked for pieces. */
const WHOLE = /[^]+/uy;

/**
 * @param split how the engine splits; undefined where it gets pieces
 * @param added the contents of the added tokens
 * @returns undefined where the model is another, or not plain: then it is read as any other, which tells what is wrong
 */
export function readByteLevelBpe(
  model: Fields,
  cut: CutFile | undefined,
  added: readonly string[],
  split: Split | undefined,
  engineName: EngineName | undefined,
): EngineModel | undefined {
  if (!isByteLevel(model)) return undefined;
  const takesWholeTokens = model.flag("ignore_merges", false);
  // Added tokens that are not bytes stand for themselves; the model may make the others, as it does all tokens.
  const others = new Set(added.filter((content) => writeBytesOf(content, new Uint8Array(content.length), 0) === 0));
  try {
    const read = listingOf(model, cut, others, takesWholeTokens);
    if (read === undefined) return undefined;
    const { listing, otherIds } = read;
    // Where nothing stands for them, bytes without a token are left out.
    const mayLackBytes = !model.has("unk_token");
    const listed = vocabularyOfListing(listing, { takesWholeTokens, keepsUnmade: true, mayLackBytes }, PLACES);
    const source = ownSource(listed.vocabulary);
    let engine: Engine | undefined;
    const open = (): Engine => (engine ??= chooseEngine(split ?? WHOLE, source, engineName));
    return { model: new ByteLevelBpe({ ...listing, tokens: listed.tokens }, otherIds, open), engine: open, source };
  } catch (error) {
    if (error instanceof BpeError && ["BPE_INVALID_FILE", "BPE_UNSUPPORTED_FILE"].includes(error.code))
      return undefined;
    throw error;
  }
}

interface ReadListing {
  readonly listing: Listing;
  readonly otherIds: ReadonlyMap<string, number>;
}

function listingOf(
  model: Fields,
  cut: CutFile | undefined,
  others: ReadonlySet<string>,
  takesWholeTokens: boolean,
): ReadListing | undefined {
  if (cut !== undefined) {
    const isCut = model.value("vocab") === cut.mark && model.value("merges") === cut.mark;
    const listing = isCut ? listByBytes(cut, others, takesWholeTokens) : undefined;
    return listing && { listing, otherIds: listing.specialIds };
  }
  const vocab = model.object("vocab");
  const listing = listByNames(model.value("vocab"), readMerges(model), others, PLACES, takesWholeTokens);
  const otherIds = new Map<string, number>();
  for (const name of others) if (vocab.has(name)) otherIds.set(name, vocab.count(name));
  return { listing, otherIds };
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
