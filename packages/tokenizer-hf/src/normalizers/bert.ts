/**
 * BERT's normalizer: cleans a text, sets ideographs apart, strips accents, lowercases. Follows normalizers/bert.rs of
 * huggingface/tokenizers 0.23. Hot.
 *
 * But for marks, which are sorted, each step changes each character by itself. So what becomes of a UTF-16 unit is looked
 * up in tables that are filled as characters are first seen, and put together in an array of units. Runs of marks and of
 * surrogates go through the steps; short ones, of which a text has few different, are remembered. A mark next to a
 * character that is decomposed is sorted among the marks of that, all of which are taken away.
 *
 * Replacing runs of other than ASCII by an expression, and lowercasing the whole, took three times as long.
 */
import type { AlignedText } from "../aligned/aligned-text.ts";
import { SPACE } from "../characters/classes.ts";
import { NONSPACING, REMOVED } from "./bert-characters.ts";
import { apartIdeographs } from "./bert-steps.ts";
import { Lowercase } from "./lowercase.ts";
import type { Normalizer } from "./normalizer.ts";
import { NormalizerSequence } from "./sequence.ts";
import { SpacesFor } from "./spaces-for.ts";
import { StripCharacters } from "./strip-characters.ts";
import { UnicodeForm } from "./unicode-forms.ts";

export interface BertNormalizerFile {
  readonly cleansText: boolean;
  readonly handlesChinese: boolean;
  readonly stripsAccents: boolean;
  readonly lowercases: boolean;
}

const PRINTABLE = /^[ -~]*$/;
const isMark = /^\p{M}$/u;
/** UTF-16 units of runs that are remembered, and how many of them. A longer one may be a view of its text. */
const MAX_KEPT_UNITS = 12;
const MAX_KEPT = 1 << 14;
/** Units that are put together before they become a string; for a shorter text there is room for fewer. */
const ROOM = 1 << 16;

/** What becomes of a unit, once it is known: one unit, some or none, or what a run of such becomes. */
const ONE = 1;
const SOME = 2;
const IN_RUN = 3;

const utf16 = /* @__PURE__ */ new TextDecoder("utf-16le", { ignoreBOM: true });

export class BertNormalizer implements Normalizer {
  readonly keepsAsciiApart = true;
  readonly keepsAscii = false;
  readonly #steps: NormalizerSequence;
  readonly #lowercases: boolean;
  #kinds = new Uint8Array(0);
  #ones = new Uint16Array(0);
  readonly #some = new Map<number, string>();
  readonly #runs = new Map<string, string>();
  #room = new Uint16Array(0);

  constructor({ cleansText, handlesChinese, stripsAccents, lowercases }: BertNormalizerFile) {
    this.#lowercases = lowercases;
    this.#steps = new NormalizerSequence([
      ...(cleansText ? [new StripCharacters(REMOVED, false), new SpacesFor(SPACE)] : []),
      ...(handlesChinese ? [apartIdeographs] : []),
      ...(stripsAccents ? [new UnicodeForm("NFD"), new StripCharacters(NONSPACING, true)] : []),
      ...(lowercases ? [new Lowercase()] : []),
    ]);
  }

  normalize(text: string): string {
    if (PRINTABLE.test(text)) return this.#lowercases ? text.toLowerCase() : text;
    if (this.#kinds.length === 0) {
      this.#kinds = new Uint8Array(1 << 16);
      this.#ones = new Uint16Array(1 << 16);
    }
    return this.#byUnits(text);
  }

  align(text: AlignedText): AlignedText {
    return this.normalize(text.text) === text.text ? text : this.#steps.align(text);
  }

  #byUnits(text: string): string {
    const [kinds, ones] = [this.#kinds, this.#ones];
    const most = Math.min(ROOM, 2 * text.length);
    if (this.#room.length < most) this.#room = new Uint16Array(most);
    const room = this.#room;
    const { length } = text;
    let normalized = "";
    let count = 0;
    const flush = (): void => {
      normalized += utf16.decode(room.subarray(0, count));
      count = 0;
    };
    for (let at = 0; at < length;) {
      const unit = text.charCodeAt(at);
      const kind = kinds[unit]! || this.#learn(unit);
      if (kind === ONE) {
        if (count === room.length) flush();
        room[count++] = ones[unit]!;
        at++;
        continue;
      }
      const start = at++;
      if (kind === IN_RUN) while (at < length && this.#isInRun(text.charCodeAt(at))) at++;
      const changed = kind === SOME ? this.#some.get(unit)! : this.#run(text.slice(start, at));
      if (changed.length > room.length - count) flush();
      if (changed.length > room.length) normalized += changed;
      else for (let i = 0; i < changed.length; i++) room[count++] = changed.charCodeAt(i);
    }
    flush();
    return normalized;
  }

  #isInRun(unit: number): boolean {
    return (this.#kinds[unit]! || this.#learn(unit)) === IN_RUN;
  }

  #learn(unit: number): number {
    const character = String.fromCharCode(unit);
    let kind = IN_RUN;
    if ((unit & 0xf800) !== 0xd800 && !isMark.test(character)) {
      const changed = this.#steps.normalize(character);
      kind = changed.length === 1 ? ONE : SOME;
      if (kind === ONE) this.#ones[unit] = changed.charCodeAt(0);
      else this.#some.set(unit, changed);
    }
    this.#kinds[unit] = kind;
    return kind;
  }

  #run(run: string): string {
    if (run.length > MAX_KEPT_UNITS) return this.#steps.normalize(run);
    let changed = this.#runs.get(run);
    if (changed === undefined) {
      changed = this.#steps.normalize(run);
      if (this.#runs.size >= MAX_KEPT) this.#runs.clear();
      this.#runs.set(run, changed);
    }
    return changed;
  }
}
