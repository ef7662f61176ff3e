/** Encodings by name or model, each loaded when it is first asked for. */
import { describe, didYouMean } from "@windrow/core";
import { checkOptions } from "./arguments.ts";
import { type BpeTokenizer, withEngine } from "./bpe-tokenizer.ts";
import { checkEngineName } from "./encode/choose-engine.ts";
import type { EngineName, EngineOptions } from "./encode/engine.ts";
import { ENCODING_NAMES, type EncodingName } from "./encoding-definitions.ts";
import { BpeError } from "./errors.ts";
import { encodingNameForModel } from "./models.ts";

const LOADERS: Readonly<Record<EncodingName, () => Promise<BpeTokenizer>>> = {
  gpt2: async () => (await import("./encodings/gpt2.ts")).gpt2,
  r50k_base: async () => (await import("./encodings/r50k_base.ts")).r50kBase,
  p50k_base: async () => (await import("./encodings/p50k_base.ts")).p50kBase,
  p50k_edit: async () => (await import("./encodings/p50k_edit.ts")).p50kEdit,
  cl100k_base: async () => (await import("./encodings/cl100k_base.ts")).cl100kBase,
  o200k_base: async () => (await import("./encodings/o200k_base.ts")).o200kBase,
  o200k_harmony: async () => (await import("./encodings/o200k_harmony.ts")).o200kHarmony,
};

/**
 * The encodings that `getEncoding` knows, in tiktoken's order.
 * @example
 * listEncodingNames(); // [ "gpt2", "r50k_base", "p50k_base", "p50k_edit", "cl100k_base", "o200k_base", "o200k_harmony" ]
 */
export function listEncodingNames(): EncodingName[] {
  return [...ENCODING_NAMES];
}

/** Tokenizers whose engine was asked for by name. */
const withEngines = new Map<string, BpeTokenizer>();

/**
 * A tokenizer by the name of its encoding. Its vocabulary is loaded with it; asking again gives
 * the same object.
 * @throws BpeError BPE_UNKNOWN_ENCODING naming near names; BPE_INVALID_OPTION
 * @example
 * const tokenizer = await getEncoding("gpt2");
 * tokenizer.encode("hello world"); // Int32Array [ 31373, 995 ]
 */
export async function getEncoding(name: EncodingName, options?: EngineOptions): Promise<BpeTokenizer> {
  const engine = checkEngineName(checkOptions(options, ["engine"]).engine);
  if (!ENCODING_NAMES.includes(name)) {
    const hint = typeof name === "string" ? didYouMean(name, ENCODING_NAMES) : "";
    throw new BpeError(
      "BPE_UNKNOWN_ENCODING",
      `Unknown encoding ${describe(name)}. ${hint && `${hint} `}Known: ${ENCODING_NAMES.join(", ")}.`,
      { name },
    );
  }
  const tokenizer = await LOADERS[name]();
  return engine === undefined ? tokenizer : withEngineNamed(tokenizer, engine);
}

function withEngineNamed(tokenizer: BpeTokenizer, engine: EngineName): BpeTokenizer {
  const key = `${engine} ${tokenizer.name}`;
  const known = withEngines.get(key) ?? withEngine(tokenizer, engine);
  withEngines.set(key, known);
  return known;
}

/**
 * A tokenizer by the name of an OpenAI model, dated or fine-tuned names included.
 * @throws BpeError BPE_UNKNOWN_MODEL naming near names
 * @example
 * (await encodingForModel("gpt-4o-2024-05-13")).name; // "o200k_base"
 */
export async function encodingForModel(model: string, options?: EngineOptions): Promise<BpeTokenizer> {
  return getEncoding(encodingNameForModel(model), options);
}
