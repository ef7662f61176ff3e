/**
 * Takes controls away, and makes spaces of white space and of characters without a width. Follows normalizers/unicode.rs
 * of huggingface/tokenizers 0.23.
 */
import type { AlignedText } from "../aligned/aligned-text.ts";
import { classOf } from "../characters/class-of.ts";
import type { Normalizer } from "./normalizer.ts";
import { NormalizerSequence } from "./sequence.ts";
import { SpacesFor } from "./spaces-for.ts";
import { StripCharacters } from "./strip-characters.ts";

const REMOVED = /* @__PURE__ */ classOf("1-8 b e-1f 7f 8f 9f");
const SPACES = /* @__PURE__ */ classOf("9-a c-d 1680 200b-200f 2028-2029 2581 feff fffd");

export class Nmt implements Normalizer {
  readonly keepsAsciiApart = true;
  readonly keepsAscii = false;
  readonly #steps = new NormalizerSequence([new StripCharacters(REMOVED, false), new SpacesFor(SPACES)]);

  normalize(text: string): string {
    return this.#steps.normalize(text);
  }

  align(text: AlignedText): AlignedText {
    return this.#steps.align(text);
  }
}
