/** The pre_tokenizer of a file. */
import { byType, type Fields, invalidFile } from "../fields/fields.ts";
import { BertPreTokenizer } from "../pre-tokenizers/bert.ts";
import { FixedLength } from "../pre-tokenizers/fixed-length.ts";
import { Metaspace } from "../pre-tokenizers/metaspace.ts";
import type { PreTokenizer } from "../pre-tokenizers/pre-tokenizer.ts";
import { UnicodeScripts } from "../pre-tokenizers/unicode-scripts.ts";
import { commonPreTokenizers } from "./common-steps.ts";
import { readMetaspace } from "./metaspace-fields.ts";

/** Characters of the library's FixedLength. */
const DEFAULT_LENGTH = 5;

export function readPreTokenizer(step: Fields): PreTokenizer {
  return byType<PreTokenizer>(step, {
    ...commonPreTokenizers(readPreTokenizer),
    BertPreTokenizer: () => new BertPreTokenizer(),
    FixedLength: (one) => new FixedLength(readLength(one)),
    Metaspace: (one) => {
      const { replacement, prependScheme, splits } = readMetaspace(one);
      return new Metaspace(replacement, prependScheme, splits);
    },
    UnicodeScripts: () => new UnicodeScripts(),
  });
}

/** @throws HfError HF_INVALID_FILE where no piece would have a character: the library ends with a panic then */
function readLength(step: Fields): number {
  const length = step.count("length", DEFAULT_LENGTH);
  if (length > 0) return length;
  throw invalidFile(step.placeOf("length"), "is 0; expected an integer of at least 1.");
}
