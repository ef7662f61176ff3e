/** Where special tokens stand in a text. */

export interface SpecialTokenMatch {
  readonly index: number;
  readonly token: string;
}

export class SpecialTokenFinder {
  readonly #tokens: readonly string[];
  readonly #expression: RegExp;
  /** What all tokens begin with, such as `<|`: text without it is passed over by the engine's own search. */
  readonly #prefix: string;
  /** UTF-16 units of the longest token. */
  readonly longest: number;

  /** @param tokens at least one, none empty; of those that begin alike the longest counts, as in Hugging Face's */
  constructor(tokens: readonly string[]) {
    const longestFirst = tokens.toSorted((a, b) => b.length - a.length);
    const alternatives = longestFirst.map((token) => token.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"));
    this.#expression = new RegExp(alternatives.join("|"), "gu");
    this.#tokens = tokens;
    this.#prefix = commonPrefix(tokens);
    this.longest = longestFirst[0]!.length;
  }

  /** The first token from `from` on. */
  next(text: string, from = 0): SpecialTokenMatch | undefined {
    const start = text.indexOf(this.#prefix, from);
    if (start < 0) return undefined;
    this.#expression.lastIndex = start;
    const match = this.#expression.exec(text);
    return match === null ? undefined : { index: match.index, token: match[0] };
  }

  /** Where the end of a text begins that could be the beginning of a token; its length if there is none. */
  openEnd(text: string, from: number): number {
    for (let at = Math.max(from, text.length - this.longest + 1); at < text.length; at++) {
      const rest = text.slice(at);
      const isOpen = rest.startsWith(this.#prefix) || this.#prefix.startsWith(rest);
      if (isOpen && this.#tokens.some((token) => token.length > rest.length && token.startsWith(rest))) return at;
    }
    return text.length;
  }
}

function commonPrefix(tokens: readonly string[]): string {
  let prefix = tokens[0]!;
  for (const token of tokens) while (!token.startsWith(prefix)) prefix = prefix.slice(0, -1);
  return prefix;
}
