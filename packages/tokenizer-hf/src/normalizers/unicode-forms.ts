/**
 * NFC, NFD, NFKC and NFKD with the tables of Unicode 9, which are those of huggingface/tokenizers 0.23: by the engine's
 * own, but for characters that came later, which stay as they are and keep apart what stands around them.
 */
import type { AlignedText, Change } from "../aligned/aligned-text.ts";
import { withStretches } from "./composed-stretches.ts";
import { type Form, formChanges } from "./form-changes.ts";
import { LATER_FORMS } from "./later-characters.ts";
import { withLongRuns } from "./mark-runs.ts";
import type { Normalizer } from "./normalizer.ts";

/** No text of these is changed by any form. */
const UNCHANGED = /^[\0-\x7f]*$/;
const later = /* @__PURE__ */ new RegExp(LATER_FORMS, "u");
const laterParts = /* @__PURE__ */ new RegExp(`(${LATER_FORMS})`, "u");

export class UnicodeForm implements Normalizer {
  readonly keepsAsciiApart = true;
  readonly keepsAscii = true;
  readonly form: Form;

  constructor(form: Form) {
    this.form = form;
  }

  normalize(text: string): string {
    if (UNCHANGED.test(text)) return text;
    if (this.form === "NFC") return withStretches(text, (stretch) => this.#whole(stretch));
    return this.#whole(text);
  }

  #whole(text: string): string {
    return withLongRuns(
      text,
      (part) => this.#byEngine(part),
      (part) => this.#changes(part).reduce((normalized, [character]) => normalized + character, ""),
    );
  }

  #byEngine(text: string): string {
    if (!later.test(text)) return text.normalize(this.form);
    // At odd places stand the characters that are kept.
    const parts = text.split(laterParts);
    return parts.map((part, i) => (i % 2 === 0 ? part.normalize(this.form) : part)).join("");
  }

  #changes(text: string): Change[] {
    return formChanges(text, this.form, (character) => later.test(character));
  }

  align(text: AlignedText): AlignedText {
    if (this.normalize(text.text) === text.text) return text;
    return text.change(this.#changes(text.text));
  }
}
