/** A text that is pushed part by part, cut anywhere: its ids, or how many they are. Streams and generators work by it. */
import type { TokenIds } from "@windrow/interfaces";
import { IdBuffer } from "../id-buffer.ts";
import type { TextStream } from "./text-stream.ts";

/** Encodes a text that comes in parts, cut anywhere: the ids are those of the whole text. */
export interface TokenEncoder {
  /** The ids that are certain after one more part of the text, in a fresh array. */
  push(text: string): TokenIds;
  /** Ends the text: the ids of what waited. The next part begins another text, as it does after an error. */
  end(): TokenIds;
}

/** Counts the tokens of a text that comes in parts, cut anywhere. */
export interface TokenCounter {
  /** How many tokens are certain after one more part of the text, those of the parts before it included. */
  push(text: string): number;
  /** Ends the text: how many tokens it has. The next part begins another text, as it does after an error. */
  end(): number;
}

/** What a text is pushed into, such as a TextStream. */
export type OpenedText = Pick<TextStream, "push" | "finish">;

export function tokenEncoder(open: () => OpenedText): TokenEncoder {
  const text = new PushedText(open);
  return { push: (part) => text.push(part).toArray(), end: () => text.end().toArray() };
}

export function tokenCounter(open: () => OpenedText): TokenCounter {
  const text = new PushedText(open);
  let count = 0;
  const counting = (ids: () => IdBuffer): number => {
    const before = count;
    // For what it throws: then another text begins.
    count = 0;
    return (count = before + ids().length);
  };
  return {
    push: (part) => counting(() => text.push(part)),
    end() {
      const all = counting(() => text.end());
      count = 0;
      return all;
    },
  };
}

/** Ids as they become certain; what it yields is never empty. */
export function* encodeParts(encoder: TokenEncoder, texts: Iterable<string>): Generator<TokenIds> {
  for (const text of texts) {
    const ids = encoder.push(text);
    if (ids.length > 0) yield ids;
  }
  const ids = encoder.end();
  if (ids.length > 0) yield ids;
}

/** The ids of each part, good until the next. */
class PushedText {
  readonly #open: () => OpenedText;
  readonly #out = new IdBuffer(64);
  #text: OpenedText | undefined;

  constructor(open: () => OpenedText) {
    this.#open = open;
  }

  push(part: string): IdBuffer {
    const text = this.#begin();
    text.push(part, this.#out);
    this.#text = text;
    return this.#out;
  }

  end(): IdBuffer {
    this.#begin().finish(this.#out);
    return this.#out;
  }

  /** The text so far; gone unless it is put back. */
  #begin(): OpenedText {
    const text = this.#text ?? this.#open();
    this.#text = undefined;
    this.#out.length = 0;
    return text;
  }
}
