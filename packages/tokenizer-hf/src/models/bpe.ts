/**
 * Byte pair encoding over characters, as huggingface/tokenizers 0.23 has it (models/bpe): for every file that it reads.
 * What the engine of tokenizer-bpe can do goes there; this is for the rest, and for offsets.
 *
 * A character without a token becomes the tokens of its bytes, if all of them are there, or the unknown token, or
 * nothing. Then the pair of the lowest rank is merged, the leftmost of equal ones: part by part, where it is certain that
 * no merge joins two parts.
 */
import { utf8Length } from "../characters/utf8-places.ts";
import { CertainBoundaries } from "./certain-boundaries.ts";
import { KnownCharacters, NO_ID } from "./known-characters.ts";
import { MergeTable } from "./merge-table.ts";
import { type ListedModel, type PieceTokens, sortedById } from "./model.ts";
import { Symbols } from "./symbols.ts";

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
  readonly #unkId: number | undefined;
  readonly #symbols = new Symbols();
  /** Made when they are first asked for. */
  #tables: Tables | undefined;
  #tokens: ReadonlyMap<number, string> | undefined;

  constructor(file: BpeFile) {
    this.#file = file;
    this.#unkId = file.unkToken === undefined ? undefined : file.vocab.get(file.unkToken);
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
    return [sortedById(this.#file.vocab), this.#file.merges];
  }

  idOf(token: string): number | undefined {
    return this.#file.vocab.get(token);
  }

  tokenOf(id: number): string | undefined {
    this.#tokens ??= new Map(Array.from(this.#file.vocab, ([token, one]) => [one, token]));
    return this.#tokens.get(id);
  }

  /** Where pieces may be cut: each part by itself has the tokens that it has there. */
  get parts(): CertainBoundaries | undefined {
    return (this.#tables ??= tablesOf(this.#file)).boundaries;
  }

  encode(piece: string): PieceTokens {
    const { vocab, ignoresMerges } = this.#file;
    const whole = ignoresMerges ? vocab.get(piece) : undefined;
    if (whole !== undefined) return { ids: [whole], ends: [utf8Length(piece)] };
    const tables = (this.#tables ??= tablesOf(this.#file));
    const symbols = this.#symbols;
    const ids: number[] = [];
    const ends: number[] = [];
    /** Where the next token begins, in bytes: characters that are dropped take no place. */
    let before = 0;
    for (let at = 0; at < piece.length;) {
      const end = tables.boundaries?.next(piece, at, piece.length) ?? piece.length;
      symbols.clear();
      this.#addCharacters(piece, at, end, tables);
      symbols.merge(tables.merges);
      for (let i = 0; i < symbols.count; i++) {
        ids.push(symbols.ids[i]!);
        ends.push(before + symbols.ends[i]!);
      }
      before = ends.at(-1) ?? 0;
      at = end;
    }
    return { ids, ends };
  }

  #addCharacters(piece: string, start: number, end: number, tables: Tables): void {
    const { fusesUnk } = this.#file;
    const symbols = this.#symbols;
    /** Bytes of unknown characters that are one token, which is not there yet. */
    let unknown = 0;
    const endUnknown = (): void => {
      if (unknown > 0) symbols.add(this.#unkId!, unknown);
      unknown = 0;
    };
    for (let at = start, next = at; at < end; at = next) {
      const point = piece.codePointAt(at)!;
      next = at + (point > 0xffff ? 2 : 1);
      const bytes = point > 0xffff ? 4 : point > 0x7ff ? 3 : point > 0x7f ? 2 : 1;
      const { characters } = tables;
      const token = characters === undefined ? this.#tokenAt(piece, at, next) : "";
      const id = characters?.ids[characters.numberOf(point)] ?? this.#file.vocab.get(token) ?? NO_ID;
      if (id !== NO_ID) {
        endUnknown();
        symbols.add(id, bytes);
        // As in the library an unknown character is put behind the bytes of those that follow it.
      } else if (!this.#addBytes(token === "" ? piece.slice(at, next) : token, tables)) {
        if (this.#unkId === undefined) continue;
        if (!fusesUnk) endUnknown();
        unknown += bytes;
      }
    }
    endUnknown();
  }

  /** What the token of a character is called, at its place in a word. */
  #tokenAt(piece: string, start: number, end: number): string {
    const { continuingPrefix, endSuffix } = this.#file;
    return (start === 0 ? "" : continuingPrefix) + piece.slice(start, end) + (end === piece.length ? endSuffix : "");
  }

  /** Whether all bytes are tokens, which are added then. */
  #addBytes(token: string, { bytes }: Tables): boolean {
    if (bytes === undefined) return false;
    const all = utf8.encode(token);
    if (!all.every((byte) => bytes[byte] !== NO_ID)) return false;
    for (const byte of all) this.#symbols.add(bytes[byte]!, 1);
    return true;
  }
}

/** What the vocabulary and the merges are looked up in. */
interface Tables {
  readonly merges: MergeTable;
  /** Undefined where a character's place in a word decides about its token. */
  readonly characters: KnownCharacters | undefined;
  /** Undefined where there are none, or too few. */
  readonly boundaries: CertainBoundaries | undefined;
  /** The token of each byte, or NO_ID; undefined where they are not used. */
  readonly bytes: Int32Array | undefined;
}

function tablesOf({ vocab, merges, continuingPrefix, endSuffix, byteFallback, ignoresMerges }: BpeFile): Tables {
  const table = new MergeTable(merges.length);
  for (const [rank, [left, right]] of merges.entries()) {
    const made = left + right.slice(continuingPrefix.length);
    const isLonger = made.length > left.length && made.length > right.length;
    table.add(vocab.get(left)!, vocab.get(right)!, rank, vocab.get(made)!, isLonger);
  }
  const characters = continuingPrefix === "" && endSuffix === "" ? new KnownCharacters(vocab) : undefined;
  // A whole piece may be a token then, whatever it is cut into.
  const boundaries = characters && !ignoresMerges ? new CertainBoundaries(characters, merges) : undefined;
  return {
    merges: table,
    characters,
    boundaries: boundaries?.areMany === true ? boundaries : undefined,
    bytes: byteFallback
      ? Int32Array.from({ length: 256 }, (_, byte) => vocab.get(byteToken(byte)) ?? NO_ID)
      : undefined,
  };
}

/** The token of a byte, such as `<0x0A>`. */
function byteToken(byte: number): string {
  return `<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`;
}
