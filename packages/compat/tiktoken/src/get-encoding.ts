/** Encodings by their names, with all six vocabularies; each is unpacked when its first text comes. */
import {
  isEncodingName,
  type TiktokenBPE,
  type TiktokenEncoding,
  type TiktokenModel,
  tokenizerOfRanks,
} from "@windrow/compat-ranks";
import { describe } from "@windrow/core";
import { checkSpecialTokens, checkString } from "./arguments.ts";
import { get_encoding_name_for_model } from "./encoding-name-for-model.ts";
import cl100kBase from "./encoders/cl100k_base.ts";
import gpt2 from "./encoders/gpt2.ts";
import o200kBase from "./encoders/o200k_base.ts";
import p50kBase from "./encoders/p50k_base.ts";
import p50kEdit from "./encoders/p50k_edit.ts";
import r50kBase from "./encoders/r50k_base.ts";
import { tiktokenOf, type Tiktoken } from "./tiktoken.ts";

const ENCODERS: Readonly<Record<TiktokenEncoding, TiktokenBPE>> = {
  gpt2,
  r50k_base: r50kBase,
  p50k_base: p50kBase,
  p50k_edit: p50kEdit,
  cl100k_base: cl100kBase,
  o200k_base: o200kBase,
};

/**
 * The tokenizer of an encoding. Takes no time: those of one encoding share their vocabulary.
 * @param extend_special_tokens ids of special tokens beside its own, none of them a rank
 * @throws Error where the encoding is unknown, or a special token can't be taken; TypeError where the name is not a string
 * @example
 * get_encoding("gpt2").encode("hello world"); // Uint32Array [ 31373, 995 ]
 */
export function get_encoding(encoding: TiktokenEncoding, extend_special_tokens?: Record<string, number>): Tiktoken {
  if (!isEncodingName(checkString("encoding", encoding))) {
    throw new Error(`Invalid encoding: ${describe(encoding)}. Known: ${Object.keys(ENCODERS).join(", ")}.`);
  }
  const added = checkSpecialTokens("extend_special_tokens", extend_special_tokens);
  return tiktokenOf(tokenizerOfRanks(ENCODERS[encoding], added), encoding);
}

/**
 * The tokenizer of an OpenAI model.
 * @param extend_special_tokens ids of special tokens beside its own, none of them a rank
 * @throws Error where the model is unknown, or a special token can't be taken; TypeError where the name is not a string
 */
export function encoding_for_model(model: TiktokenModel, extend_special_tokens?: Record<string, number>): Tiktoken {
  return get_encoding(get_encoding_name_for_model(model), extend_special_tokens);
}
