/**
 * Unigram, as huggingface/tokenizers 0.23 has it (models/unigram): of all ways to cut a piece into tokens that of the
 * largest sum of scores. Characters that no token is are unknown, neighbouring ones together; they become the tokens of
 * their bytes, if all of those are there, or the unknown token.
 */
import { utf8Length } from "../characters/utf8-places.ts";
import { HfError } from "../errors.ts";
import type { ListedModel, PieceTokens } from "./model.ts";
import { buildAutomaton, tokenAt, type UnigramAutomaton } from "./unigram-automaton.ts";
import { type Scored, UnigramPath } from "./unigram-path.ts";

export interface UnigramFile {
  /** By id; of equal ones the last is the one that texts have. */
  readonly tokens: readonly string[];
  readonly scores: Float64Array;
  /** Missing where an unknown character is an error. */
  readonly unkId: number | undefined;
  readonly byteFallback: boolean;
  /** Score of an unknown character; default that of the least token, less 10. */
  readonly unkScore?: number;
  /** Whether a text may have a token; default all but the empty one. */
  readonly isFound?: (id: number) => boolean;
  /** Whether sums are floats, as in SentencePiece; default false: doubles. */
  readonly isFloat?: boolean;
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
    return [this.#file.tokens, Array.from(this.#file.scores)];
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
    return this.encodePart(piece, 0, piece.length);
  }

  /** The same for a part of a text, whose edges cut no character. */
  encodePart(text: string, from: number, to: number): PieceTokens {
    const { path, automaton } = (this.#made ??= this.#make());
    const unknown = path.find(text, from, to);
    if (unknown >= 0) throw unknownCharacter(text, unknown);
    const found: PieceTokens & { readonly ids: number[]; readonly starts: number[]; readonly ends: number[] } = {
      ids: [],
      starts: [],
      ends: [],
    };
    let at = 0;
    const segments = this.#segments(path, to - from);
    for (let i = segments.length - 2; i >= 0; i -= 2) {
      const start = from + segments[i]!;
      const end = i === 0 ? to : from + segments[i - 2]!;
      const text16 = text.slice(start, end);
      const id = segments[i + 1]!;
      const length = utf8Length(text16);
      const ids = id === this.#file.unkId ? this.#unknownIds(automaton, text16) : [id];
      for (const one of ids) {
        found.ids.push(one);
        found.starts.push(at);
        found.ends.push(at + length);
      }
      at += length;
    }
    path.release();
    return found;
  }

  #make(): Searching {
    const { tokens, scores, isFound, isFloat = false, unkId = -1 } = this.#file;
    const automaton = buildAutomaton(tokens, isFound);
    const unkScore = this.#file.unkScore ?? leastOf(scores) - UNK_PENALTY;
    const scored: Scored = { automaton, scores, unkScore, unkId, isFloat };
    return { automaton, path: new UnigramPath(scored), bytes: undefined };
  }

  /** Starts and ids, from the last on; neighbouring unknown ones are one. */
  #segments({ starts, ids }: UnigramPath, length: number): number[] {
    const segments: number[] = [];
    let last = -1;
    for (let end = length; end > 0; end = starts[end]!) {
      const id = ids[end]!;
      if (id === last && id === this.#file.unkId) segments[segments.length - 2] = starts[end]!;
      else segments.push(starts[end]!, id);
      last = id;
    }
    return segments;
  }

  #unknownIds(automaton: UnigramAutomaton, text: string): readonly number[] {
    // Several unknown characters may be a token together.
    const id = tokenAt(automaton, text, 0, text.length);
    if (id >= 0) return [id];
    const unk = [this.#file.unkId!];
    if (!this.#file.byteFallback) return unk;
    const made = this.#made!;
    const byBytes = (made.bytes ??= this.#byteIds());
    const ids = Array.from(utf8.encode(text), (byte) => byBytes[byte]!);
    return ids.includes(-1) ? unk : ids;
  }

  #byteIds(): Int32Array {
    const names = Array.from({ length: 256 }, (_, byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`);
    const ids = this.idsOf(new Set(names));
    return Int32Array.from(names, (name) => ids.get(name) ?? -1);
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

function unknownCharacter(text: string, at: number): HfError {
  const character = String.fromCodePoint(text.codePointAt(at)!);
  return new HfError(
    "HF_INVALID_TEXT",
    `${JSON.stringify(character)} is not in the vocabulary, and the model has no unk_id for such a character.`,
    { character, index: at },
  );
}
