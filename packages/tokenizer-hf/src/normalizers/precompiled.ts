/**
 * What SentencePiece's character map (character-map.ts) makes of a text. Follows normalizers/precompiled.rs of
 * huggingface/tokenizers 0.23 and spm_precompiled 0.1: a grapheme cluster below six bytes is looked up as a whole, and if
 * it begins with a key, what that stands for takes the place of all of it. Else its characters are looked up one by one.
 * Hot.
 *
 * What becomes of each UTF-16 unit is looked up in a table that is filled as characters are first seen. Clusters are only
 * looked for where a character stands that may go with others.
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

/** What becomes of a unit, once it is known: itself, something else, or what it is a part of decides. */
const STAYS = 1;
const CHANGES = 2;
const MAY_JOIN = 3;

const utf8 = /* @__PURE__ */ new TextEncoder();

export class Precompiled implements Normalizer {
  // What is looked up may be a carriage return with the line feed behind it.
  readonly keepsAsciiApart = false;
  readonly keepsAscii = false;
  readonly #map: CharacterMap;
  #kinds = new Uint8Array(0);
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
    if (this.#kinds.length === 0) this.#kinds = new Uint8Array(1 << 16);
    const kinds = this.#kinds;
    let normalized = "";
    /** What is before this is in `normalized`. */
    let done = 0;
    /** Where the last cluster of several ended: nothing before it goes with what is behind. */
    let edge = 0;
    for (let at = 0; at < text.length;) {
      const unit = text.charCodeAt(at);
      const kind = kinds[unit]! || this.#learn(unit);
      if (kind === STAYS || (kind === CHANGES && !this.#mayJoin(text, at + 1))) {
        if (kind === CHANGES) {
          normalized += text.slice(done, at) + this.#contents.get(unit)!;
          done = at + 1;
          edge = done;
        }
        at++;
        continue;
      }
      // The character before may go with this one.
      const start = at > edge ? at - 1 : at;
      edge = clusterEnd(text, start);
      const cluster = text.slice(start, edge);
      const changed = this.#cluster(cluster);
      if (changed !== cluster) {
        normalized += text.slice(done, start) + changed;
        done = edge;
      }
      at = edge;
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

  #mayJoin(text: string, at: number): boolean {
    if (at === text.length) return false;
    const unit = text.charCodeAt(at);
    return (this.#kinds[unit]! || this.#learn(unit)) === MAY_JOIN;
  }

  #learn(unit: number): number {
    let kind = MAY_JOIN;
    if ((unit & 0xf800) !== 0xd800 && !joins(graphemeClass(unit))) {
      const content = this.#lookUp(String.fromCharCode(unit));
      kind = content === undefined ? STAYS : CHANGES;
      if (content !== undefined) this.#contents.set(unit, content);
    }
    this.#kinds[unit] = kind;
    return kind;
  }

  #cluster(cluster: string): string {
    if (cluster.length > MAX_KEPT_UNITS) return this.#changed(cluster);
    let changed = this.#clusters.get(cluster);
    if (changed === undefined) {
      changed = this.#changed(cluster);
      if (this.#clusters.size >= MAX_KEPT) this.#clusters.clear();
      this.#clusters.set(cluster, changed);
    }
    return changed;
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

/** Puts a content in the place of so many characters: as the library counts them, also where it counts wrong. */
function replaceBy(changes: Change[], old: number, content: string): void {
  const characters = [...content];
  for (const [i, character] of characters.entries()) changes.push([character, i < old ? 0 : 1]);
  const removed = old - characters.length;
  const last = changes.at(-1);
  if (removed > 0 && last !== undefined) changes[changes.length - 1] = [last[0], last[1] - removed];
}
