/** The pre_tokenizer of a file. */
import { scannedPattern } from "@windrow/tokenizer-bpe/internal";
import { isEverywhere } from "../patterns/known-expression.ts";
import { literalPattern, type Pattern } from "../patterns/pattern.ts";
import { readPattern } from "../patterns/read-pattern.ts";
import { BertPreTokenizer } from "../pre-tokenizers/bert.ts";
import { digits, punctuation, whitespace, whitespaceSplit } from "../pre-tokenizers/by-characters.ts";
import { ByteLevel } from "../pre-tokenizers/byte-level.ts";
import { Metaspace } from "../pre-tokenizers/metaspace.ts";
import type { PreTokenizer } from "../pre-tokenizers/pre-tokenizer.ts";
import { PreTokenizerSequence } from "../pre-tokenizers/sequence.ts";
import { BEHAVIORS } from "../pre-tokenizers/split-behavior.ts";
import { Split } from "../pre-tokenizers/split.ts";
import { UnicodeScripts } from "../pre-tokenizers/unicode-scripts.ts";
import { readByteLevelFlags } from "./byte-level-flags.ts";
import { byType, type Fields } from "./fields.ts";
import { readMetaspace } from "./metaspace-fields.ts";

export function readPreTokenizer(step: Fields): PreTokenizer {
  return byType<PreTokenizer>(step, {
    ByteLevel: (byteLevel) => {
      const { addsSpace, splits } = readByteLevelFlags(byteLevel);
      return new ByteLevel(addsSpace, splits);
    },
    Split: readSplit,
    Digits: (one) => digits(one.flag("individual_digits")),
    Punctuation: (one) => punctuation(one.oneOf("behavior", BEHAVIORS, "Isolated")),
    Whitespace: () => whitespace(),
    WhitespaceSplit: () => whitespaceSplit(),
    BertPreTokenizer: () => new BertPreTokenizer(),
    CharDelimiterSplit: (one) => new Split(literalPattern(one.character("delimiter")), "Removed"),
    Metaspace: (one) => {
      const { replacement, prependScheme, splits } = readMetaspace(one);
      return new Metaspace(replacement, prependScheme, splits);
    },
    UnicodeScripts: () => new UnicodeScripts(),
    Sequence: (sequence) => new PreTokenizerSequence(sequence.objects("pretokenizers").map(readPreTokenizer)),
  });
}

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
