/** Ids of texts: added tokens are cut out, what is between is encoded section by section. Without places (pipeline.ts). */
import { IdBuffer } from "@windrow/tokenizer-bpe/internal";
import type { AddedToken, AddedTokens } from "../added-tokens/added-tokens.ts";
import type { TextRanges } from "../added-tokens/finder.ts";
import { AlignedText } from "../aligned/aligned-text.ts";
import type { SectionIds } from "../sections/sections.ts";
import { OpenText, wholeText } from "./open-text.ts";
import { isPlaced } from "./placed-sections.ts";
import { wellFormed } from "./well-formed.ts";

/** Whether an added token is text like the rest. */
export type IsText = (token: AddedToken) => boolean;

export class TextIds {
  readonly #added: AddedTokens;
  readonly #sections: SectionIds;
  readonly #mendsHalves: boolean;
  /** Room that the call before has left; undefined within a call. */
  #kept: IdBuffer | undefined;

  /** @param mendsHalves whether sections are encoded as if halves of surrogate pairs were U+FFFD */
  constructor(added: AddedTokens, sections: SectionIds, mendsHalves: boolean) {
    this.#added = added;
    this.#sections = sections;
    this.#mendsHalves = mendsHalves;
  }

  /** The ids in a fresh array. @param guarded parts of the text that no special token may share a character with */
  encode(text: string, isText: IsText, guarded?: TextRanges): Int32Array {
    return this.#useBuffer(
      text.length,
      (ids) => void this.#run(text, isText, ids, Infinity, guarded),
      (ids) => ids.toArray(),
    );
  }

  /** The first ids in a fresh array: all, or once there are more than `limit` no more than a piece beyond that. */
  first(text: string, isText: IsText, limit: number): Int32Array {
    return this.#useBuffer(
      0,
      (ids) => void this.#run(text, isText, ids, limit),
      (ids) => ids.toArray(),
    );
  }

  /** What is made of the ids of a text, or of its UTF-8, which are good until it returns. Special tokens are text. */
  useOrdinary<T>(text: string | Uint8Array, make: (ids: IdBuffer) => T): T {
    return this.#useBuffer(text.length, (ids) => this.#runOrdinary(text, ids), make);
  }

  /** A text that comes in chunks. @param check throws for what is not text */
  open(isText: IsText, check: (chunk: string) => string): OpenText {
    const sections = this.#sections.open?.();
    const parts = sections && this.#added.open(isText, sections);
    return new OpenText(parts ?? wholeText((text, out) => void this.#run(text, isText, out, Infinity)), check);
  }

  #runOrdinary(text: string | Uint8Array, out: IdBuffer): void {
    const { encodeUtf8 } = this.#sections;
    if (typeof text === "string") this.#run(text, isSpecial, out, Infinity);
    else if (encodeUtf8 !== undefined && this.#added.isOrdinary(text)) encodeUtf8(text, out);
    else this.#run(new TextDecoder("utf-8", { ignoreBOM: true }).decode(text), isSpecial, out, Infinity);
  }

  #useBuffer<T>(length: number, run: (ids: IdBuffer) => void, make: (ids: IdBuffer) => T): T {
    const ids = this.#kept ?? new IdBuffer(64);
    this.#kept = undefined;
    ids.length = 0;
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
  count(text: string, isText: IsText, limit: number = Infinity): number {
    return this.#run(text, isText, undefined, limit);
  }

  #run(given: string, isText: IsText, out: IdBuffer | undefined, limit: number, guarded: TextRanges = []): number {
    let count = 0;
    const sections = this.#sections;
    const placed = isPlaced(sections) ? sections : undefined;
    const text = this.#mendsHalves ? given : wellFormed(given);
    if (placed === undefined && guarded.length === 0 && this.#added.areAlone) {
      this.#added.visit(text, isText, (start, end, token) => {
        // A forbidden token behind the limit is still an error.
        if (count > limit) return;
        if (token === undefined) count += sections.encode(text.slice(start, end), out, limit - count);
        else {
          out?.push(token.id);
          count++;
        }
      });
      return count;
    }
    const whole = AlignedText.of(text);
    const cut = this.#added.cut(whole, isText, placed !== undefined, guarded);
    for (const { text: section, token } of cut) {
      if (token === undefined)
        count += placed?.encodePlaced(section, out, limit - count) ?? sections.encode(section.text, out, limit - count);
      else {
        out?.push(token.id);
        count++;
      }
      if (count > limit) break;
    }
    return count;
  }
}

const isSpecial: IsText = (token) => token.isSpecial;

/** Ids that there is kept room for between calls: 4 MB. */
const KEPT_IDS = 1 << 20;
