/** The pre_tokenizer of a file. */
import { literalPattern } from "../patterns/pattern.ts";
import { readPattern } from "../patterns/read-pattern.ts";
import { digits, punctuation, whitespace, whitespaceSplit } from "../pre-tokenizers/by-characters.ts";
import { ByteLevel } from "../pre-tokenizers/byte-level.ts";
import type { PreTokenizer } from "../pre-tokenizers/pre-tokenizer.ts";
import { PreTokenizerSequence } from "../pre-tokenizers/sequence.ts";
import { BEHAVIORS } from "../pre-tokenizers/split-behavior.ts";
import { Split } from "../pre-tokenizers/split.ts";
import { byType, type Fields } from "./fields.ts";

export function readPreTokenizer(step: Fields): PreTokenizer {
  return byType<PreTokenizer>(step, {
    ByteLevel: (byteLevel) => new ByteLevel(byteLevel.flag("add_prefix_space"), byteLevel.flag("use_regex", true)),
    Split: (split) => new Split(readPattern(split), split.oneOf("behavior", BEHAVIORS), split.flag("invert")),
    Digits: (one) => digits(one.flag("individual_digits")),
    Punctuation: (one) => punctuation(one.oneOf("behavior", BEHAVIORS, "Isolated")),
    Whitespace: () => whitespace(),
    WhitespaceSplit: () => whitespaceSplit(),
    CharDelimiterSplit: (one) => new Split(literalPattern(one.text("delimiter")), "Removed"),
    Sequence: (sequence) => new PreTokenizerSequence(sequence.objects("pretokenizers").map(readPreTokenizer)),
  });
}
