/** Special tokens that a tokenizer gets besides its own. */
import { describe, isMap, quoted, wording, type OptionError, type WordingPart } from "@windrow/core";
import { MAX_TOKENS } from "../vocabulary/pair-table.ts";
import { MAX_SPECIAL_UNITS } from "./special-token-finder.ts";

/** Special tokens and their ids. */
export type FurtherTokens = Readonly<Record<string, number>> | ReadonlyMap<string, number>;

/** What a tokenizer has. */
export interface OwnTokens {
  /** The id of a token that is called so, special or not, if it may be a special token. */
  idOf(name: string): number | undefined;
  /** Whether an id is that of a token. */
  isTaken(id: number): boolean;
  /** The largest id + 1. */
  readonly size: number;
  /** UTF-16 units of the special tokens that it has. */
  readonly units: number;
}

const SPECIAL_TOKENS: WordingPart = { option: "specialTokens" };

/**
 * The tokens that are given, each with an id that no other has.
 * @throws what `fail` makes
 */
export function furtherTokens(fail: OptionError, given: FurtherTokens, own: OwnTokens): [string, number][] {
  const refuse = (message: ReturnType<typeof wording>): Error => fail(message, "specialTokens", given);
  const isRecord = typeof given === "object" && given !== null && !(Symbol.iterator in given);
  if (!isMap(given) && !isRecord)
    throw refuse(
      wording`${SPECIAL_TOKENS} is ${describe(given)}; expected ids by name, as { "<|tool|>": ${own.size} } or a Map.`,
    );
  const entries: [string, number][] = isMap(given)
    ? [...(given as ReadonlyMap<string, number>)]
    : Object.entries(given as Readonly<Record<string, number>>);
  const names = new Map<number, string>();
  const free = Math.max(own.size, ...entries.map(([, id]) => (Number.isInteger(id) ? id + 1 : 0)));
  let { units } = own;
  for (const [name, id] of entries) {
    const isToken = typeof name === "string" && name !== "" && Number.isInteger(id) && id >= 0 && id < MAX_TOKENS;
    if (!isToken)
      throw refuse(
        wording`${SPECIAL_TOKENS} has ${describe(name)} with the id ${describe(id)}; expected a text and an integer from 0 to ${MAX_TOKENS - 1}.`,
      );
    const known = own.idOf(name);
    if (known !== undefined && known !== id)
      throw refuse(wording`${SPECIAL_TOKENS} has ${quoted(name)} with the id ${id}; it has the id ${known} already.`);
    if (names.has(id) || (known === undefined && own.isTaken(id)))
      throw refuse(
        wording`${SPECIAL_TOKENS} has ${quoted(name)} with the id ${id}, which another token has; ${free} is free.`,
      );
    names.set(id, name);
    units += name.length;
  }
  if (units > MAX_SPECIAL_UNITS)
    throw refuse(wording`${SPECIAL_TOKENS} have ${units} characters together; expected at most ${MAX_SPECIAL_UNITS}.`);
  return entries;
}
