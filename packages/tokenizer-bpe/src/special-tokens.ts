/**
 * tiktoken's rules for special tokens in a text: one that is allowed becomes its id, one that is
 * disallowed is an error, any other is text like the rest. By default none is allowed and all are
 * disallowed, so that text from a user can't smuggle one in unseen.
 */
import { BpeError } from "./errors.ts";

/** Special tokens by name, or all that the encoding has. */
export type SpecialTokenSelection = "all" | readonly string[] | ReadonlySet<string>;

/** A regular expression (flag g) for any of the tokens, or undefined where there are none. */
function matcherOf(tokens: Iterable<string>): RegExp | undefined {
  const alternatives = Array.from(tokens, (token) => token.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"));
  return alternatives.length === 0 ? undefined : new RegExp(alternatives.join("|"), "gu");
}

/**
 * The special tokens of an encoding, and the matchers of what calls select among them.
 * The matcher of all is kept: o200k_harmony's has 1,091 alternatives.
 */
export class SpecialTokens {
  readonly ids: ReadonlyMap<string, number>;
  #all: RegExp | undefined;

  constructor(ids: ReadonlyMap<string, number>) {
    this.ids = ids;
  }

  /** Finds the allowed tokens in a text. Names that the encoding does not have are passed over, as in tiktoken. */
  allowedMatcher(allowed: SpecialTokenSelection): RegExp | undefined {
    return allowed === "all"
      ? this.#matcherOfAll()
      : matcherOf(namesOf("allowedSpecial", allowed).filter((name) => this.ids.has(name)));
  }

  /** @throws BpeError BPE_DISALLOWED_SPECIAL_TOKEN with the three ways out */
  refuseDisallowed(text: string, allowed: SpecialTokenSelection, disallowed: SpecialTokenSelection): void {
    const match = this.#disallowedMatcher(allowed, disallowed)?.exec(text);
    if (!match) return;
    const token = JSON.stringify(match[0]);
    throw new BpeError(
      "BPE_DISALLOWED_SPECIAL_TOKEN",
      `The text has the special token ${token} at index ${match.index}, which is disallowed.\n` +
        `To encode it as the special token, pass { allowedSpecial: [${token}] }.\n` +
        `To encode it as normal text, leave it out of disallowedSpecial: { disallowedSpecial: [...other tokens] }.\n` +
        `To encode all special tokens as normal text, pass { disallowedSpecial: [] } or use encodeOrdinary.`,
      { token: match[0], index: match.index },
    );
  }

  /** All that are not allowed, or those named, whether the encoding has them or not. */
  #disallowedMatcher(allowed: SpecialTokenSelection, disallowed: SpecialTokenSelection): RegExp | undefined {
    if (disallowed !== "all") return matcherOf(namesOf("disallowedSpecial", disallowed));
    if (allowed === "all") return undefined;
    const permitted = new Set(namesOf("allowedSpecial", allowed));
    return permitted.size === 0
      ? this.#matcherOfAll()
      : matcherOf([...this.ids.keys()].filter((name) => !permitted.has(name)));
  }

  #matcherOfAll(): RegExp | undefined {
    this.#all ??= matcherOf(this.ids.keys());
    if (this.#all) this.#all.lastIndex = 0;
    return this.#all;
  }
}

/** The names of a selection; a string would be taken for its letters. */
function namesOf(option: string, selection: Exclude<SpecialTokenSelection, "all">): string[] {
  if (Array.isArray(selection) || selection instanceof Set) return [...selection];
  throw new BpeError(
    "BPE_INVALID_OPTION",
    `${option} is ${JSON.stringify(selection)}; expected "all", an array or a Set of special tokens.`,
  );
}
