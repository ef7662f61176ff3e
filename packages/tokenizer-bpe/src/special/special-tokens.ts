/**
 * tiktoken's rules for special tokens in a text: one that is allowed becomes its id, one that is
 * disallowed is an error, any other is text like the rest. By default none is allowed and all are
 * disallowed, so that text from a user can't smuggle one in unseen.
 */
import { describe } from "@windrow/core";
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
const KEPT_FINDERS = 16;

/** The special tokens of an encoding, and the finders of what calls select among them. */
export class SpecialTokens {
  readonly ids: ReadonlyMap<string, number>;
  #madeAll: SpecialTokenFinder | undefined;
  #isAllMade = false;
  readonly #finders = new Map<string, SpecialTokenFinder | undefined>();

  constructor(ids: ReadonlyMap<string, number>) {
    this.ids = ids;
  }

  /** Finds the allowed tokens in a text. Names that the encoding does not have are passed over, as in tiktoken. */
  allowedFinder(allowed: SpecialTokenSelection): SpecialTokenFinder | undefined {
    if (isNone(allowed)) return undefined;
    if (allowed === "all") return this.#all;
    const names = namesOf("allowedSpecial", allowed);
    return this.#finderOf(`allowed ${JSON.stringify(names)}`, () => names.filter((name) => this.ids.has(name)));
  }

  /** Finds those that are an error: all that are not allowed, or those named, whether the encoding has them or not. */
  disallowedFinder(allowed: SpecialTokenSelection, disallowed: SpecialTokenSelection): SpecialTokenFinder | undefined {
    if (disallowed !== "all") {
      const names = namesOf("disallowedSpecial", disallowed);
      return this.#finderOf(`disallowed ${JSON.stringify(names)}`, () => names);
    }
    if (isNone(allowed)) return this.#all;
    if (allowed === "all") return undefined;
    const names = namesOf("allowedSpecial", allowed);
    const permitted = new Set(names);
    return this.#finderOf(`all but ${JSON.stringify(names)}`, () =>
      [...this.ids.keys()].filter((name) => !permitted.has(name)),
    );
  }

  /** @throws BpeError BPE_DISALLOWED_SPECIAL_TOKEN where the text has one, BPE_INVALID_OPTION */
  refuseDisallowed(text: string, allowed: SpecialTokenSelection, disallowed: SpecialTokenSelection): void {
    const match = this.disallowedFinder(allowed, disallowed)?.next(text);
    if (match) throw disallowedToken(match, match.index);
  }

  get #all(): SpecialTokenFinder | undefined {
    if (!this.#isAllMade) {
      this.#madeAll = finderOf([...this.ids.keys()]);
      this.#isAllMade = true;
    }
    return this.#madeAll;
  }

  #finderOf(key: string, names: () => readonly string[]): SpecialTokenFinder | undefined {
    if (!this.#finders.has(key)) {
      if (this.#finders.size >= KEPT_FINDERS) this.#finders.clear();
      this.#finders.set(key, finderOf(names()));
    }
    return this.#finders.get(key);
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

/** The error for a disallowed token, with the three ways out. @param index where it stands in the text */
export function disallowedToken({ token }: SpecialTokenMatch, index: number): BpeError {
  const name = JSON.stringify(token);
  return new BpeError(
    "BPE_DISALLOWED_SPECIAL_TOKEN",
    [
      `The text has the special token ${name} at index ${index}, which is disallowed.`,
      `To encode it as the special token, pass { allowedSpecial: [${name}] }.`,
      `To encode it as normal text, leave it out of disallowedSpecial: { disallowedSpecial: [...other tokens] }.`,
      `To encode all special tokens as normal text, pass { disallowedSpecial: [] } or use encodeOrdinary.`,
    ],
    { token, index },
  );
}

/** The names of a selection; a string would be taken for its letters. */
function namesOf(option: string, selection: Exclude<SpecialTokenSelection, "all">): string[] {
  if (!Array.isArray(selection) && !(selection instanceof Set)) {
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
