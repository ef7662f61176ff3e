/** The finder of special tokens of tokenizer-bpe, for added tokens of a file. */
import { type SearchState, searchFrom, SpecialTokenFinder, SpecialTokenSearch } from "@windrow/tokenizer-bpe/internal";
import type { FoundToken, OpenableFinder, OpenFinder, TokenCursor } from "./finder.ts";

export class TokenFinder implements OpenableFinder {
  readonly #finder: SpecialTokenFinder;

  /** @param texts at least one, none empty */
  constructor(texts: readonly string[]) {
    this.#finder = new SpecialTokenFinder(texts);
  }

  next(text: string, from: number): FoundToken | undefined {
    return this.#finder.next(text, from);
  }

  cursor(): TokenCursor {
    return new Cursor(this.#finder);
  }

  open(): OpenFinder {
    return new SpecialTokenSearch(this.#finder);
  }
}

class Cursor implements TokenCursor {
  readonly #finder: SpecialTokenFinder;
  readonly #search: SearchState = searchFrom(0);

  constructor(finder: SpecialTokenFinder) {
    this.#finder = finder;
  }

  get token(): number {
    return this.#search.token;
  }

  get index(): number {
    return this.#search.index;
  }

  find(text: string, from: number): boolean {
    return this.#finder.find(text, from, this.#search);
  }
}
