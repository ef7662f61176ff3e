/** Ids of texts: added tokens are cut out, what is between is encoded section by section. Without places (pipeline.ts). */
import { IdBuffer } from "@windrow/tokenizer-bpe/internal";
import type { AddedToken, AddedTokens } from "../added-tokens/added-tokens.ts";
import type { TextRanges } from "../added-tokens/finder.ts";
import { AlignedText } from "../aligned/aligned-text.ts";
import type { SectionIds } from "./section-ids.ts";
import { wellFormed } from "./well-formed.ts";

/** Whether an added token is text like the rest. */
export type IsText = (token: AddedToken) => boolean;

export class TextIds {
  readonly #added: AddedTokens;
  readonly #sections: SectionIds;
  /** Room that the call before has left. */
  #kept = new IdBuffer(64);

  constructor(added: AddedTokens, sections: SectionIds) {
    this.#added = added;
    this.#sections = sections;
  }

  /** The ids in a fresh array. @param guarded parts of the text that no special token may share a character with */
  encode(text: string, isText: IsText, guarded?: TextRanges): Int32Array {
    const ids = this.#kept;
    ids.length = 0;
    ids.reserve(text.length >> 2);
    try {
      this.#run(text, isText, ids, Infinity, guarded);
      return ids.toArray();
    } finally {
      if (ids.ids.length > KEPT_IDS) this.#kept = new IdBuffer(64);
    }
  }

  /** The number of ids; once there are more than `limit` it stops, and gives some number above it. */
  count(text: string, isText: IsText, limit: number = Infinity): number {
    return this.#run(text, isText, undefined, limit);
  }

  #run(text: string, isText: IsText, out: IdBuffer | undefined, limit: number, guarded?: TextRanges): number {
    let count = 0;
    const sections = this.#added.cut(AlignedText.of(wellFormed(text)), isText, false, guarded);
    for (const { text: section, token } of sections) {
      if (token === undefined) count += this.#sections.encode(section.text, out, limit - count);
      else {
        out?.push(token.id);
        count++;
      }
      if (count > limit) break;
    }
    return count;
  }
}

/** Ids that there is kept room for between calls: 4 MB. */
const KEPT_IDS = 1 << 20;
