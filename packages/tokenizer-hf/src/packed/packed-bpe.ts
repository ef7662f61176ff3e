/** Byte-level BPE whose vocabulary is packed: nothing is unpacked before it is needed. */
import { charactersOfBytes, type Engine, type VocabularySource, writeBytesOf } from "@windrow/tokenizer-bpe/internal";
import { endsOfTokens } from "../models/ends-of-tokens.ts";
import type { Model, PieceTokens } from "../models/model.ts";

export class PackedBpe implements Model {
  readonly #source: VocabularySource;
  readonly #engine: () => Engine;
  #ids: Map<string, number> | undefined;

  /** @param engine one that encodes pieces */
  constructor(source: VocabularySource, engine: () => Engine) {
    this.#source = source;
    this.#engine = engine;
  }

  get largestId(): number {
    return this.#source.size() - 1;
  }

  /** The id of a token that is bytes; the others are all added tokens. */
  idOf(token: string): number | undefined {
    return (this.#ids ??= this.#allIds()).get(token);
  }

  tokenOf(id: number): string | undefined {
    const length = this.#source.copyToken(id, new Uint8Array(0));
    if (length === 0) return undefined;
    const bytes = new Uint8Array(length);
    this.#source.copyToken(id, bytes);
    return charactersOfBytes(bytes);
  }

  encode(piece: string): PieceTokens {
    const bytes = new Uint8Array(piece.length);
    writeBytesOf(piece, bytes, 0);
    const ids = this.#engine().encodePiece(bytes);
    return { ids: [...ids], ends: endsOfTokens(ids, this.#source.tokenBytes()) };
  }

  #allIds(): Map<string, number> {
    const { bytes, offsets } = this.#source.tokenBytes();
    const ids = new Map<string, number>();
    for (let id = 0; id + 1 < offsets.length; id++) {
      if (offsets[id + 1]! > offsets[id]!) ids.set(charactersOfBytes(bytes.subarray(offsets[id], offsets[id + 1])), id);
    }
    return ids;
  }
}
