/**
 * Byte pair encoding over characters, as huggingface/tokenizers 0.23 has it (models/bpe): for every file that it reads.
 * What the engine of tokenizer-bpe can do goes there; this is for the rest, and for offsets.
 *
 * A character without a token becomes the tokens of its bytes, if all of them are there, or the unknown token, or
 * nothing. Then the pair of the lowest rank is merged, the leftmost of equal ones.
 */
import { utf8Length } from "../characters/utf8-places.ts";
import { type ListedModel, type PieceTokens, sortedById } from "./model.ts";
import { type Merge, mergeSymbols, type Symbols } from "./merge-symbols.ts";

export interface BpeFile {
  readonly vocab: ReadonlyMap<string, number>;
  /** By rank: what is joined. */
  readonly merges: readonly (readonly [left: string, right: string])[];
  readonly unkToken: string | undefined;
  readonly fusesUnk: boolean;
  readonly byteFallback: boolean;
  /** Whether a piece that is a token is taken as it is, whatever the merges. */
  readonly ignoresMerges: boolean;
  readonly continuingPrefix: string;
  readonly endSuffix: string;
}

const utf8 = new TextEncoder();

export class Bpe implements ListedModel {
  readonly #file: BpeFile;
  readonly #tokens = new Map<number, string>();
  readonly #merges = new Map<number, Map<number, Merge>>();
  readonly #unkId: number | undefined;

  constructor(file: BpeFile) {
    this.#file = file;
    for (const [token, id] of file.vocab) this.#tokens.set(id, token);
    this.#unkId = file.unkToken === undefined ? undefined : file.vocab.get(file.unkToken);
    for (const [rank, [left, right]] of file.merges.entries()) this.#addMerge(left, right, rank);
  }

  get size(): number {
    return this.#file.vocab.size;
  }

  get largestId(): number {
    let largest = -1;
    for (const id of this.#tokens.keys()) if (id > largest) largest = id;
    return largest;
  }

  lists(): unknown {
    return [sortedById(this.#file.vocab), this.#file.merges];
  }

  idOf(token: string): number | undefined {
    return this.#file.vocab.get(token);
  }

  tokenOf(id: number): string | undefined {
    return this.#tokens.get(id);
  }

  encode(piece: string): PieceTokens {
    const { vocab, ignoresMerges } = this.#file;
    const whole = ignoresMerges ? vocab.get(piece) : undefined;
    if (whole !== undefined) return { ids: [whole], ends: [utf8Length(piece)] };
    return mergeSymbols(this.#symbolsOf(piece), (left, right) => this.#merges.get(left)?.get(right));
  }

  #addMerge(left: string, right: string, rank: number): void {
    const { vocab, continuingPrefix } = this.#file;
    const [a, b] = [vocab.get(left)!, vocab.get(right)!];
    const id = vocab.get(left + right.slice(continuingPrefix.length))!;
    let rights = this.#merges.get(a);
    if (rights === undefined) this.#merges.set(a, (rights = new Map()));
    // Of a pair that is listed twice the last counts.
    rights.set(b, { rank, id });
  }

  #symbolsOf(piece: string): Symbols {
    const { fusesUnk } = this.#file;
    const ids: number[] = [];
    const ends: number[] = [];
    /** Where the next token begins, in bytes: characters that are dropped take no place. */
    let at = 0;
    let start = 0;
    /** Bytes of unknown characters that are one token, which is not there yet. */
    let unknown = 0;
    const add = (id: number, length: number): void => {
      ids.push(id);
      ends.push((at += length));
    };
    const endUnknown = (): void => {
      if (unknown > 0) add(this.#unkId!, unknown);
      unknown = 0;
    };
    for (const character of piece) {
      const { length } = character;
      const known = this.#idsOfCharacter(character, start === 0, start + length === piece.length);
      start += length;
      if (known === undefined) {
        if (this.#unkId === undefined) continue;
        if (!fusesUnk) endUnknown();
        unknown += utf8Length(character);
        continue;
      }
      // As in the library an unknown character is put behind the bytes of those that follow it.
      if (!known.areBytes) endUnknown();
      for (const id of known.ids) add(id, known.areBytes ? 1 : utf8Length(character));
    }
    endUnknown();
    return { ids, ends };
  }

  #idsOfCharacter(character: string, isFirst: boolean, isLast: boolean): KnownCharacter | undefined {
    const { vocab, continuingPrefix, endSuffix, byteFallback } = this.#file;
    const token = (isFirst ? "" : continuingPrefix) + character + (isLast ? endSuffix : "");
    const id = vocab.get(token);
    if (id !== undefined) return { ids: [id], areBytes: false };
    if (!byteFallback) return undefined;
    const bytes = Array.from(utf8.encode(token), (byte) => vocab.get(byteToken(byte)));
    return bytes.every((one) => one !== undefined) ? { ids: bytes, areBytes: true } : undefined;
  }
}

/** The tokens of a character, and whether they are those of its bytes. */
interface KnownCharacter {
  readonly ids: readonly number[];
  readonly areBytes: boolean;
}

/** The token of a byte, such as `<0x0A>`. */
function byteToken(byte: number): string {
  return `<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`;
}
