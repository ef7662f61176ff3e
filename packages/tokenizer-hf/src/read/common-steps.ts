/**
 * The steps that stand around byte-level models: those that a module of `windrow pack` can do without a further part of
 * this package. The tables of all steps, in read-normalizer.ts and its neighbours, begin with these.
 */
import { scannedPattern } from "@windrow/tokenizer-bpe/internal";
import { byteFallback } from "../decoders/byte-fallback.ts";
import { byteLevel } from "../decoders/byte-level.ts";
import type { Decoder } from "../decoders/decoder.ts";
import { decoderSequence, fuse, replaceIn, strip } from "../decoders/simple-decoders.ts";
import { byType, type Fields } from "../fields/fields.ts";
import { ByteLevelNormalizer } from "../normalizers/byte-level.ts";
import { Lowercase } from "../normalizers/lowercase.ts";
import type { Normalizer } from "../normalizers/normalizer.ts";
import { Prepend } from "../normalizers/prepend.ts";
import { Replace } from "../normalizers/replace.ts";
import { NormalizerSequence } from "../normalizers/sequence.ts";
import { stripAccents } from "../normalizers/strip-accents.ts";
import { Strip } from "../normalizers/strip.ts";
import { UnicodeForm } from "../normalizers/unicode-forms.ts";
import { isEverywhere } from "../patterns/known-expression.ts";
import { literalPattern, type Pattern } from "../patterns/pattern.ts";
import { digits, punctuation, whitespace, whitespaceSplit } from "../pre-tokenizers/by-characters.ts";
import { ByteLevel } from "../pre-tokenizers/byte-level.ts";
import type { PreTokenizer } from "../pre-tokenizers/pre-tokenizer.ts";
import { PreTokenizerSequence } from "../pre-tokenizers/sequence.ts";
import { BEHAVIORS } from "../pre-tokenizers/split-behavior.ts";
import { Split } from "../pre-tokenizers/split.ts";
import { readByteLevelFlags } from "./byte-level-flags.ts";
import { readPattern } from "./read-pattern.ts";

/** Reads a step of a kind. */
type StepReader<Step> = (step: Fields) => Step;
/** By the field `type` of the step. */
type ByType<Step> = Readonly<Record<string, StepReader<Step>>>;

/** What reads the steps of a file. */
export interface StepReaders {
  readonly normalizer: StepReader<Normalizer>;
  readonly preTokenizer: StepReader<PreTokenizer>;
  readonly decoder: StepReader<Decoder>;
}

/** @param read what reads the steps of a sequence */
export const commonNormalizers = (read: StepReader<Normalizer>): ByType<Normalizer> => ({
  NFC: () => new UnicodeForm("NFC"),
  NFD: () => new UnicodeForm("NFD"),
  NFKC: () => new UnicodeForm("NFKC"),
  NFKD: () => new UnicodeForm("NFKD"),
  Lowercase: () => new Lowercase(),
  Strip: (one) => new Strip(one.flag("strip_left"), one.flag("strip_right")),
  StripAccents: () => stripAccents(),
  Replace: (replace) => new Replace(readPattern(replace), replace.text("content")),
  Prepend: (prepend) => new Prepend(prepend.text("prepend")),
  ByteLevel: () => new ByteLevelNormalizer(),
  Sequence: (sequence) => new NormalizerSequence(sequence.objects("normalizers").map(read)),
});

/** @param read what reads the steps of a sequence */
export const commonPreTokenizers = (read: StepReader<PreTokenizer>): ByType<PreTokenizer> => ({
  ByteLevel: (byteLevelStep) => {
    const { addsSpace, splits } = readByteLevelFlags(byteLevelStep);
    return new ByteLevel(addsSpace, splits);
  },
  Split: readSplit,
  Digits: (one) => digits(one.flag("individual_digits")),
  Punctuation: (one) => punctuation(one.oneOf("behavior", BEHAVIORS, "Isolated")),
  Whitespace: () => whitespace(),
  WhitespaceSplit: () => whitespaceSplit(),
  CharDelimiterSplit: (one) => new Split(literalPattern(one.character("delimiter")), "Removed"),
  Sequence: (sequence) => new PreTokenizerSequence(sequence.objects("pretokenizers").map(read)),
});

/** @param read what reads the steps of a sequence */
export const commonDecoders = (read: StepReader<Decoder>): ByType<Decoder> => ({
  ByteLevel: (one) => {
    readByteLevelFlags(one);
    return byteLevel;
  },
  ByteFallback: () => byteFallback,
  Fuse: () => fuse,
  Replace: (replace) => replaceIn(readPattern(replace), replace.text("content")),
  Strip: (one) => strip(one.text("content"), one.count("start"), one.count("stop")),
  Sequence: (sequence) => decoderSequence(sequence.objects("decoders").map(read)),
});

/** Reads these steps, and no others. */
export const COMMON_STEPS: StepReaders = {
  normalizer: (step) => byType(step, commonNormalizers(COMMON_STEPS.normalizer)),
  preTokenizer: (step) => byType(step, commonPreTokenizers(COMMON_STEPS.preTokenizer)),
  decoder: (step) => byType(step, commonDecoders(COMMON_STEPS.decoder)),
};

function readSplit(step: Fields): Split {
  const pattern = readPattern(step);
  const behavior = step.oneOf("behavior", BEHAVIORS);
  const isInverted = step.flag("invert");
  const keepsAll = behavior !== "Removed" || (isInverted && isKnownEverywhere(pattern));
  return new Split(pattern, behavior, isInverted, keepsAll);
}

/** Whether a pattern is known to match at every place of every text. */
function isKnownEverywhere(pattern: Pattern): boolean {
  if (pattern.known !== undefined) return pattern.known.isEverywhere;
  const { source } = pattern;
  if (source === undefined) return false;
  // Not asked for its expression, which takes long to read.
  return scannedPattern(source) !== undefined || (pattern.expression !== undefined && isEverywhere(source));
}
