/** What the constructors of a SimpleTokenizer take, checked. */
import { checkInteger, checkOptions, describe, invalidOption, type OptionError } from "@windrow/core";
import { SimpleTokenizerError } from "./errors.ts";

/** Options of a SimpleTokenizer. */
export interface SimpleTokenizerOptions {
  /**
   * `"keep"` (default) is the notebook's class: white space and the empty strings of the split are
   * tokens, and decode joins them back. `"drop"` is its sections 1.1 to 1.4: they are left out, and
   * decode puts a space between words.
   */
  readonly whitespace?: "keep" | "drop" | undefined;
}

/** Which words of the texts become tokens. */
export interface SimpleTrainOptions extends SimpleTokenizerOptions {
  /** Words that occur less often are left out, and become `<|unk|>`. An integer of at least 1, the default. */
  readonly minFrequency?: number | undefined;
  /**
   * Tokens at most, `<|endoftext|>` and `<|unk|>` included: the most frequent words stay, of equal ones
   * the first by code point. An integer of at least 2; by default there is no limit.
   */
  readonly maxVocabSize?: number | undefined;
}

/** The two special tokens. */
const MIN_TOKENS = 2;

const fail: OptionError = (message, option, value) =>
  new SimpleTokenizerError("SIMPLE_INVALID_OPTION", message, { option, value });

/** @throws SimpleTokenizerError SIMPLE_INVALID_OPTION */
export function checkTokenizerOptions(options: SimpleTokenizerOptions): { whitespace: "keep" | "drop" } {
  const whitespace = checkOptions(fail, options, ["whitespace"]).whitespace ?? "keep";
  if (whitespace === "keep" || whitespace === "drop") return { whitespace };
  throw invalidOption(fail, "whitespace", whitespace, '"keep" or "drop"');
}

/** @throws SimpleTokenizerError SIMPLE_INVALID_OPTION */
export function checkTrainOptions(options: SimpleTrainOptions): { minFrequency: number; maxVocabSize: number } {
  checkOptions(fail, options, ["minFrequency", "maxVocabSize", "whitespace"]);
  const { minFrequency = 1, maxVocabSize = Infinity } = options;
  checkInteger(fail, "minFrequency", minFrequency, 1);
  if (maxVocabSize !== Infinity) checkInteger(fail, "maxVocabSize", maxVocabSize, MIN_TOKENS);
  return { minFrequency, maxVocabSize };
}

/** @throws SimpleTokenizerError SIMPLE_INVALID_TEXT */
export function checkTexts(texts: unknown): void {
  const { [Symbol.iterator]: each, [Symbol.asyncIterator]: eachLater } = Object(texts) as Record<symbol, unknown>;
  if (typeof texts === "object" && (typeof each === "function" || typeof eachLater === "function")) return;
  // A string is an iterable of its characters: hardly what was meant.
  const hint = typeof texts === "string" ? ", such as [text] for a single one" : "";
  throw new SimpleTokenizerError(
    "SIMPLE_INVALID_TEXT",
    `texts is ${typeof texts === "string" ? "a string" : describe(texts)}; expected an array or another iterable of texts${hint}.`,
    { texts },
  );
}

/** @throws SimpleTokenizerError SIMPLE_INVALID_TEXT naming the text */
export function checkTrainingText(text: unknown, number: number): string {
  if (typeof text === "string") return text;
  throw new SimpleTokenizerError("SIMPLE_INVALID_TEXT", `text ${number} is ${describe(text)}; expected a string.`, {
    text,
    index: number,
  });
}

/**
 * Nothing to learn from is a mistake of the caller, most often an iterator used up before.
 * @throws SimpleTokenizerError SIMPLE_INVALID_TEXT
 */
export function checkTextCount(count: number): void {
  if (count > 0) return;
  throw new SimpleTokenizerError(
    "SIMPLE_INVALID_TEXT",
    "texts has no text; expected at least one (an iterator can be read only once).",
    { texts: count },
  );
}
