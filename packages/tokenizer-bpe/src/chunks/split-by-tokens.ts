/** A text in chunks of so many tokens: whole, in parts, or in parts that are waited for. */
import { quoted, wording, type OptionError } from "@windrow/core";
import { ChunkFinder, type TokenCuts } from "./chunk-finder.ts";
import { checkSplit, type CheckedSplit, type SplitByTokensOptions, type TokenChunk } from "./split-options.ts";
import { TextAhead } from "./text-ahead.ts";

/** How arguments are checked: what makes the error of an option, and what throws for what is not text. */
export interface SplitChecks {
  readonly fail: OptionError;
  readonly checkText: (text: string) => string;
}

export type SplitTokenizer = Omit<TokenCuts, "tooSmall">;

type Parts = Iterable<string> | AsyncIterable<string>;

/**
 * Checks its arguments before it returns.
 * @param tokenizerOf what cuts and counts by options that were checked, except for the special tokens
 */
export function splitByTokens(
  text: string | Parts,
  options: SplitByTokensOptions,
  checks: SplitChecks,
  tokenizerOf: (options: SplitByTokensOptions) => SplitTokenizer,
): Generator<TokenChunk> | AsyncGenerator<TokenChunk> {
  const split = checkSplit(checks.fail, options);
  const cuts = { ...tokenizerOf(options), tooSmall: tooSmall(checks.fail) };
  const make = (ahead: TextAhead): Generator<TokenChunk | undefined, void> => chunksOf(ahead, split, cuts);
  if (typeof text !== "string" && isIterable(text, Symbol.asyncIterator))
    return ofAwaitedParts(text as AsyncIterable<string>, make, checks);
  const isWhole = typeof text === "string" || !isIterable(text, Symbol.iterator);
  return ofParts(isWhole ? [checks.checkText(text as string)] : (text as Iterable<string>), make, checks);
}

function isIterable(text: Parts, key: symbol): boolean {
  if (typeof text !== "object" || text === null || isBoxedString(text)) return false;
  return typeof Reflect.get(text, key) === "function";
}

/** It has its letters for parts, but nobody means that. */
function isBoxedString(text: object): boolean {
  return Object.prototype.toString.call(text) === "[object String]";
}

type MakeChunks = (ahead: TextAhead) => Generator<TokenChunk | undefined, void>;

function* ofParts(parts: Iterable<string>, make: MakeChunks, { checkText }: SplitChecks): Generator<TokenChunk> {
  const ahead = new TextAhead();
  const chunks = make(ahead);
  for (const part of parts) {
    ahead.push(checkText(part));
    yield* certain(chunks);
  }
  ahead.end();
  yield* certain(chunks);
}

async function* ofAwaitedParts(
  parts: AsyncIterable<string>,
  make: MakeChunks,
  { checkText }: SplitChecks,
): AsyncGenerator<TokenChunk> {
  const ahead = new TextAhead();
  const chunks = make(ahead);
  for await (const part of parts) {
    ahead.push(checkText(part));
    yield* certain(chunks);
  }
  ahead.end();
  yield* certain(chunks);
}

/** The chunks up to where more of the text is waited for. */
function* certain(chunks: Iterator<TokenChunk | undefined>): Generator<TokenChunk> {
  for (let next = chunks.next(); next.value !== undefined; next = chunks.next()) yield next.value as TokenChunk;
}

function* chunksOf(ahead: TextAhead, split: CheckedSplit, cuts: TokenCuts): Generator<TokenChunk | undefined, void> {
  const finder = new ChunkFinder(ahead, split, cuts);
  let place = 0;
  for (let chunk = yield* finder.first(); chunk.to > chunk.from; chunk = yield* finder.after(chunk)) {
    ahead.drop(chunk.from);
    place += chunk.from;
    const length = chunk.to - chunk.from;
    chunk = { ...chunk, from: 0, to: length };
    yield { text: ahead.upTo(length), tokens: chunk.tokens, start: place, end: place + length };
    if (yield* ahead.endsAt(length)) return;
  }
}

function tooSmall(fail: OptionError): TokenCuts["tooSmall"] {
  return (character, tokens, maxTokens) =>
    fail(
      wording`The character ${quoted(character)} has ${tokens} tokens, but a chunk holds at most ${maxTokens}; set ${{ option: "maxTokens" }} to ${tokens} or more.`,
      "maxTokens",
      maxTokens,
    );
}
