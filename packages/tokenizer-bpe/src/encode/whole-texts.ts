/**
 * Texts that are there as a whole, with the special tokens that are allowed in them. text-stream.ts
 * has those that come in chunks.
 */
import type { IdDecoder } from "../decode/id-decoder.ts";
import { type NamedToken, writeTokenOffsets } from "../decode/token-offsets.ts";
import type { TokenWidths } from "../decode/token-widths.ts";
import { endsWhole, wholeUtf16Length } from "../decode/utf8.ts";
import type { EncodedWithOffsets } from "./encode-options.ts";
import type { Engine } from "./engine.ts";
import { IdBuffer } from "../id-buffer.ts";
import type { SpecialTokenFinder } from "../special/special-token-finder.ts";

/** Ids that there is kept room for between calls, 4 MB: fresh memory costs more than a copy. */
const KEPT_IDS = 1 << 20;

/** UTF-16 units beyond those that the tokens asked for can hold, for what follows a place may change what stands before. */
const MARGIN = 1 << 14;
/** One character of each kind that patterns tell apart, and nothing. */
const FOLLOWING: readonly string[] = ["", "a", "A", "\u4e2d", "\u0301", "1", " ", "\n", "!", "/", "'s"];

/** Where the last part of a text between special tokens began. */
interface LastPart {
  start: number;
  /** Ids before it. */
  count: number;
}

export class WholeTexts {
  readonly #engine: Engine;
  readonly #specialIds: ReadonlyMap<string, number>;
  /** Room that the call before has left; undefined within a call. */
  #kept: IdBuffer | undefined;
  /** The same for where tokens begin. */
  #keptStarts = new IdBuffer(0);

  /** @param specialIds by name */
  constructor(engine: Engine, specialIds: ReadonlyMap<string, number>) {
    this.#engine = engine;
    this.#specialIds = specialIds;
  }

  /** The ids in a fresh array. */
  encode(text: string, allowed: SpecialTokenFinder | undefined): Int32Array {
    const short = allowed === undefined ? this.#engine.encodeShort?.(text) : undefined;
    return short ?? this.use(text, allowed, (ids) => ids.toArray());
  }

  /** The ids, and where in the text each token begins. */
  encodeWithOffsets(text: string, allowed: SpecialTokenFinder | undefined, widths: TokenWidths): EncodedWithOffsets {
    const named: NamedToken[] = [];
    return this.#useBuffer(
      text.length,
      (ids) => this.#run(text, allowed, ids, Infinity, undefined, named),
      (ids) => ({ ids: ids.toArray(), starts: this.#startsOf(ids, named, widths) }),
    );
  }

  #startsOf(ids: IdBuffer, named: readonly NamedToken[], widths: TokenWidths): Int32Array {
    const starts = this.#keptStarts;
    starts.length = 0;
    starts.reserve(ids.length);
    writeTokenOffsets(ids.ids, ids.length, widths, named, starts.ids);
    starts.length = ids.length;
    const result = starts.toArray();
    if (starts.ids.length > KEPT_IDS) this.#keptStarts = new IdBuffer(0);
    return result;
  }

  /** What is made of the ids, which are good until it returns. */
  use<T>(text: string, allowed: SpecialTokenFinder | undefined, make: (ids: IdBuffer) => T): T {
    return this.#useBuffer(text.length, (ids) => this.#run(text, allowed, ids, Infinity), make);
  }

  /** The same for text in UTF-8, without special tokens. */
  useUtf8<T>(utf8: Uint8Array, make: (ids: IdBuffer) => T): T {
    return this.#useBuffer(utf8.length, (ids) => this.#engine.encode(utf8, ids), make);
  }

