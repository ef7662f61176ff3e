/**
 * What SentencePiece's character map (character-map.ts) makes of a text. Follows normalizers/precompiled.rs of
 * huggingface/tokenizers 0.23 and spm_precompiled 0.1: a grapheme cluster below six bytes is looked up as a whole, and if
 * it begins with a key, what that stands for takes the place of all of it. Else its characters are looked up one by one.
 * Hot.
 *
 * What becomes of each character is looked up in a table that is filled as they are first seen. One that is not a key, and
 * behind which none stands that is the second of a key, stays wherever it is. Clusters are only looked for around others,
 * and where these may go with what is beside them.
 */
import type { AlignedText, Change } from "../aligned/aligned-text.ts";
import { graphemeClass } from "../characters/grapheme-classes.ts";
import { clusterEnd, joins } from "../characters/grapheme-clusters.ts";
import { CharacterMap } from "./character-map.ts";
import type { Normalizer } from "./normalizer.ts";

/** Clusters of more bytes are not looked up. */
const MAX_BYTES = 5;

/** UTF-16 units of clusters that are remembered, and how many of them. A longer one may be a view of its text. */
const MAX_KEPT_UNITS = 12;
const MAX_KEPT = 1 << 14;

/** What is known of a character, once it was seen: it stays, longer keys begin with it, or it is a key; and may go with others. */
const KNOWN = 1;
const BEGINS = 2;
const CHANGES = 4;
const JOINS = 8;
/** Characters that this is kept of: behind them are ideographs and marks for variants. */
const KEPT_POINTS = 0x20000;

const utf8 = /* @__PURE__ */ new TextEncoder();

export class Precompiled implements Normalizer {
  // What is looked up may be a carriage return with the line feed behind it.
  readonly keepsAsciiApart = false;
  readonly keepsAscii = false;
  readonly #map: CharacterMap;
  /** By code point. */
  #kinds = new Uint8Array(0);
  /** 1 by unit where it may be the first one of a key's second character. */
  readonly #follows = new Uint8Array(1 << 16);
  readonly #contents = new Map<number, string>();
  readonly #clusters = new Map<string, string>();
  /** The bytes of what is looked up; a character has four at most. */
  readonly #bytes = new Uint8Array(8);

  /**
   * @param bytes of the map
   * @param place in the file, for errors
   * @throws HfError HF_INVALID_FILE
   */
  constructor(bytes: Uint8Array, place?: string) {
    this.#map = new CharacterMap(bytes, place);
  }

