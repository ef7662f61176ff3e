/** An encoding that is not one of tiktoken's: what its maker gives, checked. */
import { describe, didYouMean, isMap, quoted, wording, type WordingPart } from "@windrow/core";
import { checkOptions, fail } from "./arguments.ts";
import {
  ENCODING_DEFINITIONS,
  ENCODING_NAMES,
  type EncodingDefinition,
  type EncodingName,
} from "./encoding-definitions.ts";
import { type FurtherTokens, furtherTokens } from "./special/further-tokens.ts";
import { checkSpecialUnits } from "./special/special-token-finder.ts";
import type { EngineOptions } from "./encode/engine.ts";
import { BpeError } from "./errors.ts";
import { compileOwnPattern } from "./patterns/own-pattern.ts";
import { MAX_TOKENS } from "./vocabulary/pair-table.ts";

/** What ranks alone do not say. */
export interface OwnEncodingOptions extends EngineOptions {
  /** For `name` and errors. */
  readonly name: string;
  /**
   * How text is split before merging: an encoding's name for its pattern, a pattern as a model's own code has it for
   * tiktoken (`pat_str`), such as those of Llama 3, Llama 4, Kimi K2 and Whisper, or the source of a regular expression in
   * JavaScript's syntax, for the flag `u`. A pattern that has what JavaScript's has not (`(?i:...)`, `++`, `&&`, `\p{Han}`)
   * is read as tiktoken reads it, or refused by name. It has to match at every place of every text, and never
   * without taking a character. General categories such as `\p{L}` are those of Unicode 16, whatever the engine's version.
   * Some expressions take exponential time: take one only from people you trust.
   */
  readonly pattern: EncodingName | (string & {});
  /** Ids of special tokens, none of them a rank; by default there are none. */
  readonly specialTokens?: Readonly<Record<string, number>> | ReadonlyMap<string, number> | undefined;
}

const OPTIONS = ["name", "pattern", "specialTokens", "engine"] as const;

/**
 * @param tokens by id, undefined where there is none
 * @param emptyToken the id of a token of no bytes
 * @throws BpeError BPE_INVALID_PATTERN, BPE_INVALID_OPTION
 */
export function ownDefinition(
  options: OwnEncodingOptions,
  tokens: readonly unknown[],
  emptyToken?: number,
): EncodingDefinition {
  checkOptions(options, OPTIONS);
  const { name, pattern: nameOrPattern, specialTokens = {} } = options ?? {};
  if (typeof name !== "string" || name === "") {
    throw new BpeError("BPE_INVALID_OPTION", `name is ${describe(name)}; expected a name for the encoding.`);
  }
  const pattern = compileOwnPattern(patternOf(nameOrPattern));
  const entries = entriesOf(specialTokens);
  for (const [token, id] of entries)
    checkSpecialToken(token, id, (one) => one === emptyToken || tokens[one] !== undefined, tokens.length);
  checkSpecialUnits(entries.map(([token]) => token));
  return {
    name,
    ...pattern,
    specialTokens: new Map(entries),
    ...(emptyToken === undefined ? {} : { emptyToken }),
  };
}

/**
 * An encoding with special tokens besides its own.
 * @param isRank whether an id is one of the ranks'
 * @param size an id that is free
 * @throws BpeError BPE_INVALID_OPTION
 */
export function withFurtherSpecials(
  definition: EncodingDefinition,
  specialTokens: FurtherTokens,
  isRank: (id: number) => boolean,
  size: number,
): EncodingDefinition {
  const ids = definition.specialTokens;
  const further = furtherTokens(fail, specialTokens, {
    idOf: (name) => ids.get(name),
    isTaken: (id) => isRank(id) || [...ids.values()].includes(id),
    size,
    units: [...ids.keys()].reduce((units, name) => units + name.length, 0),
  });
  return { ...definition, specialTokens: new Map([...ids, ...further]) };
}

/**
 * An encoding with other special tokens in place of its own.
 * @param isRank whether an id is one of the ranks'
 * @param size an id that is free
 * @throws BpeError BPE_INVALID_OPTION
 */
export function withOtherSpecials(
  definition: EncodingDefinition,
  specialTokens: unknown,
  isRank: (id: number) => boolean,
  size: number,
): EncodingDefinition {
  const entries = entriesOf(specialTokens);
  for (const [token, id] of entries) checkSpecialToken(token, id, isRank, size);
  checkSpecialUnits(entries.map(([token]) => token));
  return { ...definition, specialTokens: new Map(entries) };
}

const SPECIAL_TOKENS: WordingPart = { option: "specialTokens" };
const PATTERN: WordingPart = { option: "pattern" };

function entriesOf(specialTokens: unknown): [string, number][] {
  if (isMap(specialTokens)) return [...(specialTokens as ReadonlyMap<string, number>)];
  const isRecord = typeof specialTokens === "object" && specialTokens !== null && !(Symbol.iterator in specialTokens);
  if (isRecord) return Object.entries(specialTokens);
  throw new BpeError(
    "BPE_INVALID_OPTION",
    wording`${SPECIAL_TOKENS} is ${describe(specialTokens)}; expected their ids by name, as { "<|endoftext|>": 50256 } or a Map.`,
    { option: "specialTokens", value: specialTokens },
  );
}

function patternOf(nameOrPattern: string): string {
  if (typeof nameOrPattern !== "string" || nameOrPattern === "") {
    throw new BpeError(
      "BPE_INVALID_PATTERN",
      wording`${PATTERN} is ${describe(nameOrPattern)}; expected an encoding's name or the source of a regular expression.`,
    );
  }
  const named = ENCODING_NAMES.find((name) => name === nameOrPattern);
  // Letters alone are a name that was mistyped: as an expression they would match next to nothing.
  const hint = named === undefined && /^\w+$/.test(nameOrPattern) ? didYouMean(nameOrPattern, ENCODING_NAMES) : "";
  if (hint !== "") {
    throw new BpeError(
      "BPE_INVALID_PATTERN",
      wording`${PATTERN} is ${describe(nameOrPattern)}, which is not an encoding. ${hint}`,
      {
        pattern: nameOrPattern,
      },
    );
  }
  return named === undefined ? nameOrPattern : ENCODING_DEFINITIONS[named].pattern;
}

/** @param size an id that is free */
function checkSpecialToken(token: string, id: number, isTaken: (id: number) => boolean, size: number): void {
  if (typeof token !== "string" || token === "" || !Number.isInteger(id) || id < 0 || id >= MAX_TOKENS) {
    throw new BpeError(
      "BPE_INVALID_OPTION",
      wording`${SPECIAL_TOKENS} has ${describe(token)} with the id ${describe(id)}; expected a text and an integer from 0 to ${MAX_TOKENS - 1}.`,
      { token, id },
    );
  }
  if (isTaken(id)) {
    throw new BpeError(
      "BPE_INVALID_OPTION",
      wording`${SPECIAL_TOKENS} has ${quoted(token)} with the id ${id}, which the ranks have too; expected an id of its own, such as ${size}.`,
      { token, id },
    );
  }
}
