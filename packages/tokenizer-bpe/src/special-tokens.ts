/**
 * tiktoken's rules for special tokens in a text: one that is allowed becomes its id, one that is
 * disallowed is an error, any other is text like the rest. By default none is allowed and all are
 * disallowed, so that text from a user can't smuggle one in unseen.
 */
import { BpeError } from "./errors.ts";

/** Special tokens by name, or all that the encoding has. */
export type SpecialTokenSelection = "all" | Iterable<string>;

/** A regular expression (flag g) for any of the tokens, or undefined where there are none. */
export function matcherOf(tokens: Iterable<string>): RegExp | undefined {
  const alternatives = [...tokens].map((token) => token.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"));
  return alternatives.length === 0 ? undefined : new RegExp(alternatives.join("|"), "gu");
}

/** The set that a selection means. Names that the encoding does not have are kept, as in tiktoken. */
export function resolveSelection(selection: SpecialTokenSelection, all: Iterable<string>): Set<string> {
  return new Set(selection === "all" ? all : selection);
}

/** @throws BpeError BPE_DISALLOWED_SPECIAL_TOKEN with the three ways out */
export function refuseDisallowed(text: string, disallowed: Iterable<string>): void {
  const matcher = matcherOf(disallowed);
  const match = matcher?.exec(text);
  if (!match) return;
  const token = JSON.stringify(match[0]);
  throw new BpeError(
    "BPE_DISALLOWED_SPECIAL_TOKEN",
    `The text has the special token ${token} at index ${match.index}, which is disallowed.\n` +
      `To encode it as the special token, pass { allowedSpecial: [${token}] }.\n` +
      `To encode it as normal text, leave it out of disallowedSpecial: { disallowedSpecial: [...other tokens] }.\n` +
      `To encode all special tokens as normal text, pass { disallowedSpecial: [] } or use encodeOrdinary.`,
  );
}
