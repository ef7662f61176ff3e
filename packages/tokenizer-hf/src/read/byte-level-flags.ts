/** The flags of ByteLevel, which a file has as a pre-tokenizer, a post-processor and a decoder: each has to have all of them. */
import { type Fields, invalidFile } from "../fields/fields.ts";

export interface ByteLevelFlags {
  /** Whether a text that does not begin with a space gets one. */
  readonly addsSpace: boolean;
  /** Whether spans leave out white space. */
  readonly trims: boolean;
  /** Whether it splits by GPT-2's pattern. */
  readonly splits: boolean;
}

/** @throws HfError HF_INVALID_FILE */
export function readByteLevelFlags(step: Fields): ByteLevelFlags {
  if (step.isNull("use_regex")) throw invalidFile(step.placeOf("use_regex"), "is null; expected true or false.");
  return {
    addsSpace: step.flag("add_prefix_space"),
    trims: step.flag("trim_offsets"),
    splits: step.flag("use_regex", true),
  };
}
