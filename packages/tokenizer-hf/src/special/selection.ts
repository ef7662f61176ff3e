/**
 * tokenizer-bpe's rules for special tokens in a text, which are tiktoken's: one that is allowed becomes its id, one that
 * is disallowed is an error, any other is text like the rest. Added tokens that are not special are always found.
 */
import { describe, isSet } from "@windrow/core";
import type { AddedToken } from "../added-tokens/added-tokens.ts";
import type { IsText } from "../encode/text-ids.ts";
import { HfError } from "../errors.ts";

/** Special tokens by name, or all. */
export type SpecialTokenSelection = "all" | readonly string[] | ReadonlySet<string>;

/** How special tokens in a text are treated. */
export interface SpecialOptions {
  /** Special tokens that become their ids; default none. */
  readonly allowedSpecial?: SpecialTokenSelection | undefined;
  /** Special tokens that are an error; default all that are not allowed. With `[]` they are text like the rest. */
  readonly disallowedSpecial?: SpecialTokenSelection | undefined;
}

/**
 * Which added tokens are text, and which an error.
 * @throws HfError HF_INVALID_OPTION; what it gives throws HF_DISALLOWED_SPECIAL_TOKEN
 */
export function specialRules({ allowedSpecial = [], disallowedSpecial = "all" }: SpecialOptions, text: string): IsText {
  const isAllowed = chooser("allowedSpecial", allowedSpecial);
  const isDisallowed = chooser("disallowedSpecial", disallowedSpecial);
  return (token) => {
    if (!token.isSpecial || isAllowed(token)) return false;
    if (isDisallowed(token)) throw disallowedToken(token, text);
    return true;
  };
}

/** The same for calls that refuse none. */
export function allowedRules({ allowedSpecial = [] }: Pick<SpecialOptions, "allowedSpecial">): IsText {
  const isAllowed = chooser("allowedSpecial", allowedSpecial);
  return (token) => token.isSpecial && !isAllowed(token);
}

function chooser(option: string, selection: SpecialTokenSelection): (token: AddedToken) => boolean {
  if (selection === "all") return () => true;
  if (!Array.isArray(selection) && !isSet(selection))
    throw invalid(option, selection, `is ${describe(selection)}; expected "all", an array or a Set of special tokens.`);
  const names = new Set<unknown>(selection);
  for (const name of names) {
    if (typeof name !== "string")
      throw invalid(option, selection, `has ${describe(name)}; expected special tokens, as strings.`);
  }
  return ({ content }) => names.has(content);
}

function invalid(option: string, value: unknown, what: string): HfError {
  return new HfError("HF_INVALID_OPTION", `${option} ${what}`, { option, value });
}

function disallowedToken({ content }: AddedToken, text: string): HfError {
  const name = JSON.stringify(content);
  const index = text.indexOf(content);
  return new HfError(
    "HF_DISALLOWED_SPECIAL_TOKEN",
    [
      `The text has the special token ${name}${index < 0 ? "" : ` at index ${index}`}, which is disallowed.`,
      { inCode: "\n" },
      { inCode: `To encode it as the special token, pass { allowedSpecial: [${name}] }; for all of them, "all".` },
      { inCode: "\n" },
      { inCode: "To encode special tokens as normal text, pass { disallowedSpecial: [] }." },
    ],
    { token: content, ...(index < 0 ? {} : { index }) },
  );
}
