/** The packed form of a SentencePiece model, as packed-sentence-piece.ts reads it. */
import { packColumn } from "@windrow/tokenizer-bpe/internal";
import type { TokenizerConfig } from "../fields/config.ts";
import type { PackedSentencePiece, SentencePieceSettings } from "../packed-all/packed-sentence-piece.ts";
import { PACK_FORMAT, SCORE_DIGITS } from "../packed/packed-tokenizer.ts";
import { sentencePieceStages } from "../read/sentence-piece/read-sentence-piece.ts";
import { readModelFile } from "../sentence-piece/model-file.ts";

/**
 * @param bytes of the model
 * @param config with its `added_tokens_decoder`: the model does not have those tokens
 * @throws HfError HF_INVALID_FILE
 */
export function packSentencePiece(bytes: unknown, name: string, config: TokenizerConfig): PackedSentencePiece {
  // Until there is a module, errors are about the file.
  const file = readModelFile(bytes, "the file");
  const { texts, scores, types, trainer, normalizer, denormalizer } = file;
  const maps = [normalizer.charsmap, denormalizer.charsmap];
  const settings: SentencePieceSettings = {
    texts,
    trainer,
    normalizer: { ...normalizer, charsmap: normalizer.charsmap.length },
    denormalizer: { ...denormalizer, charsmap: denormalizer.charsmap.length },
  };
  return {
    format: PACK_FORMAT,
    name,
    fingerprint: sentencePieceStages(file, "the file", config).stages.fingerprint(),
    sentencePiece: JSON.stringify(settings),
    scores: packColumn([...new Int32Array(scores.buffer)], SCORE_DIGITS),
    types: packColumn([...types], 1),
    maps: packColumn(sixBitsOf(Uint8Array.from(maps.flatMap((map) => [...map]))), 1),
    config: JSON.stringify(config),
  };
}

/** Bits of bytes, the lowest first, six by six. */
function sixBitsOf(bytes: Uint8Array): number[] {
  return Array.from({ length: Math.ceil((bytes.length * 8) / 6) }, (_, i) => {
    const at = Math.floor((i * 6) / 8);
    return (bytes[at]! | ((bytes[at + 1] ?? 0) << 8)) >> (i * 6 - at * 8);
  });
}
