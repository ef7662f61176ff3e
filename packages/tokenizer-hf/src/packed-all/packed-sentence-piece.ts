/** A SentencePiece model in a module. */
import { readColumn } from "@windrow/tokenizer-bpe/internal";
import { SCORE_DIGITS, type PackedTokenizer } from "../packed/packed-tokenizer.ts";
import type { NormalizerSpec, SentencePieceFile } from "../sentence-piece/model-file.ts";

/** The packed form of a SentencePiece model: no contract, but what one version writes and reads. */
export interface PackedSentencePiece extends Pick<PackedTokenizer, "format" | "name" | "fingerprint" | "config"> {
  /** The texts of its pieces by id, and how it was trained and normalizes, as JSON; with the bytes of each character map. */
  readonly sentencePiece: string;
  /** Scores by id, in planes of six-bit digits: SCORE_DIGITS for the bits of each float. */
  readonly scores: string;
  /** What each piece is, in one digit. */
  readonly types: string;
  /** The character maps one behind the other, in six-bit digits, the lowest bits first. */
  readonly maps: string;
}

/** What stands in JSON. */
export interface SentencePieceSettings extends Pick<SentencePieceFile, "texts" | "trainer"> {
  readonly normalizer: NormalizerSettings;
  readonly denormalizer: NormalizerSettings;
}

/** `charsmap` is how many bytes it has. */
type NormalizerSettings = Omit<NormalizerSpec, "charsmap"> & { readonly charsmap: number };

/** Undefined where the strings are not whole. */
export function unpackSentencePiece(
  { scores, types, maps }: PackedSentencePiece,
  { texts, trainer, normalizer, denormalizer }: SentencePieceSettings,
): SentencePieceFile | undefined {
  const count = texts.length;
  const bytes = bytesOf(maps, normalizer.charsmap + denormalizer.charsmap);
  if (scores.length !== SCORE_DIGITS * count || types.length !== count || bytes === undefined) return undefined;
  return {
    texts,
    scores: new Float32Array(column(scores, count, SCORE_DIGITS).buffer),
    types: Uint8Array.from(column(types, count, 1)),
    trainer,
    normalizer: { ...normalizer, charsmap: bytes.subarray(0, normalizer.charsmap) },
    denormalizer: { ...denormalizer, charsmap: bytes.subarray(normalizer.charsmap) },
  };
}

function column(planes: string, count: number, digits: number): Int32Array<ArrayBuffer> {
  const numbers = new Int32Array(count);
  readColumn(planes, 0, count, digits, numbers);
  return numbers;
}

function bytesOf(digits: string, size: number): Uint8Array | undefined {
  if (digits.length !== Math.ceil((size * 8) / 6)) return undefined;
  const sixBits = column(digits, digits.length, 1);
  return Uint8Array.from({ length: size }, (_, i) => {
    const at = Math.floor((i * 8) / 6);
    return (sixBits[at]! | (sixBits[at + 1]! << 6)) >> (i * 8 - at * 6);
  });
}
