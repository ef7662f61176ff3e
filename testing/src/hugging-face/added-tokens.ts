/**
 * The added tokens of a tokenizer.json: which ids they have, and where they stand in a text. Follows
 * tokenizer/added_vocabulary.rs of huggingface/tokenizers 0.23, with a search for each place of the text.
 */
import { fieldOf, isBoolean, isId, isJsonObject, isText, type Json, Refused } from "./outcome.ts";
import type { SlowBpe } from "./slow-bpe.ts";

export interface AddedToken {
  readonly content: string;
  readonly special: boolean;
  readonly normalized: boolean;
  readonly single_word: boolean;
  readonly lstrip: boolean;
  readonly rstrip: boolean;
}

/** A part of a text: a token's id, or text that is none. */
export interface Section {
  readonly text: string;
  readonly id?: number;
}

export class AddedTokens {
  readonly ids = new Map<string, number>();
  readonly names = new Map<number, string>();
  readonly #tokens = new Map<string, AddedToken>();

  constructor(added: unknown, model: SlowBpe) {
    if (added === undefined) return;
    if (!Array.isArray(added)) throw new Refused("added_tokens is not an array");
    for (const token of added.map(readAddedToken)) {
      if (token.content === "") continue;
      const known = this.ids.get(token.content) ?? model.vocab.get(token.content);
      const id = known ?? this.#nextId(model.vocab.size);
      this.ids.set(token.content, id);
      this.names.set(id, token.content);
      this.#tokens.set(token.content, token);
    }
  }

  #nextId(size: number): number {
    const highest = Math.max(-1, ...this.ids.values());
    return highest >= size ? highest + 1 : size;
  }

  /** First those that are not normalized, then, in what is left, the others. */
  cut(text: string): Section[] {
    return this.#cutBy(false, text).flatMap((section) =>
      section.id === undefined ? this.#cutBy(true, section.text) : [section],
    );
  }

  #cutBy(normalized: boolean, text: string): Section[] {
    const tokens = [...this.#tokens.values()].filter((token) => token.normalized === normalized);
    const sections: Section[] = [];
    let done = 0;
    for (let at = 0; at < text.length;) {
      const [token] = tokens
        .filter(({ content }) => text.startsWith(content, at))
        .toSorted((a, b) => b.content.length - a.content.length);
      if (token === undefined) {
        at += String.fromCodePoint(text.codePointAt(at)!).length;
        continue;
      }
      let [start, end] = [at, at + token.content.length];
      at = end;
      if (
        token.single_word &&
        (/[\p{L}\p{N}_]$/u.test(text.slice(0, start)) || /^[\p{L}\p{N}_]/u.test(text.slice(end)))
      )
        continue;
      if (token.lstrip) start = Math.max(text.slice(0, start).trimEnd().length, done);
      if (token.rstrip) end = text.length - text.slice(end).trimStart().length;
      if (done < start) sections.push({ text: text.slice(done, start) });
      sections.push({ text: text.slice(start, end), id: this.ids.get(token.content)! });
      done = end;
    }
    if (done < text.length) sections.push({ text: text.slice(done) });
    return sections;
  }
}

function readAddedToken(value: unknown): AddedToken {
  if (!isJsonObject(value)) throw new Refused("an added token is not an object");
  const flag = (name: string): boolean => fieldOf(value as Json, name, isBoolean);
  fieldOf(value, "id", isId);
  return {
    content: fieldOf(value, "content", isText),
    special: flag("special"),
    normalized: flag("normalized"),
    single_word: flag("single_word"),
    lstrip: flag("lstrip"),
    rstrip: flag("rstrip"),
  };
}
