/**
 * BERT's normalizer: cleans a text, sets ideographs apart, strips accents, lowercases. Follows normalizers/bert.rs of
 * huggingface/tokenizers 0.23.
 *
 * None of the steps looks beyond a run of characters that are not printable ASCII, so those are changed run by run, and
 * short ones, of which a text has few different, are remembered; printable ASCII is only lowercased.
 */
import type { AlignedText } from "../aligned/aligned-text.ts";
import { NONSPACING, REMOVED } from "./bert-characters.ts";
import { apartIdeographs, plainSpaces } from "./bert-steps.ts";
import { Lowercase } from "./lowercase.ts";
import type { Normalizer } from "./normalizer.ts";
import { NormalizerSequence } from "./sequence.ts";
import { StripCharacters } from "./strip-characters.ts";
import { UnicodeForm } from "./unicode-forms.ts";

export interface BertNormalizerFile {
  readonly cleansText: boolean;
  readonly handlesChinese: boolean;
  readonly stripsAccents: boolean;
  readonly lowercases: boolean;
}

const otherRuns = /[^ -~]+/g;
/** UTF-16 units of runs that are remembered, and how many of them. */
const MAX_KEPT_UNITS = 16;
const MAX_KEPT = 1 << 14;

export class BertNormalizer implements Normalizer {
  readonly keepsAsciiApart = true;
  readonly keepsAscii = false;
  readonly #steps: NormalizerSequence;
  readonly #lowercases: boolean;
  readonly #known = new Map<string, string>();

  constructor({ cleansText, handlesChinese, stripsAccents, lowercases }: BertNormalizerFile) {
    this.#lowercases = lowercases;
    this.#steps = new NormalizerSequence([
      ...(cleansText ? [new StripCharacters(REMOVED, false), plainSpaces] : []),
      ...(handlesChinese ? [apartIdeographs] : []),
      ...(stripsAccents ? [new UnicodeForm("NFD"), new StripCharacters(NONSPACING, true)] : []),
      ...(lowercases ? [new Lowercase()] : []),
    ]);
  }

  normalize(text: string): string {
    const changed = text.replace(otherRuns, (run) => this.#run(run));
    // No character of a run is changed once more: none of them is an uppercase letter any longer.
    return this.#lowercases ? changed.toLowerCase() : changed;
  }

  align(text: AlignedText): AlignedText {
    return this.normalize(text.text) === text.text ? text : this.#steps.align(text);
  }

  #run(run: string): string {
    if (run.length > MAX_KEPT_UNITS) return this.#steps.normalize(run);
    let changed = this.#known.get(run);
    if (changed === undefined) {
      changed = this.#steps.normalize(run);
      if (this.#known.size >= MAX_KEPT) this.#known.clear();
      this.#known.set(run, changed);
    }
    return changed;
  }
}
