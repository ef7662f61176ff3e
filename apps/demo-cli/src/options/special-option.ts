/** Which special tokens of a text are read as such. */
import type { EncodeOptions } from "@windrow/tokenizer-bpe";
import { Option } from "commander";

/** `endoftext` is what separates documents in a file; other special tokens in it are text. */
export type Special = "endoftext" | "all" | "none";

export function specialOption(): Option {
  return new Option("--special <which>", "special tokens recognized in the text")
    .choices(["endoftext", "all", "none"])
    .default("endoftext");
}

/** Options for encode: never an error for a special token in a text. */
export function specialRules(special: Special): EncodeOptions {
  const allowed = { endoftext: ["<|endoftext|>"], all: "all", none: [] } as const;
  return { allowedSpecial: allowed[special], disallowedSpecial: [] };
}