  #useBuffer<T>(length: number, run: (ids: IdBuffer) => void, make: (ids: IdBuffer) => T): T {
    const ids = this.#kept ?? new IdBuffer(64);
    this.#kept = undefined;
    ids.length = 0;
    // English has four characters a token.
    ids.reserve(length >> 2);
    try {
      run(ids);
      return make(ids);
    } finally {
      // Its memory may be gone: whoever was given the ids may have transferred them.
      if (ids.ids.length <= KEPT_IDS && ids.ids.length > 0) this.#kept = ids;
    }
  }

  /** The number of ids; once there are more than `limit` it stops, and gives some number above it. */
  count(text: string, allowed: SpecialTokenFinder | undefined, limit: number = Infinity): number {
    return this.#run(text, allowed, undefined, limit);
  }

  /**
   * The end of the part of a text that its first `most` tokens hold, without a character that they
   * would cut. That part has at most `most` tokens.
   */
  endOfTokens(text: string, allowed: SpecialTokenFinder | undefined, most: number, decoder: IdDecoder): number {
    const isPlain = this.#engine.isScanned && allowed === undefined;
    const end = isPlain ? this.#endInBeginning(text, most, decoder) : undefined;
    if (end !== undefined) return end;
    const ids = new IdBuffer(64);
    const last: LastPart = { start: 0, count: 0 };
    if (this.#run(text, allowed, ids, most, last) <= most) return text.length;
    return this.#endOfIds(text, ids, last, most, decoder);
  }

  /**
   * The same from as much of a long text as that many tokens can hold, so that the work does not depend on how long
   * it is; undefined where the text is short, or what follows makes a difference.
   *
   * Where a piece reaches beyond the part, the part is tried with each kind of character behind it: what splits
   * there looks for no more than which kind comes next (split/patterns.ts). And the ids that are asked for must not
   * depend on the rest of the piece.
   */
  #endInBeginning(text: string, most: number, decoder: IdDecoder): number | undefined {
    // Before it is asked how long tokens are, for which all are unpacked.
    if (text.length <= 2 * MARGIN) return undefined;
    const enough = (most + 1) * decoder.longest + MARGIN;
    if (text.length <= 2 * enough) return undefined;
    const part = text.slice(0, (text.charCodeAt(enough - 1) & 0xfc00) === 0xd800 ? enough - 1 : enough);
    const endOf = (ids: IdBuffer): number => this.#endOfIds(part, ids, { start: 0, count: 0 }, most, decoder);
    const ids = new IdBuffer(64);
    const count = this.#engine.encodeBeginning(part, ids, most);
    if (count > most) return endOf(ids);
    const rest = new TextEncoder().encode(part).subarray(decoder.bytes(ids.ids.subarray(0, count)).length);
    if (!this.#engine.isCertain(rest, most - count, text.length)) return undefined;
    const ends = new Set<number>();
    for (const following of FOLLOWING) {
      const followed = new IdBuffer(64);
      if (this.#engine.encode(part + following, followed, most) <= most) return undefined;
      ends.add(endOf(followed));
    }
    return ends.size === 1 ? [...ends][0] : undefined;
  }

  /** @param ids more than `most`. @param last the part that was encoded last, in which the end is */
  #endOfIds(text: string, ids: IdBuffer, last: LastPart, most: number, decoder: IdDecoder): number {
    // Where the end leaves out half a character, the other half of that token may take more tokens by itself;
    // then one token less is tried.
    for (let kept = most; ; kept--) {
      const bytes = decoder.bytes(ids.ids.subarray(last.count, kept));
      const end = last.start + wholeUtf16Length(bytes);
      if (endsWhole(bytes)) return end;
      if (this.#engine.encode(text.slice(last.start, end), undefined) <= most - last.count) return end;
    }
  }

  /** Appends the ids to `out`, if there is one, and the special tokens among them to `named`; returns how many they are. */
  #run(
    text: string,
    allowed: SpecialTokenFinder | undefined,
    out: IdBuffer | undefined,
    limit: number,
    last?: LastPart,
    named?: NamedToken[],
  ): number {
    if (allowed === undefined) return this.#engine.encode(text, out, limit);
    let count = 0;
    let start = 0;
    const encodePart = (end: number): void => {
      if (last) [last.start, last.count] = [start, count];
      count += this.#engine.encode(
        start === 0 && end === text.length ? text : text.slice(start, end),
        out,
        limit - count,
      );
    };
    for (let match = allowed.next(text); match !== undefined; match = allowed.next(text, start)) {
      encodePart(match.index);
      if (count > limit) return count;
      if (last) [last.start, last.count] = [match.index, count];
      out?.push(this.#specialIds.get(match.token)!);
      named?.push({ index: count, name: match.token });
      count++;
      if (count > limit) return count;
      start = match.index + match.token.length;
    }
    encodePart(text.length);
    return count;
  }
}
