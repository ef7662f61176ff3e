/** What a pre-tokenizer and a decoder of the kind Metaspace have in common. */
import { type Fields, invalidFile } from "../fields/fields.ts";
import { PREPEND_SCHEMES, type PrependScheme } from "../pre-tokenizers/metaspace.ts";

export interface MetaspaceFile {
  readonly replacement: string;
  readonly prependScheme: PrependScheme;
  readonly splits: boolean;
}

/** Files of older versions have `add_prefix_space`, which may say no more than `prepend_scheme` does, and `str_rep`. */
export function readMetaspace(step: Fields): MetaspaceFile {
  const replacement = step.character("replacement");
  const prependScheme = step.oneOf("prepend_scheme", PREPEND_SCHEMES, "always");
  if (!step.flag("add_prefix_space", true) && prependScheme !== "never")
    throw invalidFile(
      step.placeOf("add_prefix_space"),
      `is false, and prepend_scheme is "${prependScheme}"; Hugging Face accepts this only with "never".`,
    );
  return { replacement, prependScheme, splits: step.flag("split", true) };
}