  normalize(text: string): string {
    if (this.#kinds.length === 0) this.#kinds = new Uint8Array(KEPT_POINTS);
    const kinds = this.#kinds;
    const follows = this.#follows;
    // No unit is read behind that: engines would read all of them more slowly.
    const last = text.length - 1;
    let normalized = "";
    /** What is before this is in `normalized`. */
    let done = 0;
    /** Where a cluster ended for certain: nothing before it goes with what is behind. */
    let edge = 0;
    for (let at = 0; at < text.length;) {
      const common = kinds[text.charCodeAt(at)]! & ~JOINS;
      if (common === KNOWN || (common === BEGINS && (at === last || follows[text.charCodeAt(at + 1)] !== 1))) {
        at++;
        continue;
      }
      const point = pointAt(text, at);
      const next = at + (point > 0xffff ? 2 : 1);
      const kind = kinds[point]! || this.#learn(point);
      const isFollowed = next < text.length && follows[text.charCodeAt(next)] === 1;
      if ((kind & CHANGES) === 0 && ((kind & BEGINS) === 0 || !isFollowed)) {
        at = next;
        continue;
      }
      let [start, end] = [at, next];
      if (kind !== CHANGES || this.#joinsBefore(text, at, edge) || this.#joinsAt(text, next))
        [start, end] = this.#clusterAround(text, at, edge);
      const changed = end - start === 1 ? this.#contents.get(point) : this.#cluster(text.slice(start, end));
      if (changed !== undefined) {
        normalized += text.slice(done, start) + changed;
        done = end;
      }
      at = edge = end;
    }
    return done === 0 ? text : normalized + text.slice(done);
  }

  align(text: AlignedText): AlignedText {
    const whole = text.text;
    const changes: Change[] = [];
    let isChanged = false;
    for (let at = 0; at < whole.length;) {
      const end = clusterEnd(whole, at);
      for (const [old, content] of this.#parts(whole, at, end)) {
        if (content === undefined) changes.push([old, 0]);
        else {
          isChanged = true;
          replaceBy(changes, [...old].length, content);
        }
      }
      at = end;
    }
    return isChanged ? text.change(changes) : text;
  }

  #joinsAt(text: string, at: number): boolean {
    if (at >= text.length) return false;
    const point = pointAt(text, at);
    return ((this.#kinds[point]! || this.#learn(point)) & JOINS) !== 0;
  }

  #joinsBefore(text: string, at: number, edge: number): boolean {
    return at > edge && this.#joinsAt(text, before(text, at));
  }

  /** The cluster that a character is in. @param edge where one begins */
  #clusterAround(text: string, at: number, edge: number): readonly [start: number, end: number] {
    let start = at;
    while (start > edge && (this.#joinsAt(text, start) || this.#joinsBefore(text, start, edge)))
      start = before(text, start);
    for (;;) {
      const end = clusterEnd(text, start);
      if (end > at) return [start, end];
      start = end;
    }
  }

  #learn(point: number): number {
    const character = String.fromCodePoint(point);
    const content = this.#lookUp(character);
    let kind = KNOWN;
    if (content !== undefined) {
      kind = CHANGES;
      this.#contents.set(point, content);
    } else if (this.#map.hasBeginning(point)) {
      const following = this.#map.following(point);
      kind = following === undefined ? CHANGES : BEGINS;
      for (const one of following ?? []) this.#follows[String.fromCodePoint(one).charCodeAt(0)] = 1;
    }
    if (joins(graphemeClass(point))) kind |= JOINS;
    if (point < KEPT_POINTS) this.#kinds[point] = kind;
    return kind;
  }

  /** What a cluster becomes; undefined where it stays. */
  #cluster(cluster: string): string | undefined {
    if (cluster.length > MAX_KEPT_UNITS) return this.#changed(cluster);
    let changed = this.#clusters.get(cluster);
    if (changed === undefined) {
      changed = this.#changed(cluster);
      if (this.#clusters.size >= MAX_KEPT) this.#clusters.clear();
      this.#clusters.set(cluster, changed);
    }
    return changed === cluster ? undefined : changed;
  }

  #changed(cluster: string): string {
    let changed = "";
    for (const [old, content = old] of this.#parts(cluster, 0, cluster.length)) changed += content;
    return changed;
  }

  /** The parts of a cluster that are looked up, with what stands for them. */
  *#parts(text: string, start: number, end: number): Iterable<readonly [old: string, content: string | undefined]> {
    if (end - start <= MAX_BYTES) {
      const whole = text.slice(start, end);
      const content = this.#lookUp(whole);
      if (content !== undefined) return void (yield [whole, content]);
    }
    for (let at = start; at < end;) {
      const character = String.fromCodePoint(text.codePointAt(at)!);
      yield [character, this.#lookUp(character)];
      at += character.length;
    }
  }

  /** What stands for the shortest key that a text of few bytes begins with. */
  #lookUp(text: string): string | undefined {
    const { read, written } = utf8.encodeInto(text, this.#bytes);
    if (read < text.length || written > MAX_BYTES) return undefined;
    return this.#map.shortest(this.#bytes, written);
  }
}

function pointAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return (unit & 0xfc00) === 0xd800 ? text.codePointAt(at)! : unit;
}

/** Where the character begins that is before a place. */
function before(text: string, at: number): number {
  return at - ((text.charCodeAt(at - 1) & 0xfc00) === 0xdc00 ? 2 : 1);
}

/** Puts a content in the place of so many characters: as the library counts them, also where it counts wrong. */
function replaceBy(changes: Change[], old: number, content: string): void {
  const characters = [...content];
  for (const [i, character] of characters.entries()) changes.push([character, i < old ? 0 : 1]);
  const removed = old - characters.length;
  const last = changes.at(-1);
  if (removed > 0 && last !== undefined) changes[changes.length - 1] = [last[0], last[1] - removed];
}
