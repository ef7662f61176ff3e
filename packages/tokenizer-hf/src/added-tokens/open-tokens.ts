/**
 * Added tokens of a text that comes in parts, cut anywhere: what added-tokens.ts does with a whole one, as far as no
 * token depends on what stands beside it. What waits: the beginning of what may become a token, and text that can't be
 * normalized before the next part is known.
 */
import type { IdBuffer } from "@windrow/tokenizer-bpe/internal";
import type { Normalizer } from "../normalizers/normalizer.ts";
import type { OpenFinder, OpenableFinder } from "./finder.ts";

/** Takes a text in parts; each gives the ids that are certain by then. */
export interface TextParts {
  /** @param isEnd whether the text ends here; the next part begins another one */
  push(part: string, isEnd: boolean, out: IdBuffer): void;
}

/** Tokens become their ids, what stands between them goes on as texts. */
export class OpenTokens<Token extends { readonly id: number }> implements TextParts {
  readonly #finder: OpenableFinder;
  readonly #byText: ReadonlyMap<string, Token>;
  readonly #isText: (token: Token) => boolean;
  readonly #next: TextParts;
  #search: OpenFinder;
  #held = "";

  constructor(
    finder: OpenableFinder,
    byText: ReadonlyMap<string, Token>,
    isText: (token: Token) => boolean,
    next: TextParts,
  ) {
    this.#finder = finder;
    this.#byText = byText;
    this.#isText = isText;
    this.#next = next;
    this.#search = finder.open();
  }

  push(part: string, isEnd: boolean, out: IdBuffer): void {
    const held = this.#held + part;
    const search = this.#search;
    let at = 0;
    for (let match = search.next(held, isEnd); match !== undefined; match = search.next(held, isEnd)) {
      const token = this.#byText.get(match.token)!;
      if (this.#isText(token)) continue;
      this.#next.push(held.slice(at, match.index), true, out);
      out.push(token.id);
      at = match.index + match.token.length;
    }
    const open = isEnd ? held.length : search.openFrom;
    this.#next.push(held.slice(at, open), isEnd, out);
    this.#held = held.slice(open);
    if (isEnd) this.#search = this.#finder.open();
    else search.drop(open);
  }
}

/** Normalizes as much as what follows can't change: up to the last ASCII character. */
export class OpenNormalizer implements TextParts {
  readonly #normalizer: Normalizer;
  readonly #next: TextParts;
  #held = "";

  /** @param normalizer for which `keepsAsciiApart` */
  constructor(normalizer: Normalizer, next: TextParts) {
    this.#normalizer = normalizer;
    this.#next = next;
  }

  push(part: string, isEnd: boolean, out: IdBuffer): void {
    const end = isEnd ? part.length : lastAscii(part);
    if (end === -1) {
      this.#held += part;
      return;
    }
    const known = this.#held + part.slice(0, end);
    this.#held = part.slice(end);
    this.#next.push(this.#normalizer.normalize(known), isEnd, out);
  }
}

function lastAscii(text: string): number {
  let at = text.length - 1;
  while (at >= 0 && text.charCodeAt(at) > 0x7f) at--;
  return at;
}
