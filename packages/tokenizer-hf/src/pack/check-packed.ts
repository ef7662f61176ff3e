/** Makes sure that what was packed is what was read, before anyone gets it. */
import { sourceOfPacked, type VocabularySource } from "@windrow/tokenizer-bpe/internal";
import { HfError } from "../errors.ts";
import type { PackedTokenizer } from "../packed/packed-tokenizer.ts";
import { engineParts } from "../stages/engine-parts.ts";
import type { Stages } from "../stages/stages.ts";

/** @throws HfError HF_UNSUPPORTED_FILE */
export function checkPacked({ vocabulary }: PackedTokenizer, { engineModel }: Stages): void {
  if (vocabulary === undefined || engineModel === undefined) return;
  const source = sourceOfPacked(vocabulary);
  if (source !== undefined && areEqual(source, engineModel.source)) return;
  throw new HfError("HF_UNSUPPORTED_FILE", "model has tokens that can't be packed.", { field: "model" });
}

/** The same tokens, and the same ids for each token's bytes, by itself and with those of the next. */
function areEqual(one: VocabularySource, other: VocabularySource): boolean {
  const { bytes, offsets } = other.tokenBytes();
  const found = one.tokenBytes();
  if (!haveSame(found.offsets, offsets) || !haveSame(found.bytes, bytes)) return false;
  const [first, second] = [one, other].map((source) => engineParts(source, undefined, undefined).engine());
  for (let id = 0; id + 1 < offsets.length; id++) {
    for (const end of [offsets[id + 1], offsets[id + 2]]) {
      const piece = bytes.subarray(offsets[id], end);
      if (piece.length > 0 && !haveSame(first!.encodePiece(piece), second!.encodePiece(piece))) return false;
    }
  }
  return true;
}

function haveSame(one: ArrayLike<number>, other: ArrayLike<number>): boolean {
  if (one.length !== other.length) return false;
  for (let i = 0; i < one.length; i++) if (one[i] !== other[i]) return false;
  return true;
}
