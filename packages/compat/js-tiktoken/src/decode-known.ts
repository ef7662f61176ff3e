/** Decoding as js-tiktoken does it: what is not a token's id is left out. */
import { BpeError, type BpeTokenizer } from "@windrow/tokenizer-bpe";

const [UNSEEN, TOKEN, NO_TOKEN] = [0, 1, 2];

/** What is known of each id, for each tokenizer that was given a wrong one. */
const seen = new WeakMap<BpeTokenizer, Uint8Array>();

/** @throws BpeError where it is not a list of ids */
export function decodeKnown(tokenizer: BpeTokenizer, ids: ArrayLike<number>): string {
  try {
    return tokenizer.decode(ids);
  } catch (error) {
    const isAboutAnId = error instanceof BpeError && error.code === "BPE_INVALID_TOKEN_ID" && "index" in error.fields;
    if (!isAboutAnId) throw error;
    return tokenizer.decode(Array.from(ids).filter((id) => isToken(tokenizer, id)));
  }
}

function isToken(tokenizer: BpeTokenizer, id: number): boolean {
  if (!Number.isInteger(id) || id < 0 || id >= tokenizer.vocabSize) return false;
  const states = seen.get(tokenizer) ?? new Uint8Array(tokenizer.vocabSize);
  seen.set(tokenizer, states);
  if (states[id] === UNSEEN) states[id] = hasBytes(tokenizer, id) ? TOKEN : NO_TOKEN;
  return states[id] === TOKEN;
}

function hasBytes(tokenizer: BpeTokenizer, id: number): boolean {
  try {
    tokenizer.decodeSingleTokenBytes(id);
    return true;
  } catch {
    return false;
  }
}
