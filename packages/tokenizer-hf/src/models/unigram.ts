/**
 * Unigram, as huggingface/tokenizers 0.23 has it (models/unigram): of all ways to cut a piece into tokens that of the
 * largest sum of scores. Characters that no token is are unknown, neighbouring ones together; they become the tokens of
 * their bytes, if all of those are there, or the unknown token.
 */
import { sha256 } from "@windrow/core";
import { utf8Length } from "../characters/utf8-places.ts";
import { HfError } from "../errors.ts";
import type { ListedModel, PieceTokens } from "./model.ts";
import { buildAutomaton, tokenAt, type UnigramAutomaton } from "./unigram-automaton.ts";
import { UnigramPath } from "./unigram-path.ts";

export interface UnigramFile {
  /** By id; of equal ones the last is the one that texts have. */
  readonly tokens: readonly string[];
  /** By id, none that is not finite. */
  readonly scores: Float64Array;
  /** Missing where an unknown character is an error. */
  readonly unkId: number | undefined;
  /** Whether unknown text becomes the tokens of its bytes, such as `<0x0A>`. */
  readonly byteFallback: boolean;
}

/** What an unknown character costs beyond the least token. */
const UNK_PENALTY = 10;

const utf8 = new TextEncoder();

export class Unigram implements ListedModel {
  readonly #file: UnigramFile;
  /** Made when they are first asked for. */
  #made: Searching | undefined;
  #idsByToken: ReadonlyMap<string, number> | undefined;

  constructor(file: UnigramFile) {
    this.#file = file;
  }

  get size(): number {
    return this.#file.tokens.length;
  }

  get largestId(): number {
    return this.#file.tokens.length - 1;
  }

  get unkToken(): string | undefined {
    const { unkId, tokens } = this.#file;
    return unkId === undefined ? undefined : tokens[unkId];
  }

  lists(): unknown {
    const { tokens, scores } = this.#file;
    return [tokens, sha256(new Uint8Array(scores.buffer, scores.byteOffset, scores.byteLength))];
  }

  idOf(token: string): number | undefined {
    this.#idsByToken ??= new Map(this.#file.tokens.map((one, id) => [one, id]));
    return this.#idsByToken.get(token);
  }

  idsOf(tokens: ReadonlySet<string>): Map<string, number> {
    const found = new Map<string, number>();
    if (tokens.size > 0)
      for (const [id, token] of this.#file.tokens.entries()) if (tokens.has(token)) found.set(token, id);
    return found;
  }

  tokenOf(id: number): string | undefined {
    return this.#file.tokens[id];
  }

  encode(piece: string): PieceTokens {
    const made = (this.#made ??= this.#make());
    const { path } = made;
    const unknown = path.find(piece);
    if (unknown < 0) {
      const count = path.count(this.#file.unkId ?? -1);
      const found = count < 0 ? this.#withUnknown(made, piece) : this.#allKnown(path, piece, count);
      path.release();
      return found;
    }
    path.release();
    throw unknownCharacter(String.fromCodePoint(piece.codePointAt(unknown)!));
  }

  #allKnown(path: UnigramPath, piece: string, count: number): PieceTokens {
    // Their length is known: arrays that grow take several times as long.
    const ids = new Int32Array(count);
    const ends = new Int32Array(count);
    for (let at = 0, i = 0; i < count; i++) {
      ids[i] = path.ids[at]!;
      ends[i] = at = path.ends[at]!;
    }
    return new UnigramTokens(piece, Array.from(ids), ends);
  }

  #withUnknown(made: Searching, piece: string): PieceTokens {
    const { path } = made;
    const { unkId } = this.#file;
    const ids: number[] = [];
    const ends: number[] = [];
    for (let at = 0; at < piece.length;) {
      const id = path.ids[at]!;
      const start = at;
      at = path.ends[at]!;
      if (id !== unkId) {
        ids.push(id);
        ends.push(at);
        continue;
      }
      while (at < piece.length && path.ids[at] === id) at = path.ends[at]!;
      for (const one of this.#unknownIds(made, piece, start, at)) {
        ids.push(one);
        ends.push(at);
      }
    }
    return new UnigramTokens(piece, ids, ends);
  }

  #make(): Searching {
    const { tokens, scores, unkId = -1 } = this.#file;
    const automaton = buildAutomaton(tokens);
    const unkScore = leastOf(scores) - UNK_PENALTY;
    const path = new UnigramPath({ automaton, scores, unkScore, unkId });
    return { automaton, path, bytes: undefined };
  }

  #unknownIds(made: Searching, text: string, start: number, end: number): readonly number[] {
    // Several unknown characters may be a token together.
    const id = tokenAt(made.automaton, text, start, end);
    if (id >= 0) return [id];
    const unk = [this.#file.unkId!];
    if (!this.#file.byteFallback) return unk;
    const byBytes = (made.bytes ??= this.#byteIds());
    const ids: number[] = [];
    for (const byte of utf8.encode(text.slice(start, end))) {
      const one = byBytes[byte]!;
      if (one < 0) return unk;
      ids.push(one);
    }
    return ids;
  }

  #byteIds(): Int32Array {
    const names = Array.from({ length: 256 }, (_, byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`);
    const ids = this.idsOf(new Set(names));
    return Int32Array.from(names, (name) => ids.get(name) ?? -1);
  }
}

/** Places in UTF-8 are counted when they are asked for. */
class UnigramTokens implements PieceTokens {
  readonly ids: readonly number[];
  readonly #piece: string;
  /** In UTF-16 units. */
  readonly #ends: ArrayLike<number>;

  constructor(piece: string, ids: readonly number[], ends: ArrayLike<number>) {
    this.#piece = piece;
    this.ids = ids;
    this.#ends = ends;
  }

  get ends(): readonly number[] {
    if (utf8Length(this.#piece) === this.#piece.length) return Array.from(this.#ends);
    let [at, bytes] = [0, 0];
    return Array.from(this.#ends, (end) => {
      bytes += utf8Length(this.#piece.slice(at, end));
      at = end;
      return bytes;
    });
  }

  /** The bytes of unknown characters have all of them as their place. */
  get starts(): readonly number[] {
    const { ends } = this;
    let start = 0;
    return ends.map((end, i) => {
      if (end !== ends[i - 1]) start = ends[i - 1] ?? 0;
      return start;
    });
  }
}

interface Searching {
  readonly automaton: UnigramAutomaton;
  readonly path: UnigramPath;
  /** Ids of the tokens of bytes, or -1; made when they are first asked for. */
  bytes: Int32Array | undefined;
}

function leastOf(scores: Float64Array): number {
  let least = Infinity;
  for (const score of scores) if (score < least) least = score;
  return least;
}

function unknownCharacter(character: string): HfError {
  return new HfError(
    "HF_INVALID_TEXT",
    `${JSON.stringify(character)} is not in the vocabulary, and the model has no unk_id for unknown text.`,
    { character },
  );
}
