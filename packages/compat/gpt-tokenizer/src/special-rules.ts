/**
 * gpt-tokenizer's rules for special tokens in a text: by default none is allowed and all are refused; those allowed
 * become their ids; those neither allowed nor refused are text.
 *
 * Refused tokens are refused as its README says. gpt-tokenizer 4.0.0 itself does not look for those of a Set in
 * `disallowedSpecial`, and lets them through as text.
 */
import { describe, isSet } from "@windrow/core";
import type { SpecialTokenFinder, SpecialTokens } from "@windrow/tokenizer-bpe/internal";
import { ALL_SPECIAL_TOKENS } from "./constants.ts";
import { GptTokenizerError, withAdvice, wrongType } from "./errors.ts";

/** Where all is text. */
const NEITHER = { allowed: undefined, disallowed: undefined };

/** How special tokens in a text are treated. */
export interface EncodeOptions {
  /** Special tokens that become their ids, or `"all"` but for those in `disallowedSpecial`; none by default. */
  allowedSpecial?: Set<string> | typeof ALL_SPECIAL_TOKENS;
  /** Special tokens that are an error, or `"all"` (default) but for those in `allowedSpecial`; these come first. */
  disallowedSpecial?: Set<string> | typeof ALL_SPECIAL_TOKENS;
}

/**
 * What finds the special tokens that are allowed in a text; undefined where none are.
 * @throws GptTokenizerError GPT_DISALLOWED_SPECIAL_TOKEN where the text has one that is refused, GPT_INVALID_OPTION;
 *   TypeError where an argument is of another type
 */
export function allowedIn(
  text: string,
  special: SpecialTokens,
  options: EncodeOptions | undefined,
): SpecialTokenFinder | undefined {
  checkText(text);
  const { allowed, disallowed } = select(special, options ?? {});
  const found = disallowed?.next(text);
  if (found === undefined) return allowed;
  const name = JSON.stringify(found.token);
  const message = withAdvice(
    `Disallowed special token found: ${found.token}`,
    `It stands at index ${found.index}. To encode it as the special token, pass { allowedSpecial: new Set([${name}]) }; ` +
      "to encode special tokens as normal text, pass { disallowedSpecial: new Set() }.",
  );
  throw new GptTokenizerError("GPT_DISALLOWED_SPECIAL_TOKEN", message, { token: found.token, index: found.index });
}

/** @throws TypeError where it is not a string */
export function checkText(text: string): string {
  if (typeof text === "string") return text;
  throw wrongType("GPT_INVALID_TEXT", `The text is ${describe(text)}; expected a string.`, { text });
}

function select(special: SpecialTokens, options: EncodeOptions): ReturnType<SpecialTokens["select"]> {
  const allowed = namesOf("allowedSpecial", options.allowedSpecial);
  const refused = namesOf("disallowedSpecial", options.disallowedSpecial);
  if (allowed === "all") {
    if (options.disallowedSpecial === ALL_SPECIAL_TOKENS) throw bothAll(options.allowedSpecial);
    const names = refused === "all" ? [] : (refused ?? []);
    // All of them, and none that is refused.
    if (names.length === 0) return special.select("all", "all");
    return special.select(without([...special.ids.keys()], names), names);
  }
  if (refused === undefined || refused === "all") return special.select(allowed ?? [], "all");
  if (refused.length === 0 && (allowed === undefined || allowed.length === 0)) return NEITHER;
  return special.select(without(allowed ?? [], refused), refused);
}

function bothAll(value: unknown): GptTokenizerError {
  const message = withAdvice(
    'allowedSpecial and disallowedSpecial cannot both be set to "all".',
    "Leave one of them out.",
  );
  return new GptTokenizerError("GPT_INVALID_OPTION", message, { option: "allowedSpecial", value });
}

function without(names: readonly string[], others: readonly string[]): readonly string[] {
  return others.length === 0 ? names : names.filter((name) => !others.includes(name));
}

function namesOf(option: string, value: EncodeOptions["allowedSpecial"]): "all" | readonly string[] | undefined {
  if (value === undefined || value === null) return undefined;
  if (value === ALL_SPECIAL_TOKENS) return "all";
  // What is not a string is in no text.
  if (isSet(value)) return value.has(ALL_SPECIAL_TOKENS) ? "all" : [...value].filter((one) => typeof one === "string");
  const message = `${option} is ${describe(value)}; expected "all" or a Set of special tokens.`;
  throw wrongType("GPT_INVALID_OPTION", message, { option, value });
}
