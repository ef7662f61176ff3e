/**
 * What an encoding is here: tiktoken's pattern and special tokens, which the engine has, and the special tokens that
 * gpt-tokenizer adds to two encodings for its chats.
 *
 * One id differs from gpt-tokenizer's: its `<|endofprompt|>` in o200k_base is 200006, tiktoken's is 200018.
 */
import { ENCODING_DEFINITIONS, type PieceScanner, scannerOf, SpecialTokens } from "@windrow/tokenizer-bpe/internal";
import { describe } from "@windrow/core";
import { GptTokenizerError, withAdvice, wrongType } from "./errors.ts";
import type { EncodingName } from "./mapping.ts";
import { FimMiddle, FimPrefix, FimSuffix, ImEnd, ImSep, ImStart } from "./specialTokens.ts";

/** Names with ids that follow each other. */
const idsFrom = (first: number, tokens: readonly string[]): [string, number][] =>
  tokens.map((token, i) => [token, first + i]);

const CHAT_TOKENS = [ImStart, ImEnd, ImSep];
const ADDED: { readonly [name in EncodingName]?: [string, number][] } = {
  cl100k_base: idsFrom(100_264, CHAT_TOKENS),
  o200k_base: idsFrom(200_000, [FimPrefix, FimMiddle, FimSuffix, ...CHAT_TOKENS]),
};

/** Tokens that are not special. */
const ORDINARY: Readonly<Record<EncodingName, number>> = {
  gpt2: 50_256,
  r50k_base: 50_256,
  p50k_base: 50_280,
  p50k_edit: 50_280,
  cl100k_base: 100_256,
  o200k_base: 199_998,
  o200k_harmony: 199_998,
};

/** An encoding without its vocabulary. */
export interface Encoding {
  readonly name: EncodingName;
  readonly special: SpecialTokens;
  /** The first name of each id, if it has two. */
  readonly specialNames: ReadonlyMap<number, string>;
  /** Ids are below this. */
  readonly idCount: number;
  /** Ids of special tokens are not below this. */
  readonly firstSpecial: number;
  /** Names of tokens, special ones included: 200018 in o200k_harmony has two. */
  readonly tokenCount: number;
  /** What finds where a piece ends. */
  readonly scanner: () => PieceScanner;
}

const encodings = new Map<EncodingName, Encoding>();

/** An encoding by its name; undefined where there is none of it. */
export function encodingOf(name: string): Encoding | undefined {
  if (!Object.hasOwn(ORDINARY, name)) return undefined;
  const encoding = encodings.get(name as EncodingName) ?? makeEncoding(name as EncodingName);
  encodings.set(encoding.name, encoding);
  return encoding;
}

function makeEncoding(name: EncodingName): Encoding {
  const { pattern, specialTokens } = ENCODING_DEFINITIONS[name];
  const ids = new Map([...specialTokens, ...(ADDED[name] ?? [])]);
  const specialNames = new Map<number, string>();
  for (const [token, id] of ids) if (!specialNames.has(id)) specialNames.set(id, token);
  return {
    name,
    special: new SpecialTokens(ids),
    specialNames,
    firstSpecial: Math.min(...specialNames.keys()),
    tokenCount: ORDINARY[name] + ids.size,
    // The one special id of p50k_base lies within, so its tokens are one more than the largest id.
    idCount: Math.max(ORDINARY[name], ...specialNames.keys()) + 1,
    scanner: () => scannerOf(pattern),
  };
}

/** The error for a name that no encoding has. */
export function unknownEncoding(name: unknown): Error {
  const known = `Known: ${Object.keys(ORDINARY).join(", ")}.`;
  if (typeof name === "string") {
    return new GptTokenizerError("GPT_UNKNOWN_ENCODING", withAdvice(`Unknown encoding name: ${name}`, known), { name });
  }
  return wrongType("GPT_UNKNOWN_ENCODING", `The encoding name is ${describe(name)}. ${known}`, { name });
}
