/** The pre_tokenizer of a file. */
import { BertPreTokenizer } from "../pre-tokenizers/bert.ts";
import type { PreTokenizer } from "../pre-tokenizers/pre-tokenizer.ts";
import { commonPreTokenizers } from "./common-steps.ts";
import { byType, type Fields } from "./fields.ts";

export function readPreTokenizer(step: Fields): PreTokenizer {
  return byType<PreTokenizer>(step, {
    ...commonPreTokenizers(readPreTokenizer),
    BertPreTokenizer: () => new BertPreTokenizer(),
  });
}
