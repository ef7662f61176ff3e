/** The pre_tokenizer of a file. */
import { BertPreTokenizer } from "../pre-tokenizers/bert.ts";
import { Metaspace } from "../pre-tokenizers/metaspace.ts";
import type { PreTokenizer } from "../pre-tokenizers/pre-tokenizer.ts";
import { UnicodeScripts } from "../pre-tokenizers/unicode-scripts.ts";
import { commonPreTokenizers } from "./common-steps.ts";
import { byType, type Fields } from "./fields.ts";
import { readMetaspace } from "./metaspace-fields.ts";

export function readPreTokenizer(step: Fields): PreTokenizer {
  return byType<PreTokenizer>(step, {
    ...commonPreTokenizers(readPreTokenizer),
    BertPreTokenizer: () => new BertPreTokenizer(),
    Metaspace: (one) => {
      const { replacement, prependScheme, splits } = readMetaspace(one);
      return new Metaspace(replacement, prependScheme, splits);
    },
    UnicodeScripts: () => new UnicodeScripts(),
  });
}
