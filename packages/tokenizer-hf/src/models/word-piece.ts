/**
 * WordPiece, as huggingface/tokenizers 0.23 has it (models/wordpiece): a word is the longest token that it begins with,
 * then the longest token of what is left, with the prefix of continuations before it, and so on. A word where that ends
 * before the word does, or that is too long, is the unknown token.
 */
import { utf8Length } from "../characters/utf8-places.ts";
import { type ListedModel, type PieceTokens, sortedById } from "./model.ts";
import { WordPieceTrie } from "./word-piece-trie.ts";

export interface WordPieceFile {
  readonly vocab: ReadonlyMap<string, number>;
  readonly unkToken: string;
  /** What a token has that goes on with a word, such as `##`. */
  readonly continuingPrefix: string;
  /** Characters; a longer word is unknown. */
  readonly maxCharacters: number;
}

export class WordPiece implements ListedModel {
  readonly #file: WordPieceFile;
  readonly #unkId: number;
  #trie: WordPieceTrie | undefined;
  /** By id; made when it is first asked for. */
  #tokens: ReadonlyMap<number, string> | undefined;

  /** @param file its vocabulary has the unknown token */
  constructor(file: WordPieceFile) {
    this.#file = file;
    this.#unkId = file.vocab.get(file.unkToken)!;
  }

  get size(): number {
    return this.#file.vocab.size;
  }

  get largestId(): number {
    let largest = -1;
    for (const id of this.#file.vocab.values()) if (id > largest) largest = id;
    return largest;
  }

  lists(): unknown {
    return sortedById(this.#file.vocab);
  }

  idOf(token: string): number | undefined {
    return this.#file.vocab.get(token);
  }

  tokenOf(id: number): string | undefined {
    this.#tokens ??= new Map(Array.from(this.#file.vocab, ([token, one]) => [one, token]));
    return this.#tokens.get(id);
  }

  encode(piece: string): PieceTokens {
    const ids = this.#idsOf(piece);
    const prefix = utf8Length(this.#file.continuingPrefix);
    let end = 0;
    // One token is all of the piece, be it unknown.
    const ends = ids.map((id, i) => (end += utf8Length(this.tokenOf(id)!) - (i > 0 ? prefix : 0)));
    return { ids, ends: ids.length === 1 ? [utf8Length(piece)] : ends };
  }

  #idsOf(piece: string): readonly number[] {
    const { vocab, continuingPrefix, maxCharacters } = this.#file;
    if (hasMoreCharacters(piece, maxCharacters)) return [this.#unkId];
    const whole = vocab.get(piece);
    if (whole !== undefined) return [whole];
    this.#trie ??= new WordPieceTrie(vocab, continuingPrefix);
    return this.#trie.match(piece) ?? [this.#unkId];
  }
}

function hasMoreCharacters(text: string, most: number): boolean {
  if (text.length <= most) return false;
  if (text.length > 2 * most) return true;
  let count = 0;
  for (let at = 0; at < text.length && count <= most; count++) at += text.codePointAt(at)! > 0xffff ? 2 : 1;
  return count > most;
}
