/** What encodes lists of texts: batch-threads.ts where there may be worker threads, calling-thread.ts where there are none. */
import type { WholeTexts } from "../encode/whole-texts.ts";
import type { SpecialTokens } from "../special/special-tokens.ts";
import type { EncodedBatch, Selection } from "./encoded-slice.ts";
import type { TokenizerParts } from "./sent-tokenizer.ts";

export interface BatchEncoder {
  /**
   * @param texts strings
   * @param threads how many encode, the calling one among them
   * @throws BpeError those of `encode` for the first text that has one; BPE_THREAD_FAILED
   */
  encode(texts: readonly string[], threads: number, selection: Selection): Promise<EncodedBatch>;
}

/**
 * @param texts and `special`: what encodes in the calling thread
 * @param parts what others make the same of
 * @param nextTurn resolves when the event loop has had its turn
 */
export type OpenBatchEncoder = (
  texts: WholeTexts,
  special: SpecialTokens,
  parts: TokenizerParts,
  nextTurn: () => Promise<void>,
) => BatchEncoder;

/** What `#batch-encoder` is. */
export interface BatchEncoderModule {
  readonly openBatchEncoder: OpenBatchEncoder;
}
