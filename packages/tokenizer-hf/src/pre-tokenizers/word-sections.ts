/**
 * Ids of normalized text behind BertPreTokenizer: words are found unit by unit, hashed as they are read, and looked up
 * among those that were encoded before. Hot.
 */
import type { IdBuffer } from "@windrow/tokenizer-bpe/internal";
import { kindAt, kindTable, PUNCTUATION_KIND, SPACE_KIND, WORD_KIND } from "../characters/word-kinds.ts";
import type { Model } from "../models/model.ts";
import { KnownWords } from "../sections/known-words.ts";
import type { SectionIds } from "../sections/sections.ts";
import { hashed } from "../sections/table-of-words.ts";

export function wordSections(model: Model): SectionIds {
  const words = new KnownWords((word) => model.encode(word).ids);
  return { encode: (section, out, limit) => encodeWords(section, words, out, limit) };
}

function encodeWords(section: string, words: KnownWords, out: IdBuffer | undefined, limit: number): number {
  const kinds = kindTable();
  const { length } = section;
  let count = 0;
  for (let at = 0; at < length && count <= limit;) {
    let unit = section.charCodeAt(at);
    let kind = kinds[unit]! || kindAt(section, at);
    if (kind === SPACE_KIND) {
      at++;
      continue;
    }
    const start = at;
    let hash = 0;
    do {
      hash = hashed(hash, unit);
      at++;
      if ((unit & 0xfc00) === 0xd800) {
        hash = hashed(hash, section.charCodeAt(at));
        at++;
      }
      if (kind === PUNCTUATION_KIND || at === length) break;
      unit = section.charCodeAt(at);
      kind = kinds[unit]! || kindAt(section, at);
    } while (kind === WORD_KIND);
    count += words.encode(section, start, at, hash, out);
  }
  return count;
}
