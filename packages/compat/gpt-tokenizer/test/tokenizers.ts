/** The engine's tokenizer of each encoding, and an encoding's or a model's functions on it. */
import type { BpeTokenizer } from "@windrow/tokenizer-bpe";
import { cl100kBase } from "@windrow/tokenizer-bpe/cl100k_base";
import { gpt2 } from "@windrow/tokenizer-bpe/gpt2";
import { o200kBase } from "@windrow/tokenizer-bpe/o200k_base";
import { o200kHarmony } from "@windrow/tokenizer-bpe/o200k_harmony";
import { p50kBase } from "@windrow/tokenizer-bpe/p50k_base";
import { p50kEdit } from "@windrow/tokenizer-bpe/p50k_edit";
import { r50kBase } from "@windrow/tokenizer-bpe/r50k_base";
import { GptEncoding } from "../src/GptEncoding.ts";
import type { EncodingName, ModelName } from "../src/mapping.ts";

const TOKENIZERS: Readonly<Record<EncodingName, BpeTokenizer>> = {
  gpt2,
  r50k_base: r50kBase,
  p50k_base: p50kBase,
  p50k_edit: p50kEdit,
  cl100k_base: cl100kBase,
  o200k_base: o200kBase,
  o200k_harmony: o200kHarmony,
};

export const tokenizerFor = (name: EncodingName): BpeTokenizer => TOKENIZERS[name];
export const encodingFor = (name: EncodingName): GptEncoding => GptEncoding.getEncodingApi(name, tokenizerFor);
export const modelFor = (name: ModelName): GptEncoding => GptEncoding.getEncodingApiForModel(name, tokenizerFor);
