/** A tokenizer from the module that `windrow pack` made of its file, for all models and all steps. */
import { isRecord } from "../fields/fields.ts";
import { engineStages } from "../packed/engine-stages.ts";
import { type FromPackedOptions, openPacked } from "../packed/open-packed.ts";
import type { PackedTokenizer } from "../packed/packed-tokenizer.ts";
import type { PretrainedTokenizer } from "../pretrained-tokenizer.ts";
import { ALL_STEPS } from "../read/all-steps.ts";
import { readTokenizerJson } from "../read/read-tokenizer-json.ts";
import { openSentencePiece } from "./open-sentence-piece.ts";
import { unpackLists } from "./packed-lists.ts";
import type { PackedSentencePiece } from "./packed-sentence-piece.ts";

/**
 * The same as `fromPacked` of `@windrow/tokenizer-hf/packed`, and of all other files as well: modules whose model is not
 * byte-level BPE call this one, which carries every model.
 * @throws HfError HF_INVALID_PACK where the module was packed by another version, or is cut; what else is changed in a
 *   module, as in any code, may go unseen
 */
export function fromPacked(
  packed: PackedTokenizer | PackedSentencePiece,
  options?: FromPackedOptions,
): PretrainedTokenizer {
  if (isSentencePiece(packed)) return openSentencePiece(packed, options);
  return openPacked(packed, options, (opened) => {
    const { lists, name } = packed;
    if (lists === undefined) return engineStages(opened, ALL_STEPS);
    const unpacked = unpackLists(lists);
    if (unpacked === undefined) return undefined;
    const file = { ...opened.file, model: { ...(opened.file["model"] as object), ...unpacked.fields } };
    const json = { file, cut: undefined, lists: undefined, whole: () => file, scores: unpacked.scores };
    return readTokenizerJson(json, name, opened.engine, opened.known);
  });
}

function isSentencePiece(packed: PackedTokenizer | PackedSentencePiece): packed is PackedSentencePiece {
  return isRecord(packed) && "sentencePiece" in packed;
}
