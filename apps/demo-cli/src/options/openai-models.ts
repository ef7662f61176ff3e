/** OpenAI's models, by the names that people type. */
import { BpeError, encodingNameForModel, type EncodingName } from "@windrow/tokenizer-bpe";

/** What is known of a model: its encoding, or why there is none. */
export type FoundModel =
  | { readonly encoding: EncodingName }
  | { readonly encoding: undefined; readonly near: readonly string[]; readonly isUnpublished: boolean };

export function findModel(name: string): FoundModel {
  try {
    return { encoding: encodingNameForModel(name) };
  } catch (error) {
    if (!(error instanceof BpeError) || error.code !== "BPE_UNKNOWN_MODEL") throw error;
    const { near, isUnpublished } = error.fields as { near: string[]; isUnpublished: boolean };
    return { encoding: undefined, near, isUnpublished };
  }
}
