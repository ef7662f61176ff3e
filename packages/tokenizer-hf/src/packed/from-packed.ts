/** A tokenizer from the module that `windrow pack` made of its file, for byte-level models and the steps around them. */
import type { PretrainedTokenizer } from "../pretrained-tokenizer.ts";
import { COMMON_STEPS } from "../read/common-steps.ts";
import { engineStages } from "./engine-stages.ts";
import { type FromPackedOptions, openPacked } from "./open-packed.ts";
import type { PackedTokenizer } from "./packed-tokenizer.ts";

/**
 * The tokenizer that a module of `windrow pack` holds: what HfTokenizer.fromJson makes of the same file. Modules call this;
 * its stages are read at once, and its vocabulary when it is first used.
 * @throws HfError HF_INVALID_PACK where the module was packed by another version, or is cut; what else is changed in a
 *   module, as in any code, may go unseen
 */
export function fromPacked(packed: PackedTokenizer, options?: FromPackedOptions): PretrainedTokenizer {
  return openPacked(packed, options, (opened) => engineStages(opened, COMMON_STEPS));
}
