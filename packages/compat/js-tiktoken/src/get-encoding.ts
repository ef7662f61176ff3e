/** Encodings by their names, with all six vocabularies; each is unpacked when its first text comes. */
import { isEncodingName, type TiktokenBPE, type TiktokenEncoding, type TiktokenModel } from "@windrow/compat-ranks";
import { describe } from "@windrow/core";
import { getEncodingNameForModel } from "./encoding-name-for-model.ts";
import cl100kBase from "./ranks/cl100k_base.ts";
import gpt2 from "./ranks/gpt2.ts";
import o200kBase from "./ranks/o200k_base.ts";
import p50kBase from "./ranks/p50k_base.ts";
import p50kEdit from "./ranks/p50k_edit.ts";
import r50kBase from "./ranks/r50k_base.ts";
import { Tiktoken } from "./tiktoken.ts";

const RANKS: Readonly<Record<TiktokenEncoding, TiktokenBPE>> = {
  gpt2,
  r50k_base: r50kBase,
  p50k_base: p50kBase,
  p50k_edit: p50kEdit,
  cl100k_base: cl100kBase,
  o200k_base: o200kBase,
};

/**
 * The tokenizer of an encoding.
 * @param extendSpecialTokens ids of special tokens beside its own, none of them a rank
 * @throws Error where the encoding is unknown, or a special token can't be taken
 * @example
 * getEncoding("gpt2").encode("hello world"); // [ 31373, 995 ]
 */
export function getEncoding(encoding: TiktokenEncoding, extendSpecialTokens?: Record<string, number>): Tiktoken {
  if (!isEncodingName(encoding)) {
    throw new Error(`Unknown encoding: ${describe(encoding)}. Known: ${Object.keys(RANKS).join(", ")}.`);
  }
  return new Tiktoken(RANKS[encoding], extendSpecialTokens);
}

/**
 * The tokenizer of an OpenAI model.
 * @param extendSpecialTokens ids of special tokens beside its own, none of them a rank
 * @throws Error where the model is unknown, or a special token can't be taken
 */
export function encodingForModel(model: TiktokenModel, extendSpecialTokens?: Record<string, number>): Tiktoken {
  return getEncoding(getEncodingNameForModel(model), extendSpecialTokens);
}
