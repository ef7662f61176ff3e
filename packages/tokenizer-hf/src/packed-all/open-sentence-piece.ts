/** A packed SentencePiece model, opened. */
import { checkEngineName } from "@windrow/tokenizer-bpe/internal";
import { checkOptions } from "../arguments.ts";
import { assemble } from "../assemble.ts";
import { checkFormat, damaged, type FromPackedOptions, parsed } from "../packed/open-packed.ts";
import { newTokenizer, type PretrainedTokenizer } from "../pretrained-tokenizer.ts";
import { type ReadSentencePiece, sentencePieceStages } from "../read/sentence-piece/read-sentence-piece.ts";
import { type PackedSentencePiece, type SentencePieceSettings, unpackSentencePiece } from "./packed-sentence-piece.ts";

/** @throws HfError HF_INVALID_PACK, HF_INVALID_OPTION */
export function openSentencePiece(packed: PackedSentencePiece, options?: FromPackedOptions): PretrainedTokenizer {
  checkEngineName(checkOptions(options, ["engine"]).engine);
  const name = checkFormat(packed);
  const { stages, config } = stagesOf(packed, name);
  return newTokenizer(name, config, assemble(stages));
}

function stagesOf(packed: PackedSentencePiece, name: string): ReadSentencePiece {
  let cause: unknown;
  try {
    const settings = parsed(packed.sentencePiece, name) as unknown as SentencePieceSettings;
    const file = unpackSentencePiece(packed, settings);
    if (file !== undefined) return sentencePieceStages(file, name, parsed(packed.config, name));
  } catch (error) {
    // It was read without one when it was packed.
    cause = error;
  }
  throw damaged(name, cause);
}
