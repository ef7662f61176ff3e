/** What the constructors of a SimpleTokenizer take, checked. */
import { describe } from "./describe.ts";
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
const LEAST_TOKENS = 2;

/** Anything but an object, and what is not known, would be passed over in silence. @param known all that there are */
export function checkOptions<Options extends object>(
  options: Options,
  known: readonly (keyof Options & string)[],
): void {
  if (typeof options !== "object" || options === null || Array.isArray(options))
    throw invalidOption("options", options, `an object with ${known.join(", ")}`);
  const unknown = Object.keys(options).find((name) => !(known as readonly string[]).includes(name));
  if (unknown !== undefined)
    throw invalidOption("options", options, `only ${known.join(", ")} in it (there is ${unknown})`);
}

/** @throws SimpleTokenizerError SIMPLE_INVALID_OPTION */
export function checkTrainOptions(options: SimpleTrainOptions): { minFrequency: number; maxVocabSize: number } {
  checkOptions(options, ["minFrequency", "maxVocabSize", "whitespace"]);
  const { minFrequency = 1, maxVocabSize = Infinity } = options;
  checkInteger("minFrequency", minFrequency, 1);
  if (maxVocabSize !== Infinity) checkInteger("maxVocabSize", maxVocabSize, LEAST_TOKENS);
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
    "texts gave no text; expected at least one (an iterator that was read before gives nothing again).",
    { texts: count },
  );
}

function checkInteger(name: string, value: number, least: number): void {
  if (!Number.isSafeInteger(value) || value < least)
    throw invalidOption(name, value, `an integer of at least ${least}`);
}

function invalidOption(option: string, value: unknown, expected: string): SimpleTokenizerError {
  return new SimpleTokenizerError("SIMPLE_INVALID_OPTION", `${option} is ${describe(value)}; expected ${expected}.`, {
    option,
    value,
  });
}
