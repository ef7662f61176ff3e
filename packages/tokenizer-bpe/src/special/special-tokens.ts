/**
 * tiktoken's rules for special tokens in a text: one that is allowed becomes its id, one that is
 * disallowed is an error, any other is text like the rest. By default none is allowed and all are
 * disallowed, so that text from a user can't smuggle one in unseen.
 */
import { describe, isSet, type WordingPart } from "@windrow/core";
import { BpeError } from "../errors.ts";
import { SpecialTokenFinder, type SpecialTokenMatch } from "./special-token-finder.ts";

/** Special tokens by name, or all that the encoding has. */
export type SpecialTokenSelection = "all" | readonly string[] | ReadonlySet<string>;

/** The default, for which no finder is built. */
export const NONE: readonly string[] = [];

function isNone(selection: SpecialTokenSelection): boolean {
  return selection === NONE || (Array.isArray(selection) && selection.length === 0);
}

/** Selections whose finders are kept: making o200k_harmony's takes a millisecond. */
const KEPT_SELECTIONS = 16;

/** What finds the tokens of two selections in a text; undefined where there are none to be found. */
export interface SelectedTokens {
  readonly allowed: SpecialTokenFinder | undefined;
  readonly disallowed: SpecialTokenFinder | undefined;
}

/** The special tokens of an encoding, and the finders of what calls select among them. */
export class SpecialTokens {
  readonly ids: ReadonlyMap<string, number>;
  #madeAll: SpecialTokenFinder | undefined;
  #isAllMade = false;
  readonly #selected = new Map<string, SelectedTokens>();

  constructor(ids: ReadonlyMap<string, number>) {
    this.ids = ids;
  }

  /**
   * Allowed names that the encoding does not have are ignored, as in tiktoken. Disallowed are all that are not
   * allowed, or those named, whether the encoding has them or not.
   * @throws BpeError BPE_INVALID_OPTION
   */
  select(allowed: SpecialTokenSelection, disallowed: SpecialTokenSelection): SelectedTokens {
    if (disallowed === "all") {
      if (isNone(allowed)) return { allowed: undefined, disallowed: this.#all };
      if (allowed === "all") return { allowed: this.#all, disallowed: undefined };
    }
    const permitted = allowed === "all" ? allowed : namesOf("allowedSpecial", allowed);
    const refused = disallowed === "all" ? disallowed : namesOf("disallowedSpecial", disallowed);
    const key = JSON.stringify([permitted, refused]);
    const known = this.#selected.get(key);
    if (known !== undefined) return known;
    const selected = { allowed: this.#findAllowed(permitted), disallowed: this.#findDisallowed(permitted, refused) };
    if (this.#selected.size >= KEPT_SELECTIONS) this.#selected.clear();
    this.#selected.set(key, selected);
    return selected;
  }

  /** The same for calls that refuse none. */
  selectAllowed(allowed: SpecialTokenSelection): SpecialTokenFinder | undefined {
    return isNone(allowed) ? undefined : this.select(allowed, NONE).allowed;
  }

  #findAllowed(names: "all" | readonly string[]): SpecialTokenFinder | undefined {
    return names === "all" ? this.#all : finderOf(names.filter((name) => this.ids.has(name)));
  }

  #findDisallowed(
    permitted: "all" | readonly string[],
    refused: "all" | readonly string[],
  ): SpecialTokenFinder | undefined {
    if (refused !== "all") return finderOf(refused);
    const isPermitted = new Set(permitted);
    return finderOf([...this.ids.keys()].filter((name) => !isPermitted.has(name)));
  }

  get #all(): SpecialTokenFinder | undefined {
    if (!this.#isAllMade) {
      this.#madeAll = finderOf([...this.ids.keys()]);
      this.#isAllMade = true;
    }
    return this.#madeAll;
  }
}

/** A selection that `postMessage` takes, whatever array or Set it was. @throws BpeError BPE_INVALID_OPTION */
export function plainSelection(option: string, selection: SpecialTokenSelection): SpecialTokenSelection {
  return selection === "all" ? selection : namesOf(option, selection);
}

function finderOf(names: readonly string[]): SpecialTokenFinder | undefined {
  // An empty token would be everywhere.
  const tokens = names.filter((name) => name !== "");
  return tokens.length === 0 ? undefined : new SpecialTokenFinder(tokens);
}

/** @throws BpeError BPE_DISALLOWED_SPECIAL_TOKEN where the text has one */
export function refuseDisallowed(text: string, disallowed: SpecialTokenFinder | undefined): void {
  const match = disallowed?.next(text);
  if (match) throw disallowedToken(match, match.index);
}

/** The error for a disallowed token, with the three ways out. @param index where it stands in the text */
export function disallowedToken({ token }: SpecialTokenMatch, index: number): BpeError {
  const name = JSON.stringify(token);
  return new BpeError(
    "BPE_DISALLOWED_SPECIAL_TOKEN",
    [`The text has the special token ${name} at index ${index}, which is disallowed.`, ...waysOut(name)],
    { token, index },
  );
}

/** Lines for programs: a command line has options of its own for it. */
function waysOut(name: string): WordingPart[] {
  return [
    `To encode it as the special token, pass { allowedSpecial: [${name}] }.`,
    `To encode it as normal text, leave it out of disallowedSpecial: { disallowedSpecial: [...other tokens] }.`,
    `To encode all special tokens as normal text, pass { disallowedSpecial: [] } or use encodeOrdinary.`,
  ].flatMap((line) => [{ inCode: "\n" }, { inCode: line }]);
}

/** The names of a selection; a string would be taken for its letters. */
function namesOf(option: string, selection: Exclude<SpecialTokenSelection, "all">): string[] {
  if (!Array.isArray(selection) && !isSet(selection)) {
    throw new BpeError(
      "BPE_INVALID_OPTION",
      `${option} is ${describe(selection)}; expected "all", an array or a Set of special tokens.`,
      { option, value: selection },
    );
  }
  for (const name of selection) {
    if (typeof name === "string") continue;
    throw new BpeError("BPE_INVALID_OPTION", `${option} has ${describe(name)}; expected special tokens, as strings.`, {
      option,
      value: selection,
    });
  }
  return [...selection];
}
