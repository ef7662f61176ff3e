/** Pieces that are tokens, or the unknown token. */
import { utf8Length } from "../characters/utf8-places.ts";
import { type ListedModel, type PieceTokens, sortedById } from "./model.ts";

export class WordLevel implements ListedModel {
  readonly #vocab: ReadonlyMap<string, number>;
  readonly #tokens: ReadonlyMap<number, string>;
  readonly #unkId: number | undefined;

  constructor(vocab: ReadonlyMap<string, number>, unkToken: string) {
    this.#vocab = vocab;
    this.#tokens = new Map(Array.from(vocab, ([token, id]) => [id, token]));
    this.#unkId = vocab.get(unkToken);
  }

  get size(): number {
    return this.#vocab.size;
  }

  get largestId(): number {
    let largest = -1;
    for (const id of this.#tokens.keys()) if (id > largest) largest = id;
    return largest;
  }

  lists(): unknown {
    return sortedById(this.#vocab);
  }

  idOf(token: string): number | undefined {
    return this.#vocab.get(token);
  }

  tokenOf(id: number): string | undefined {
    return this.#tokens.get(id);
  }

  encode(piece: string): PieceTokens {
    const id = this.#vocab.get(piece) ?? this.#unkId;
    return id === undefined ? { ids: [], ends: [] } : { ids: [id], ends: [utf8Length(piece)] };
  }
}
